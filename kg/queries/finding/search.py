"""Finding papers, entities, people and organisations by what a person remembers of them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from kg.errors import QueryError
from kg.identity.ids import identify
from kg.queries.finding import candidates, ranking, remarks
from kg.queries.finding.identifiers import identifiers, repository
from kg.queries.finding.people import typed_name
from kg.queries.finding.question import question
from kg.queries.finding.spans import excerpt, holds, spans
from kg.queries.finding.tab_titles import meant
from kg.queries.records import SearchHit

if TYPE_CHECKING:
    from collections.abc import Collection

    from kg.queries.finding.candidates import Scope
    from kg.queries.finding.question import Question
    from kg.queries.records import Kind
    from kg.store import Run, Store

Row = dict[str, Any]

MOST_OF_A_PERSON: Final = 10
MOST_OF_AN_ORGANIZATION: Final = 5
MOST_PEOPLE: Final = 3
"""People whose surname alone is what was typed, and people whose papers are shown."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a search found.

    Attributes:
        hits: best first.
        remarks: sentences that say what was not searched, or that nothing was found in what.
    """

    hits: tuple[SearchHit, ...]
    remarks: tuple[str, ...] = ()


def search(
    store: Store, text: str, *, limit: int = 20, typing: bool = False, kinds: Collection[Kind] = ()
) -> tuple[SearchHit, ...]:
    """Find what is meant, best first; see `find`."""
    return find(store, text, limit=limit, typing=typing, kinds=kinds).hits


def find(store: Store, text: str, *, limit: int = 20, typing: bool = False, kinds: Collection[Kind] = ()) -> Found:
    """Find papers, entities, people and organisations, and say what was searched where that is not all.

    Any spelling of an identifier will do, any address that holds one, and what a browser writes on a tab; names in any
    spelling; people in any order and with initials.

    Args:
        store: an open store.
        text: what a person typed.
        limit: how many hits at most.
        typing: whether the person still types: names and titles that begin so, and no words of abstracts.
        kinds: of what; of everything unless given.
    """
    asked = question(text)
    if not asked.text or limit < 1:
        return Found((), remarks.on_nothing(text))
    scope = candidates.Scope(candidates.INDEXES, max(candidates.MOST, 2 * limit), not typing)
    if kinds:  # of a few kinds there must be enough among the candidates of all
        scope = scope._replace(limit=max(candidates.MOST_OF_A_KIND, scope.limit), kinds=frozenset(kinds))
    try:
        rows = _asked(store, asked, scope, limit)
    except QueryError as error:
        if "no such fulltext schema index" not in str(error):
            raise
        scope = scope._replace(indexes=candidates.indexes(store))
        rows = _asked(store, asked, scope, limit)
    if not rows and not typing and identify(asked.text) is None:
        scope = scope._replace(alike=True)
        rows = _asked(store, asked, scope, limit)
    hits = tuple(hit(asked, row) for row in rows)
    return Found(hits, remarks.on(asked, found=bool(hits), alike=scope.alike, indexes=scope.indexes))


def _asked(store: Store, asked: Question, scope: Scope, limit: int) -> list[Row]:
    return store.read_all(lambda run: _rows(run, asked, scope, limit))


def _rows(run: Run, asked: Question, scope: Scope, limit: int) -> list[Row]:
    return shown(run, ranked(run, asked, scope, limit)[:limit])


def ranked(run: Run, asked: Question, scope: Scope, limit: int) -> list[Row]:
    """Return every candidate that is worth something, best first; `limit` is how many are wanted."""
    found: dict[str, Row] = {}
    known = identifiers(asked.text)
    for row in candidates.by_key(run, known, scope.indexes):
        if scope.kinds and row["kind"] not in scope.kinds:
            continue
        found[row["key"]] = row | {"score": ranking.IDENTIFIER - len(found)}
    sure = bool(found) and len(known.tokens) > 1  # more than the text itself: it holds an identifier of a known kind
    for one in _readings(asked):
        named = _by_name(run, one, scope, limit)
        if scope.kinds:
            named = [row for row in named if row["kind"] in scope.kinds]
        better = any(row["score"] >= ranking.MEANT for row in named)
        if better or len(found) < limit:
            for row in named:
                if sure and row["score"] < ranking.MEANT:
                    continue
                if row["key"] not in found or found[row["key"]]["score"] < row["score"]:
                    found[row["key"]] = row | {"asked": one}
        if better or (named and one is not asked):
            break
    return sorted(found.values(), key=lambda row: (-row["score"], (row["name"] or "").casefold(), row["key"]))


def _readings(asked: Question) -> list[Question]:
    """Give what the text may mean, likeliest first, the text itself last."""
    texts = list(meant(asked.text))
    if named := repository(asked.text):
        texts.insert(0, named)
    readings = [one for one in map(question, texts) if one.form]
    return [*readings, asked] if asked.form else readings


def _by_name(run: Run, asked: Question, scope: Scope, limit: int) -> list[Row]:
    name = typed_name(asked.text)
    rows = candidates.by_name(run, asked, name, scope)
    short = candidates.is_short(asked) and scope.abstracts
    kept: dict[str, Row] = {}
    for row in rows:
        row["score"] = ranking.worth_alike(row) if scope.alike else ranking.worth(asked, name, row)
        if not row["score"]:
            continue
        in_text = row["score"] < ranking.TITLE_BEGUN and row["kind"] != "Author"
        if short and in_text and not holds(asked, row["name"] or "", row["text"] or "", *row["aliases"]):
            continue
        if row["key"] not in kept or kept[row["key"]]["score"] < row["score"]:
            kept[row["key"]] = row
    found = _without_crowd(list(kept.values()))
    return found + _theirs(run, found, limit)


def _without_crowd(rows: list[Row]) -> list[Row]:
    """Leave out all but a few of the people of whom only the surname was typed."""
    like = [row for row in rows if row["kind"] == "Author" and row["score"] < ranking.PERSON_LIKE]
    crowd = {row["key"] for row in sorted(like, key=lambda row: -row["score"])[MOST_PEOPLE:]}
    return [row for row in rows if row["key"] not in crowd]


def _theirs(run: Run, rows: list[Row], limit: int) -> list[Row]:
    """Give the papers of the people and of the organisation that were typed."""
    people = [row for row in rows if row["kind"] == "Author" and row["score"] >= ranking.PERSON_LIKE]
    people.sort(key=lambda row: (-row["score"], row["key"]))
    sure = [row for row in people if row["score"] >= ranking.PERSON] or people
    houses = [row for row in rows if row["kind"] == "Organization" and row["score"] >= ranking.JOINED - 100]
    found = []
    if sure:
        most = min(MOST_OF_A_PERSON, max(1, limit - len(sure)))
        base = sure[0]["score"] + ranking.PERSON_PAPER - ranking.PERSON
        by = run(candidates.PAPERS_BY, author_ids=[row["key"] for row in sure[:MOST_PEOPLE]], limit=most)
        found += [_paper(row, base - at / 10) for at, row in enumerate(by)]
    if houses:
        best = max(houses, key=lambda row: row["score"])
        of = run(candidates.PAPERS_FROM, organization_id=best["key"], limit=MOST_OF_AN_ORGANIZATION)
        found += [_paper(row | {"by": None}, ranking.ORGANIZATION_PAPER - at / 10) for at, row in enumerate(of)]
    return found


def _paper(row: Row, score: float) -> Row:
    return row | {"kind": "Paper", "aliases": [], "score": score}


def shown(run: Run, rows: list[Row]) -> list[Row]:
    """Add what is shown beside the names of those that are kept."""
    keys: dict[str, list[str]] = {"papers": [], "entities": [], "authors": [], "organizations": []}
    lists = {"Paper": "papers", "Author": "authors", "Organization": "organizations"}
    for row in rows:
        keys[lists.get(row["kind"], "entities")].append(row["key"])
    by_key = {row["key"]: row for row in run(candidates.SHOWN, **keys)} if rows else {}
    return [row | {"shown": by_key[row["key"]]} for row in rows if row["key"] in by_key]


def hit(asked: Question, row: Row) -> SearchHit:
    """Return a row as a list shows it, its places marked."""
    known = row["shown"]
    asked = row.get("asked", asked)
    name = row["name"] or row["key"]
    one = SearchHit(row["key"], row["kind"], name, _detail(row, known), row["score"], spans(asked, name))
    if row["kind"] == "Paper":
        abstract = known["abstract"]
        if abstract and not holds(asked, name) and (found := excerpt(asked, abstract)):
            return replace(one, excerpt=found.text, excerpt_spans=found.spans)
        return one
    if not one.spans:
        for alias in row.get("aliases", ()):
            if found_in := spans(asked, alias):
                return replace(one, excerpt=alias, excerpt_spans=found_in)
    return one


def _detail(row: Row, shown: Row) -> str:
    papers = f"{shown['papers']} paper{'' if shown['papers'] == 1 else 's'}"
    match row["kind"]:
        case "Paper":
            by = f"by {row['by']}" if row.get("by") else ""
            return ", ".join(filter(None, [shown["published"], shown["organization"], by]))
        case "Author" | "Organization":
            return papers
        case _:
            return f"in {papers}"
