"""`kg enrich`: identifiers, records, references and citations of papers, from services."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from kg.build import Listeners, assimilate, is_unfinished, of_service
from kg.enrichment import records, titles
from kg.enrichment.report import EnrichReport
from kg.enrichment.subjects import subjects
from kg.identity import ids
from kg.store import migrations, statements, wanting

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.build import BuildReport
    from kg.enrichment.desk import Desk
    from kg.enrichment.subjects import Subject
    from kg.model import Statement
    from kg.store import Store

STRONG: Final = ("arxiv", "doi", "acl", "openreview", "openalex", "s2", "corpusid", "pmid", "pmcid", "mag", "dblp")
A_SLICE: Final = 200
"""Papers that are asked about and written before the next are: what is interrupted loses no more than these."""

FOR_FACTS: Final = 12
"""Requests of a slice that are kept for repositories."""

REQUESTS: Final = 28
"""For up to sixty papers, beside one title look-up a paper; for as many more papers, as many more."""


@dataclass(slots=True)
class _Sum:
    """What the slices of an enrichment gave together."""

    papers: int = 0
    matches: tuple[titles.Match, ...] = ()
    refused: tuple[titles.Refused, ...] = ()
    nowhere: tuple[str, ...] = ()
    repositories: int = 0
    build: BuildReport | None = None


def enrich(
    store: Store,
    desk: Desk,
    *,
    paper_ids: Sequence[str] | None = None,
    limit: int | None = None,
    again: bool = False,
    listeners: Listeners = Listeners(),  # noqa: B008 - frozen, and silent
) -> EnrichReport:
    """Ask services about papers, and bring what they say into the graph.

    Args:
        store: an open store.
        desk: where services are asked.
        paper_ids: of which papers; those that are more than stubs when None.
        limit: of at most so many, those first that were asked about least.
        again: whether to ask also what was asked before.
        listeners: told of progress.

    Raises:
        StoreError: the store failed; running the same again finishes it.
    """
    migrations.ready(store, on_notice=listeners.on_notice)
    everything = wanting.listed(store) if paper_ids is None else wanting.asked(store, paper_ids)
    chosen = list(everything)[:limit]
    whole = _Sum()
    for start in range(0, len(chosen), A_SLICE):
        part = {paper_id: everything[paper_id] for paper_id in chosen[start : start + A_SLICE]}
        desk.budget = None if not desk.is_usual else desk.sent - desk.uncounted + REQUESTS * max(1, -(-len(part) // 60))
        _slice(store, desk, subjects(store, part), whole, again=again, listeners=listeners)
    return EnrichReport(
        whole.papers,
        whole.matches,
        whole.refused,
        whole.nowhere,
        {service: count.sent for service, count in desk.fetcher.counts.items() if count.sent},
        {service: count.kept for service, count in desk.fetcher.counts.items() if count.kept},
        whole.repositories,
        whole.build,
        tuple(desk.notes),
        dict(desk.left),
    )


def _slice(store: Store, desk: Desk, known: list[Subject], whole: _Sum, *, again: bool, listeners: Listeners) -> None:
    if again:
        for one in known:
            one.asked.clear()
    unknown = [one for one in known if one.title and not any(token.startswith(STRONG) for token in one.tokens)]
    found = titles.look_up(desk, unknown)
    said = list(found.statements)
    said += records.ask(desk, known, again=again)
    said += records.citing(desk, known)
    said += _outlines(store, desk, known, said)
    if desk.may("opencitations"):
        said += records.open_citations(
            desk, _not_passed(desk, known, "opencitations"), keep=min(FOR_FACTS, desk.rest // 2)
        )
    whole.papers += len(known)
    whole.matches += tuple(found.matches)
    whole.refused += tuple(found.refused)
    whole.nowhere += tuple(found.nowhere)
    _bring(store, said, whole, listeners)
    if said:  # what came may have told of identifiers that services can be asked by
        known = subjects(store, {one.paper_id: one.asked for one in known})
        more = [*records.ask(desk, known), *records.citing(desk, known)]
        if more:
            _bring(store, more, whole, listeners)
    with_code = _not_passed(desk, known, "github")
    whole.repositories += _facts(store, desk, [one.paper_id for one in with_code], again=again)
    wanting.remember(store, {one.paper_id: one.asked for one in known})


def _not_passed(desk: Desk, known: Sequence[Subject], service: str) -> list[Subject]:
    """Return the papers that no usual run has come to at a service; what one leaves is for who names the service."""
    if not desk.is_usual:
        return list(known)
    question = f"{service} in passing"
    fresh = [one for one in known if question not in one.asked]
    for one in fresh:
        one.asked.add(question)
    return fresh


def _bring(store: Store, said: Iterable[Statement], whole: _Sum, listeners: Listeners) -> None:
    contents = [of_service(source, found) for source, found in records.by_source(said).items()]
    if contents or is_unfinished(store):
        report = assimilate(store, contents, listeners=listeners)
        whole.build = report if whole.build is None else whole.build.then(report)


def _outlines(store: Store, desk: Desk, known: Sequence[Subject], said: Sequence[Statement]) -> list[Statement]:
    """Ask, once, which works the identifiers are that OpenAlex gives for what papers cite."""
    asking = [one for one in known if one.listed("openalex", "cited works") not in one.asked and "openalex" in one.full]
    if not asking:
        return []
    # What a run that was killed had written already counts too.
    cited = Counter(work for one in asking for work in one.works)
    told = {token for statement in said for token in ids.tokens(statement.paper)}
    wanted = {spelling: ids.token(spelling) for spelling in cited}
    there = statements.papers_of_identifiers(store, wanted.values())
    unknown = [spelling for spelling, token in wanted.items() if token not in told and token not in there]
    before, left = len(desk.notes), desk.left.total()
    found = list(records.outlines(desk, sorted(unknown, key=lambda spelling: (-cited[spelling], spelling))))
    if desk.may("openalex") and "openalex" not in desk.failures(before) and desk.left.total() == left:
        for one in asking:
            one.asked.add(one.listed("openalex", "cited works"))
    return found


def _facts(store: Store, desk: Desk, paper_ids: Sequence[str], *, again: bool) -> int:
    """Ask GitHub about the repositories of papers, as many as requests are left for."""
    asked = [row for row in wanting.repositories(store, paper_ids) if again or row["facts_at"] is None]
    rows = []
    for done, row in enumerate(asked):
        desk.on_progress("github", done, len(asked))
        if not desk.may("github"):
            break
        if not desk.rest:
            desk.left["repositories at github"] += len(asked) - done
            break
        for facts in desk.github.repositories([row["url"]]):
            one = facts.repository
            properties = {
                "stars": one.stars,
                "license": one.license,
                "archived": one.archived,
                "pushed_at": one.pushed_at,
                "description": one.description,
                "moved_to": one.url if one.url.casefold() != facts.asked.casefold() else None,
                "facts_at": facts.retrieved,
                "facts_source": "github",
            }
            rows.append({"entity_id": row["entity_id"], "properties": properties})
    wanting.keep_facts(store, rows)
    return len(rows)
