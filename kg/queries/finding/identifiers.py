"""Identifiers in what a person typed: of papers, people, organisations and repositories."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from kg.identity import ids

if TYPE_CHECKING:
    from collections.abc import Iterator

_PIECE: Final = re.compile(r"[^\s\[\]<>{},;\"]+")
_MOST_PIECES: Final = 40
_BARE: Final = ("acl", "openreview", "pmid", "pmcid", "corpusid", "mag", "dblp")
"""Kinds whose identifiers say too little by themselves: what the graph does not have is none."""
_SHORTEST_NUMBER: Final = 5
_ORCID: Final = re.compile(r"(?<![\w-])\d{4}-\d{4}-\d{4}-\d{3}[\dXx](?![\w-])")
_OPENALEX: Final = re.compile(
    r"(?:https?://)?(?:(?:api|explore|www)\.)?openalex\.org/(?:\w+/)?([AI]\d{5,})/?", re.IGNORECASE
)
_SEMANTIC_SCHOLAR: Final = re.compile(
    r"(?:https?://)?(?:www\.)?semanticscholar\.org/author/(?:[^/]+/)?(\d+)/?", re.IGNORECASE
)
_DBLP: Final = re.compile(r"(?:https?://)?dblp\.(?:org|uni-trier\.de)/pid/([\w/-]+?)(?:\.html)?/?", re.IGNORECASE)
_ROR: Final = re.compile(r"(?:https?://)?ror\.org/(\w{9})/?", re.IGNORECASE)
_REPOSITORY: Final = re.compile(
    r"(?:https?://)?(?:www\.)?(?:github\.com|gitlab\.com|bitbucket\.org|codeberg\.org|huggingface\.co|hf\.co)/"
    r"(?:(?:datasets|spaces|models)/)?([\w.-]+/[\w.-]+?)(?:\.git)?(?:[/?#].*)?",
    re.IGNORECASE,
)
_HANDLE: Final = re.compile(
    r"(?:https?://)?(?:www\.)?(?:huggingface\.co|hf\.co|github\.com)/([\w.-]+)/?", re.IGNORECASE
)


class Identifiers(NamedTuple):
    """What a text may be an identifier of.

    Attributes:
        keys: of nodes of any label.
        tokens: of papers, as ``kind:value``.
        people: of authors, as ``kind:value``.
    """

    keys: tuple[str, ...]
    tokens: tuple[str, ...]
    people: tuple[str, ...]


def identifiers(text: str) -> Identifiers:
    """Give every identifier that a text is, or that stands in it.

    >>> identifiers("[2405.13729] Some Title - arXiv").tokens
    ('arxiv:2405.13729', 'key:[2405.13729] Some Title - arXiv')
    >>> identifiers("https://orcid.org/0000-0002-1825-0097").people
    ('orcid:0000-0002-1825-0097',)
    """
    known = dict.fromkeys(_known(text))
    keys = [text, *(ids.spelled(kind, value) for kind, value in known)]  # type: ignore[arg-type]
    tokens = [f"{kind}:{value}" for kind, value in known]
    tokens.append(f"key:{text}")
    people = [f"orcid:{found.upper()}" for found in _ORCID.findall(text)]
    for kind, pattern in (("openalex", _OPENALEX), ("s2", _SEMANTIC_SCHOLAR), ("dblp", _DBLP)):
        if match := pattern.fullmatch(text):
            people.append(f"{kind}:{match[1].upper() if kind == 'openalex' else match[1]}")
            keys.append(people[-1].partition(":")[2])
    if match := _ROR.fullmatch(text):
        keys += [match[1].lower(), f"https://ror.org/{match[1].lower()}", f"ror:{match[1].lower()}"]
    if match := _HANDLE.fullmatch(text):
        keys.append(match[1])
        people.append(f"huggingface:{match[1]}")
    if " " not in text and re.fullmatch(r"[Aa]\d{5,}", text):
        people.append(f"openalex:{text.upper()}")
    return Identifiers(tuple(dict.fromkeys(keys)), tuple(dict.fromkeys(tokens)), tuple(dict.fromkeys(people)))


def repository(text: str) -> str | None:
    """Give the owner and the name that the address of a repository, a model or a dataset holds.

    >>> repository("https://github.com/some-lab/its_code.git"), repository("huggingface.co/papers/2405.13729")
    ('some-lab/its_code', None)
    """
    match = _REPOSITORY.fullmatch(text)
    return match[1] if match and ids.identify(text) is None else None


def _known(text: str) -> Iterator[tuple[str, str]]:
    if whole := ids.identify(text):
        yield whole
    pieces = _PIECE.findall(text)[:_MOST_PIECES]
    for piece in pieces:
        for one in (piece, piece.strip("().:'")):
            if found := ids.identify(one):
                yield found
    if len(pieces) == 1 and not (text.isdigit() and len(text) < _SHORTEST_NUMBER):
        for kind in _BARE:
            if found := ids.of_kind(kind, text):
                yield found
