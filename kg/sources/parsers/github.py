"""Repositories at GitHub, and the ways in which people write which one they mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.model import Repository
from kg.sources.parsers.answer import AnswerError, loaded
from kg.sources.parsers.fields import Fields, OnOmission, ignore, kind

if TYPE_CHECKING:
    from collections.abc import Mapping

_NAME = re.compile(
    r"(?:(?:git\+)?(?:https?|git|ssh)://(?:[\w.-]+@)?(?:www\.)?github\.com/|git@github\.com:|(?:www\.)?github\.com/)?"
    r"(?P<owner>[A-Za-z0-9](?:[A-Za-z0-9-]{0,38}))/(?P<name>[\w.-]{1,100}?)(?:\.git)?(?P<rest>[/?#].*)?",
    re.ASCII | re.IGNORECASE,
)
_NO_OWNERS = {"topics", "orgs", "features", "search", "sponsors", "about", "collections", "marketplace", "settings"}
_NO_LICENSE = {"NOASSERTION", "NONE"}


def name(text: str) -> str | None:
    """Read which repository an address or ``owner/name`` means; None where it means none.

    >>> name("https://github.com/owner/name/tree/main"), name("git@github.com:owner/name.git"), name("owner/name")
    ('owner/name', 'owner/name', 'owner/name')
    >>> name("https://gitlab.com/owner/name") is None
    True
    """
    text = text.strip().rstrip("/.,;)")
    found = _NAME.fullmatch(text)
    if not found or found["owner"].lower() in _NO_OWNERS or set(found["name"]) <= {"."}:
        return None
    if found["rest"] and "github.com" not in text.lower():  # "a/b/c" alone is a path, no repository
        return None
    return f"{found['owner']}/{found['name']}"


def address(text: str) -> str | None:
    """Give the one address of the repository that an address or ``owner/name`` means.

    >>> address("owner/name")
    'https://github.com/owner/name'
    """
    found = name(text)
    return f"https://github.com/{found}" if found else None


def answer(body: bytes) -> Mapping[str, Any]:
    """Read an answer about one repository.

    Raises:
        AnswerError: it is none.
    """
    value = loaded(body)
    if not isinstance(value, dict):
        raise AnswerError(f"it is {kind(value)}, not an object")
    if not (isinstance(value.get("full_name"), str) or isinstance(value.get("html_url"), str)):
        raise AnswerError(f"it says {value['message']}" if value.get("message") else "it names no repository")
    return value


def repository(value: Mapping[str, Any], on_omission: OnOmission = ignore) -> Repository:
    """Read what GitHub says of one repository.

    Raises:
        ValueError: it does not say which.
    """
    fields = Fields(value, on_omission)
    url = address(fields.text("html_url")) or address(fields.text("full_name"))
    if url is None:
        raise ValueError("it names no repository")
    pushed, _ = fields.date("pushed_at")
    return Repository(
        url,
        stars=fields.count("stargazers_count"),
        license=_license(fields),
        archived=fields.flag("archived"),
        pushed_at=fields.text("pushed_at") if pushed else None,
        description=fields.text("description") or None,
    )


def _license(fields: Fields) -> str | None:
    """Read the SPDX identifier; a licence that GitHub could not name is told of."""
    given = fields.raw("license")
    if isinstance(given, str):
        return fields.text("license") or None
    inner = fields.object("license")
    found = inner.text("spdx_id")
    if found and found not in _NO_LICENSE:
        return found
    if inner:
        inner.omit("spdx_id", f'GitHub has no identifier for "{inner.text("name") or "the licence"}"')
    return None
