"""Sharing a set by a link: its name and its papers as parameters of an address, bounded.

A few papers stand in the address as they are called, one parameter each; many are packed (zlib, then base64). What is
unpacked is bounded as well, so that a short address cannot ask for much memory.
"""

from __future__ import annotations

import base64
import binascii
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from kg.errors import CallError
from kg.library.sets import MOST_PAPERS, proper_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LONGEST: Final = 6_000
"""Characters of an address that browsers, chats and servers between them all let through."""

_PLAIN: Final = 600
"""Papers stand as they are called up to so many characters."""

_LARGEST: Final = 2_000_000
"""Characters of unpacked ids."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A set that came with an address."""

    name: str
    papers: tuple[str, ...]


def parameters(name: str, paper_ids: Sequence[str]) -> dict[str, str | list[str]] | None:
    """Return the parameters of an address that shows a set, or None where the set is too long for one.

    Example:
        >>> parameters("agents", ["2406.00001", "2406.00002"])
        {'name': 'agents', 'paper': ['2406.00001', '2406.00002']}
    """
    ids = list(paper_ids)
    plain = sum(len(quote(paper_id)) + len("&paper=") for paper_id in ids)
    if plain <= _PLAIN:
        return {"name": name, "paper": ids}
    packed = base64.urlsafe_b64encode(zlib.compress("\n".join(ids).encode(), 9)).decode().rstrip("=")
    if len(packed) + len(quote(name)) > LONGEST:
        return None
    return {"name": name, "packed": packed}


def shared(query: Mapping[str, Sequence[str]]) -> Shared | None:
    """Return the set that an address has in its parameters, or None where it has none.

    Args:
        query: each parameter's values.

    Raises:
        CallError: the parameters cannot be read; whoever made the link can make it again.
    """
    papers, packed = [*query.get("paper", ())], [*query.get("packed", ())]
    if not papers and not packed:
        return None
    for text in packed:
        papers.extend(_unpacked(text))
    papers = list(dict.fromkeys(one for one in papers if one))
    if not papers or len(papers) > MOST_PAPERS:
        raise _unreadable()
    names = query.get("name", ())
    try:
        name = proper_name(names[0])
    except (CallError, IndexError):
        name = "shared"
    return Shared(name, tuple(papers))


def _unpacked(text: str) -> list[str]:
    if len(text) > LONGEST:
        raise _unreadable()
    try:
        data = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
        opened = zlib.decompressobj()
        ids = opened.decompress(data, _LARGEST)
        if not opened.eof:
            raise _unreadable()
        return ids.decode().split("\n")
    except (binascii.Error, zlib.error, ValueError) as error:
        raise _unreadable() from error


def _unreadable() -> CallError:
    return CallError("This link holds no set that can be read: it was cut on its way. Ask for it again, or for a file.")
