"""A list of identifiers or addresses, one a line: papers that are known by nothing else.

A line may begin with a bullet or a number, and end in a comment; a line that begins with ``#`` is one.
"""

from __future__ import annotations

import re
from typing import IO, TYPE_CHECKING

from kg.identity import ids
from kg.model import Paper
from kg.sources.files import keys
from kg.sources.reject import Reject
from kg.sources.text import decode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.identity.kinds import Kind
    from kg.sources.reject import OnReject

_BULLET = re.compile(r"^(?:[-*•+]|\d{1,4}[.)]|\[\d{1,4}\])\s+")
_COMMENT = re.compile(r"\s+(?:#|//|%|--).*$")
_QUOTED = re.compile(r"""^["'<`]|[>"'`,;]+$""")
_LONGEST = 2000


def identifier(line: str) -> tuple[Kind, str] | None:
    """Read the identifier of one line: its kind and its value.

    >>> identifier("  - https://arxiv.org/abs/2405.13729v2  # read this")
    ('arxiv', '2405.13729')
    """
    if len(line) > _LONGEST:
        return None
    bare = _COMMENT.sub("", line.strip().strip("\ufeff"))
    bare = _QUOTED.sub("", _QUOTED.sub("", _BULLET.sub("", bare).strip()))
    return ids.identify(bare)


def parse(file: IO[bytes], source: str, *, on_reject: OnReject) -> Iterator[tuple[int, Paper]]:
    """Read papers that are known by their identifiers alone, each with its line.

    Args:
        file: the list.
        source: its name, for rejects.
        on_reject: told of each line that holds no identifier.
    """
    for number, raw in enumerate(file, 1):
        line = decode(raw).strip()
        if not line or line.startswith(("#", "%", "//")):
            continue
        known = identifier(line)
        if known is None and number == 1 and keys.field(line.strip('\ufeff"')) in {"id", "url", *keys.NAMING}:
            continue  # the header of a table with one column
        if known is None:
            on_reject(
                Reject(source, number, "it is no identifier of a paper, and no address with one", line[:_LONGEST])
            )
            continue
        yield number, Paper(ids.spelled(*known), "", ids=dict([known]))
