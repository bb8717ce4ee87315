"""Merging: which statements of sources are about one paper.

Statements that share an identifier are about one paper, unless that would give the paper two arXiv ids (arXiv gives one
work one), or they have different identifiers of a stronger kind: one PubMed id of two DOIs is a mistake. Beyond that,
papers are one where

- their titles have one normal form (equal, not nearly equal),
- their years agree within one, or within two from a preprint to its publication,
- where both give authors, the first may be one person,
- and no identifier of one kind stands on both sides with different values.

Where a year is not known, the first author or the abstract must agree instead. A paper that could be one with two
others that are surely two stays alone unless one of them agrees better. So the outcome does not depend on the order in
which statements came.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING, Final

from kg.identity import ids
from kg.identity.kinds import KINDS
from kg.identity.names import PersonName, may_be_one, person
from kg.identity.titles import distinct, title_key, words

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from kg.identity.kinds import Kind
    from kg.model import Statement

_EARLIEST: Final = 1500
_LATEST: Final = 2100
_LONG_TITLE: Final = 5
_TELLING_ABSTRACT: Final = 100
_APART: Final = 1
_PREPRINT_APART: Final = 2


@dataclass(frozen=True, slots=True)
class Card:
    """What identity needs to know of one statement.

    Attributes:
        statement_id: the statement's key.
        tokens: identifiers as ``kind:value``.
        given: a key of no known kind that the source gave, or None.
        title_key: the key of the title's normal form; empty without a title.
        telling: whether the title alone may tell the paper from others of its year.
        long_title: whether the title has five words or more.
        years: in which it came out, as far as the source says (an arXiv id says so too).
        first_author: None where it is not known.
        author_count: None where it is not known.
        published: the day, in ISO 8601, or None.
        venue: whether the source names a venue or a publisher's identifier.
        abstract: how the abstract begins, folded; empty where it is too short to tell anything.
    """

    statement_id: str
    tokens: frozenset[str]
    given: str | None = None
    title_key: str = ""
    telling: bool = False
    long_title: bool = False
    years: frozenset[int] = frozenset()
    first_author: PersonName | None = None
    author_count: int | None = None
    published: str | None = None
    venue: bool = False
    abstract: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """Why two statements are about one paper: what they share, and how sure that is, 0 to 1."""

    one: str
    other: str
    by: str
    score: float


@dataclass(frozen=True, slots=True)
class Refusal:
    """Two statements with one title that are kept apart, and why."""

    one: str
    other: str
    why: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """The statements about one paper, in order of their keys, and what joined them."""

    members: tuple[str, ...]
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Merging:
    """The papers that statements are about, and the pairs that were kept apart."""

    clusters: tuple[Cluster, ...]
    refusals: tuple[Refusal, ...] = ()


def card(statement: Statement, statement_id: str) -> Card:
    """Say what identity needs to know of a statement."""
    paper = statement.paper
    tokens = ids.tokens(paper)
    years = {paper.published.year} if paper.published else {paper.year} if paper.year else set()
    years = {year for year in years if _EARLIEST <= year <= _LATEST}
    arxiv = {token.partition(":")[2] for token in tokens if token.startswith("arxiv:")}
    years |= {ids.arxiv_year(value) for value in arxiv} if not years else set()
    people = [found for author in paper.authors if (found := person(author.name))]
    own = paper.paper_id
    given = None if ids.identify(own) or own == ids.slug(paper.title) else own
    abstract = " ".join(paper.abstract[: 2 * _TELLING_ABSTRACT].casefold().split())[:_TELLING_ABSTRACT]
    return Card(
        statement_id,
        tokens,
        given,
        title_key(paper.title),
        distinct(paper.title),
        words(paper.title) >= _LONG_TITLE,
        frozenset(years),
        people[0] if people else None,
        len(paper.authors) or paper.author_count,
        paper.published.isoformat() if paper.published else None,
        bool(paper.venue) or any(token.startswith(("doi:", "acl:", "openreview:")) for token in tokens),
        abstract if len(abstract) == _TELLING_ABSTRACT else "",
    )


@dataclass(slots=True)
class _Group:
    """A cluster that grows."""

    cards: list[Card]
    tokens: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    links: list[Link] = field(default_factory=list)

    def __post_init__(self) -> None:
        for one in self.cards:
            self._take(one)

    def _take(self, one: Card) -> None:
        for token in one.tokens:
            kind, _, value = token.partition(":")
            self.tokens[kind].add(value)

    @property
    def first(self) -> str:
        return self.cards[0].statement_id

    def absorb(self, other: _Group, link: Link) -> None:
        self.cards = sorted([*self.cards, *other.cards], key=lambda one: one.statement_id)
        for kind, values in other.tokens.items():
            self.tokens[kind] |= values
        self.links += [*other.links, link]


class _Groups:
    """The clusters as they grow; `of` finds the one that a statement is in."""

    def __init__(self, cards: Iterable[Card], apart: Collection[frozenset[str]]) -> None:
        self._group = {one.statement_id: _Group([one]) for one in cards}
        self._apart: dict[str, set[str]] = defaultdict(set)
        for pair in apart:
            one, other = sorted(pair)
            self._apart[one].add(other)
            self._apart[other].add(one)

    def of(self, statement_id: str) -> _Group:
        return self._group[statement_id]

    def all(self) -> list[_Group]:
        found = {id(group): group for group in self._group.values()}
        return sorted(found.values(), key=lambda group: group.first)

    def told_apart(self, one: _Group, other: _Group) -> bool:
        """Say whether somebody said that these are two papers."""
        members = {member.statement_id for member in other.cards}
        return any(self._apart.get(member.statement_id, set()) & members for member in one.cards)

    def join(self, one: _Group, other: _Group, link: Link) -> None:
        large, small = (one, other) if len(one.cards) >= len(other.cards) else (other, one)
        large.absorb(small, link)
        for member in small.cards:
            self._group[member.statement_id] = large


def merge(cards: Iterable[Card], apart: Collection[frozenset[str]] = ()) -> Merging:
    """Find the papers that statements are about.

    Args:
        cards: the statements, in any order; all that share an identifier or a title with one of them.
        apart: pairs of statement_ids that somebody said to be about two papers.
    """
    known = sorted(cards, key=lambda one: one.statement_id)
    groups = _Groups(known, apart)
    _by_identifier(known, groups)
    _by_given_key(known, groups)
    refusals = _by_title(known, groups)
    clusters = [Cluster(tuple(one.statement_id for one in g.cards), tuple(g.links)) for g in groups.all()]
    return Merging(tuple(clusters), tuple(refusals))


def _by_identifier(known: list[Card], groups: _Groups) -> None:
    holders: dict[str, list[str]] = defaultdict(list)
    for one in known:
        for token in one.tokens:
            holders[token].append(one.statement_id)
    rank = {kind: position for position, kind in enumerate(KINDS)}
    for token in sorted(holders, key=lambda token: (rank[token.partition(":")[0]], token)):  # type: ignore[index]
        apart: list[_Group] = []  # the groups of this identifier's holders that cannot be one
        for holder in holders[token]:
            mine = groups.of(holder)
            for other in apart:
                if groups.of(other.first) is mine:
                    break
                if not _contradict(mine, other, token.partition(":")[0]) and not groups.told_apart(mine, other):
                    groups.join(other, mine, Link(other.first, holder, token, 1.0))
                    break
            else:
                apart.append(mine)
            apart = [groups.of(group.first) for group in apart]


def _contradict(one: _Group, other: _Group, kind: str) -> bool:
    """Say whether two groups that share an identifier of a kind have different ones of a stronger kind."""
    stronger = KINDS[: KINDS.index(kind)]
    mine, theirs = one.tokens.get("arxiv"), other.tokens.get("arxiv")
    two = bool(mine and theirs) and mine != theirs
    return two or _different(one, other, stronger) != ""


def _by_given_key(known: list[Card], groups: _Groups) -> None:
    """Join what one free key and one title, or no title, name."""
    holders: dict[str, list[Card]] = defaultdict(list)
    for one in known:
        if one.given:
            holders[one.given].append(one)
    for given, members in sorted(holders.items()):
        for one, other in combinations(members, 2):
            mine, theirs = groups.of(one.statement_id), groups.of(other.statement_id)
            alike = one.title_key == other.title_key or not (one.title_key and other.title_key)
            if mine is not theirs and alike and not _different(mine, theirs) and not groups.told_apart(mine, theirs):
                groups.join(mine, theirs, Link(one.statement_id, other.statement_id, f"key:{given}", 1.0))


def _by_title(known: list[Card], groups: _Groups) -> list[Refusal]:
    titled: dict[str, list[Card]] = defaultdict(list)
    for one in known:
        if one.title_key:
            titled[one.title_key].append(one)
    refusals: list[Refusal] = []
    for key in sorted(titled):
        if len(titled[key]) > 1:
            refusals.extend(_of_one_title(titled[key], groups))
    return refusals


def _of_one_title(members: list[Card], groups: _Groups) -> list[Refusal]:
    """Join the groups of one title that may be one, the best agreement first, and never where it is a tie."""
    while True:
        found = sorted({id(g): g for one in members if (g := groups.of(one.statement_id))}.values(), key=_first)
        agreements = {
            (one.first, other.first): agreement
            for one, other in combinations(found, 2)
            if not groups.told_apart(one, other) and not isinstance(agreement := agree(one.cards, other.cards), str)
        }
        for (one, other), score in sorted(agreements.items(), key=lambda item: (-item[1], item[0])):
            if not any(_rivals(pair, (one, other), agreements) for pair, rival in agreements.items() if rival >= score):
                groups.join(groups.of(one), groups.of(other), Link(one, other, "title", score))
                break
        else:
            return [
                Refusal(one.first, other.first, why)
                for one, other in combinations(found, 2)
                if (why := _why_apart(one, other, agreements, groups))
            ]


def _first(group: _Group) -> str:
    return group.first


def _rivals(pair: tuple[str, str], mine: tuple[str, str], agreements: Mapping[tuple[str, str], float]) -> bool:
    """Say whether two agreements share one group, and the groups at their other ends cannot be one."""
    shared = set(pair) & set(mine)
    if pair == mine or not shared:
        return False
    one, other = sorted(set(pair) ^ set(mine))
    return (one, other) not in agreements


def _why_apart(one: _Group, other: _Group, agreements: Mapping[tuple[str, str], float], groups: _Groups) -> str:
    if groups.told_apart(one, other):
        return "somebody said that they are two"
    if (one.first, other.first) in agreements:
        return "another paper of that title agrees as well"
    reason = agree(one.cards, other.cards)
    return reason if isinstance(reason, str) else ""


def _different(one: _Group, other: _Group, kinds: tuple[Kind, ...] = KINDS) -> str:
    """Name a kind of identifier that both have, with different values; empty where there is none."""
    return next(
        (
            kind
            for kind in kinds
            if (mine := one.tokens.get(kind)) and (theirs := other.tokens.get(kind)) and not mine & theirs
        ),
        "",
    )


def agree(one: list[Card], other: list[Card]) -> float | str:  # noqa: PLR0911 - one return a reason
    """Say how well two groups of statements with one title agree, 0 to 1, or why they are two papers."""
    if kind := _different(_Group(one), _Group(other)):
        return f"they have different identifiers of one kind ({kind})"
    authors = _authors(one, other)
    if authors is False:
        return "their first authors differ"
    years, others = _years(one), _years(other)
    abstracts = {card.abstract for card in one if card.abstract} & {card.abstract for card in other if card.abstract}
    if not years or not others:
        if abstracts or (authors and one[0].long_title):
            return 0.9
        return "the year of one is not known, and neither authors nor abstracts agree"
    apart = min(abs(mine - theirs) for mine in years for theirs in others)
    if apart > (_PREPRINT_APART if _one_is_preprint(one, other) else _APART):
        return f"their years are {apart} apart"
    if not (authors or abstracts or one[0].telling):
        return "the title is too common to tell a paper by"
    counts = {c.author_count for c in one if c.author_count}, {c.author_count for c in other if c.author_count}
    days = {c.published for c in one if c.published} & {c.published for c in other if c.published}
    evidence = [bool(abstracts), authors is True, bool(days), apart == 0, bool(counts[0] & counts[1])]
    return round(0.9 + 0.1 * sum(w for w, has in zip((0.4, 0.3, 0.15, 0.1, 0.05), evidence, strict=True) if has), 4)


def _authors(one: list[Card], other: list[Card]) -> bool | None:
    mine = [card.first_author for card in one if card.first_author]
    theirs = [card.first_author for card in other if card.first_author]
    if not mine or not theirs:
        return None
    return any(may_be_one(first, second) for first in mine for second in theirs)


def _years(cards: list[Card]) -> set[int]:
    return {year for card in cards for year in card.years}


def _one_is_preprint(one: list[Card], other: list[Card]) -> bool:
    return any(card.venue for card in one) != any(card.venue for card in other)
