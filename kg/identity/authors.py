"""Authors: which names on papers are one person's.

One spelling of a name is one person, until identifiers say that it is two people. Then each identifier has a person of
its own, and papers that give none stay with the name alone, "not said which". Who shares an identifier is one
person, however the name is written.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from kg.identity.names import folded

if TYPE_CHECKING:
    from collections.abc import Iterable

KINDS: Final = ("orcid", "openalex", "s2", "dblp", "huggingface")
"""Kinds of author identifiers; the first names the person."""


@dataclass(frozen=True, slots=True)
class Signature:
    """One author in one paper's list.

    Attributes:
        paper_id: the paper.
        position: in its list, from 1.
        name: as written.
        ids: as ``kind:value``.
        sources: that say so.
        affiliations: the organization_ids of where the paper says that the author worked.
    """

    paper_id: str
    position: int
    name: str
    ids: frozenset[str] = frozenset()
    sources: tuple[str, ...] = ()
    affiliations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A person, and what was signed: `name` is the commonest spelling, of equally common ones the first by letters."""

    author_id: str
    name: str
    ids: tuple[str, ...]
    signatures: tuple[Signature, ...]


@lru_cache(maxsize=1 << 16)
def name_key(name: str) -> str:
    """Return the key of a person known by name alone.

    >>> name_key("Ada  Lovelace"), name_key("A. Lovelace")
    ('author:ada-lovelace', 'author:a-lovelace')
    """
    return "author:" + ("-".join(folded(name)) or unicodedata.normalize("NFKC", name).casefold().strip())


def people(signatures: Iterable[Signature]) -> tuple[Person, ...]:
    """Find the people behind signatures: all of those names, and all that share an identifier with one of them."""
    by_name: dict[str, list[Signature]] = defaultdict(list)
    for signature in signatures:
        by_name[name_key(signature.name)].append(signature)
    found: dict[str, list[Signature]] = defaultdict(list)
    for key, signed in by_name.items():
        for author_id, members in _of_one_name(key, signed).items():
            found[author_id].extend(members)
    return tuple(_person(author_id, members) for author_id, members in sorted(found.items()))


def _of_one_name(key: str, signed: list[Signature]) -> dict[str, list[Signature]]:
    groups: list[tuple[set[str], list[Signature]]] = []
    for signature in sorted(signed, key=lambda one: (one.paper_id, one.position)):
        if not signature.ids:
            continue
        joined, rest = (set(signature.ids), [signature]), []
        for group in groups:
            if group[0] & joined[0]:
                joined = (joined[0] | group[0], joined[1] + group[1])
            else:
                rest.append(group)
        groups = [*rest, joined]
    if not _two_people(groups):
        return {key: signed}
    found = {f"{key}.{_strongest(ids)}": members for ids, members in groups}
    alone = [signature for signature in signed if not signature.ids]
    return found | ({key: alone} if alone else {})


def _two_people(groups: list[tuple[set[str], list[Signature]]]) -> bool:
    """Say whether two groups have different identifiers of one kind."""
    seen: set[str] = set()
    for ids, _ in groups:
        kinds = {token.partition(":")[0] for token in ids}
        if kinds & seen:
            return True
        seen |= kinds
    return False


def _strongest(ids: set[str]) -> str:
    rank = {kind: position for position, kind in enumerate(KINDS)}
    return min(ids, key=lambda token: (rank.get(token.partition(":")[0], len(KINDS)), token))


def _person(author_id: str, members: list[Signature]) -> Person:
    spellings = Counter(signature.name for signature in members)
    name = min(spellings, key=lambda spelling: (-spellings[spelling], spelling))
    ids = sorted(frozenset[str]().union(*(signature.ids for signature in members)))
    return Person(author_id, name, tuple(ids), tuple(sorted(members, key=lambda one: (one.paper_id, one.position))))
