"""Expansion: the papers that some papers cite, or that cite them, as more than stubs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kg.build import Listeners, assimilate, is_unfinished, of_service
from kg.corpus import statements as texts
from kg.enrichment import records
from kg.enrichment.subjects import Subject, subjects
from kg.identity import ids
from kg.store import migrations, statements, wanting

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.build import BuildReport
    from kg.enrichment.desk import Desk
    from kg.model import Statement
    from kg.store import Store


@dataclass(slots=True)
class ExpandReport:
    """What an expansion did.

    Attributes:
        papers: how many papers it began with.
        filled: stubs whose records came.
        cut: what was left out for the limit, and how much of it.
        build: what changed in the graph; None where nothing was to be written.
    """

    papers: int
    filled: int = 0
    cut: Counter[str] = field(default_factory=Counter)
    build: BuildReport | None = None


def expand(
    store: Store,
    desk: Desk,
    paper_ids: Sequence[str],
    *,
    references: bool = True,
    citations: bool = False,
    depth: int = 1,
    limit: int = 200,
    again: bool = False,
    listeners: Listeners = Listeners(),  # noqa: B008 - frozen, and silent
) -> ExpandReport:
    """Bring what papers cite, or what cites them, into the graph, the most cited of what is known first.

    Args:
        store: an open store.
        desk: where services are asked.
        paper_ids: keys of papers to begin with.
        references: whether to follow what they cite.
        citations: whether to follow what cites them.
        depth: how many steps to go.
        limit: at most so many papers are filled in all.
        again: whether to ask also what was asked of these papers before.
        listeners: told of progress.

    Raises:
        StoreError: the store failed; running the same again finishes it.
    """
    migrations.ready(store, on_notice=listeners.on_notice)
    report = ExpandReport(len(paper_ids))
    frontier = list(paper_ids)
    for step in range(depth):
        if not frontier or report.filled >= limit:
            break
        known = subjects(store, dict.fromkeys(frontier, ()) if again else wanting.asked(store, frontier))
        said = list(records.ask(desk, known, again=again))
        for subject in known:
            said += _links(desk, subject, references=references, citations=citations, limit=limit)
        if step == 0 and desk.may("opencitations"):
            said += records.open_citations(desk, known, keep=0)
        _bring(store, said, report, listeners)
        wanting.remember(store, {one.paper_id: one.asked for one in known})
        frontier = _fill(
            store, desk, frontier, report, references=references, citations=citations, limit=limit, listeners=listeners
        )
    return report


def _links(desk: Desk, subject: Subject, *, references: bool, citations: bool, limit: int) -> Iterator[Statement]:
    """Ask for the lists of one paper, with the sentences around citations where a service has them."""
    s2 = subject.id_for("semantic_scholar")
    for wanted, what, ask in (
        (references, "references", desk.semantic_scholar.references),
        (citations, "citations", lambda one: desk.semantic_scholar.citations(one, limit=limit)),
    ):
        question = subject.listed("semantic_scholar", what)
        if wanted and s2 and desk.may("semantic_scholar") and question not in subject.asked:
            before = len(desk.notes)
            yield from ask(s2)
            if "semantic_scholar" not in desk.failures(before):
                subject.asked.add(question)
    if citations:
        yield from records.citing(desk, [subject], limit=limit)


def _fill(
    store: Store,
    desk: Desk,
    frontier: Sequence[str],
    report: ExpandReport,
    *,
    references: bool,
    citations: bool,
    limit: int,
    listeners: Listeners,
) -> list[str]:
    """Ask for the records of stubs around some papers, and return those that came."""
    rows = wanting.stubs_around(store, frontier, references=references, citations=citations)
    chosen = rows[: max(0, limit - report.filled)]
    if len(rows) > len(chosen):
        report.cut["papers beyond the limit"] += len(rows) - len(chosen)
    around = []
    for row in chosen:
        key = ids.identify(row["paper_id"])
        tokens = {*row["ids"], *([":".join(key)] if key else [])}
        around.append(Subject(row["paper_id"], tokens=tokens))
    asked = wanting.asked(store, [one.paper_id for one in around])
    for one in around:
        one.asked = set(asked.get(one.paper_id, ()))
    said = list(records.ask(desk, around))
    _bring(store, said, report, listeners)
    wanting.remember(store, {one.paper_id: one.asked for one in around})
    full = {token for statement in said if texts.in_full(statement) for token in ids.tokens(statement.paper)}
    came = [one for one in around if one.tokens & full]
    report.filled += len(came)
    if len(came) < len(around):
        report.cut["papers that no service tells more of"] += len(around) - len(came)
    there = statements.papers_of_identifiers(store, {token for one in came for token in one.tokens})
    return sorted(set(there.values()))


def _bring(store: Store, said: Iterable[Statement], report: ExpandReport, listeners: Listeners) -> None:
    contents = [of_service(source, found) for source, found in records.by_source(said).items()]
    if contents or is_unfinished(store):
        done = assimilate(store, contents, listeners=listeners)
        report.build = done if report.build is None else report.build.then(done)
