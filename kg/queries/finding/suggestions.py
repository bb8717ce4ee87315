"""Suggestions: what may be meant by what a person has typed so far, a few of each kind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal

from kg.errors import QueryError
from kg.identity.ids import identify
from kg.identity.names import folded
from kg.queries.finding import candidates
from kg.queries.finding.identifiers import repository
from kg.queries.finding.people import typed_name
from kg.queries.finding.question import question
from kg.queries.finding.ranking import IDENTIFIER, MEANT
from kg.queries.finding.search import hit, ranked, shown

if TYPE_CHECKING:
    from kg.queries.records import SearchHit
    from kg.store import Run, Store

Group = Literal["papers", "entities", "authors", "organizations"]

GROUPS: Final[tuple[Group, ...]] = ("papers", "entities", "authors", "organizations")
EACH: Final = 4
_SURE: Final = IDENTIFIER - 1_000
"""An identifier's hits are worth a little less one after the other, and more than any name."""


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What may be meant.

    Attributes:
        groups: kind of hits to hits, best first, the group of the best hit first; a group without any is left out.
        identified: the hit that the text is the identifier of.
        unknown: whether the text is an identifier of a paper that the graph does not hold.
    """

    groups: tuple[tuple[Group, tuple[SearchHit, ...]], ...] = ()
    identified: SearchHit | None = None
    unknown: bool = False


def group(kind: str) -> Group:
    """Return the group that a kind of nodes is shown in."""
    match kind:
        case "Paper":
            return "papers"
        case "Author":
            return "authors"
        case "Organization":
            return "organizations"
        case _:
            return "entities"


def suggest(store: Store, text: str, *, each: int = EACH) -> Suggestions:
    """Suggest what may be meant: names and titles that begin so or hold the words, and what an identifier names.

    It asks less than `find`: no words of abstracts, and no words that are spelled almost so.

    Args:
        store: an open store.
        text: what a person has typed so far.
        each: how many of a group at most.
    """
    asked = question(text)
    if not asked.text:
        return Suggestions()
    scope = candidates.Scope(candidates.INDEXES, candidates.MOST, abstracts=False)
    name = typed_name(asked.text)

    def rows(run: Run) -> list[dict[str, Any]]:
        kept: dict[Group, list[dict[str, Any]]] = {}
        for row in ranked(run, asked, scope, each * len(GROUPS)):
            if row["kind"] == "Author" and not _begins(name, row["name"] or ""):
                continue
            of_group = kept.setdefault(group(row["kind"]), [])
            if len(of_group) < each:
                of_group.append(row)
        return shown(run, [row for of_group in kept.values() for row in of_group])

    try:
        found = store.read_all(rows)
    except QueryError as error:
        if "no such fulltext schema index" not in str(error):
            raise
        scope = scope._replace(indexes=candidates.indexes(store))
        found = store.read_all(rows)
    hits: dict[Group, list[SearchHit]] = {}
    for row in found:
        hits.setdefault(group(row["kind"]), []).append(hit(asked, row))
    best = MEANT if repository(asked.text) else _SURE  # the address of a repository names it
    sure = next((one for of_group in hits.values() for one in of_group if one.score >= best), None)
    return Suggestions(
        tuple((name, tuple(of_group)) for name, of_group in hits.items()),
        sure,
        sure is None and identify(asked.text) is not None,
    )


def _begins(typed: tuple[str, ...], name: str) -> bool:
    """Tell whether a person's name has a word that begins as one that was typed, and not its initial alone."""
    words = folded(name.replace("-", " "))
    return not typed or any(word.startswith(one) for one in typed if len(one) > 1 for word in words)
