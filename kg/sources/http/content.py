"""Whether a body is what it should be: JSON or XML, whole, in UTF-8, and no error inside a 200."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.parsers import expat

if TYPE_CHECKING:
    from kg.sources.http.services import Expects

_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"^(\s*<\?xml[^>]{0,200}?encoding\s*=\s*[\"'])[\w.:-]{1,40}([\"'])")
_AROUND_AN_ERROR = frozenset({"error", "message", "code", "status", "statusCode", "success", "detail", "details"})
_SHOWN = 160


class WrongContentError(Exception):
    """Say what is wrong with a body, as the end of a sentence about the service."""


def checked(body: bytes, content_type: str, expects: Expects) -> bytes:
    """Give a body in UTF-8; WrongContentError where it is cut, something else, or an error in the dress of a 200."""
    if expects == "text":
        return body
    body = body.removeprefix(b"\xef\xbb\xbf")
    return _json(body, content_type) if expects == "json" else _xml(body, content_type)


def has_gaps(body: bytes) -> bool:
    """Say whether a body is a list in which something was not found.

    >>> has_gaps(b'[{"paperId": "a"}, null]'), has_gaps(b'[{"year": null}]')
    (True, False)
    """
    if not body.startswith(b"[") or b"null" not in body:
        return False
    try:
        return None in json.loads(body)
    except (ValueError, RecursionError):
        return False


def _json(body: bytes, content_type: str) -> bytes:
    text = _text(body, content_type, json.detect_encoding(body))
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        raise WrongContentError(f"sent what is no JSON ({_seen(text)})") from None
    if told := _error_inside(value):
        raise WrongContentError(f"sent an error in place of an answer ({told})")
    try:
        return text.encode()
    except UnicodeEncodeError:  # half a pair of UTF-16, written as bytes
        return text.encode("utf-8", "replace")


def _xml(body: bytes, content_type: str) -> bytes:
    if _is_xml(body):
        return body
    try:
        body.decode()
    except UnicodeDecodeError:
        text = _text(body, content_type, "utf-8")
        again = _DECLARED.sub(rb"\g<1>utf-8\g<2>", text.encode())
        if _is_xml(again):
            return again
    raise WrongContentError(f"sent what is no whole XML ({_seen(body.decode('utf-8', 'replace'))})")


def _is_xml(body: bytes) -> bool:
    """Say whether a body is well-formed XML, and no page for people, which may be well-formed too."""
    elements: list[str] = []

    def note_root(name: str, _: dict[str, str]) -> None:
        if not elements:
            elements.append(name.lower())

    parser = expat.ParserCreate()
    parser.StartElementHandler = note_root
    try:
        parser.Parse(body, True)  # noqa: FBT003 - expat's own signature: this is the end
    except (expat.ExpatError, ValueError, LookupError):
        return False
    return elements != ["html"]


def _text(body: bytes, content_type: str, first: str) -> str:
    """Decode a body: as JSON says, else as the header says, else as Windows-1252, which old servers mean."""
    named = _CHARSET.search(content_type)
    for charset in (first, named[1] if named else "", "cp1252"):
        try:
            return body.decode(charset or "utf-8")
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("latin-1")


def _error_inside(value: Any) -> str:
    """Find the error that a service sends with a 200; no answer of theirs has `error` beside data."""
    if not isinstance(value, dict):
        return ""
    told = value.get("error") or (value.get("errors") if not value.get("data") else None)
    if told:
        inner = told[0] if isinstance(told, list) else told
        return _seen(str((inner.get("message") if isinstance(inner, dict) else None) or value.get("message") or inner))
    message = value.get("message") or value.get("detail")
    if value.get("status") == "failed":  # Crossref
        return _seen(str((message.get("message") if isinstance(message, dict) else None) or message))
    return _seen(message) if isinstance(message, str) and value.keys() <= _AROUND_AN_ERROR else ""


def _seen(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        return "it is empty"
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
