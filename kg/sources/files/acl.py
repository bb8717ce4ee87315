"""The ACL Anthology as JSON lines: BibTeX entries as objects, or rows of its full-text corpus."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from kg.sources import latex
from kg.sources.files import record

OnOmission = Callable[[str, str], None]

_ANTHOLOGY = re.compile(r"(?:https?://)?(?:www\.)?aclanthology\.org/(?:anthology/)?([^/\s]+?)(?:\.pdf|\.bib)?/?$")
_ID = re.compile(r"[A-Z]\d\d-\d{4,5}|\d{4}\.[\w-]+\.\d+", re.ASCII)
_VOLUMES = ("proceedings", "book", "collection")


def is_one(value: Mapping[str, Any]) -> bool:
    """Tell an object of the Anthology, or another BibTeX entry as one, from others."""
    return "ENTRYTYPE" in value or "acl_id" in value


def parse(value: Mapping[str, Any], on_omission: OnOmission) -> record.Read:
    """Read one entry.

    Raises:
        RecordError: it is a volume, or has neither a title nor an identifier.
    """
    if str(value.get("ENTRYTYPE", "")).lower() in _VOLUMES and not value.get("author"):
        raise record.RecordError("it is a volume, not a paper")
    given = {key: plain(item) if isinstance(item, str) else item for key, item in value.items()}
    name = given.pop("ID", None) or given.get("acl_id")
    address = _ANTHOLOGY.fullmatch(str(given.get("url") or "").strip())
    acl = next((one for one in (name, address and address[1]) if isinstance(one, str) and _ID.fullmatch(one)), None)
    given["acl_id"] = acl
    if given.get("journal") and given.get("booktitle"):
        del given["booktitle"]
    return record.read({key: item for key, item in given.items() if item is not None}, on_omission)


def plain(text: str) -> str:
    """Take the braces and accents of BibTeX out of a text.

    >>> plain("{S}2{W}idget: The Semantic Widget Corpus")
    'S2Widget: The Semantic Widget Corpus'
    """
    return latex.to_text(text)
