"""Records: what services say of papers whose identifiers are known, in few requests.

A service is asked of a paper once, and again only when the paper has got another identifier since.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from kg.corpus import statements as texts
from kg.enrichment.subjects import by_token
from kg.identity import ids
from kg.model import Paper, Statement

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from kg.enrichment.desk import Desk
    from kg.enrichment.subjects import Subject

BATCH: Final = {
    "semantic_scholar": 100,
    "openalex": 100,
    "arxiv": 100,
    "crossref": 40,
    "huggingface": 1,
}
"""Papers that one request asks of; OpenCitations, which has lists and no records, is asked by `open_citations`."""

_ROUNDS: Final = 3
_CITED_AT_ONCE: Final = 40
"""Papers of at most two hundred citations each, of which one answer may hold 9,999."""
_SINGLES: Final = 5


def ask(desk: Desk, known: Sequence[Subject], *, again: bool = False) -> Iterator[Statement]:
    """Give what services say of papers; in a second and third round, those that got other identifiers in the first.

    Args:
        desk: where services are asked.
        known: the papers; they take in what is said of them.
        again: whether to ask also of papers that a service was asked of before.
    """
    for number in range(_ROUNDS):
        new = False
        for service in BATCH:
            if not desk.may(service):
                continue
            wanted = {
                spelling: subject
                for subject in known
                if (spelling := subject.id_for(service))
                and (
                    (again and not number)
                    or (service not in subject.full and subject.question(service) not in subject.asked)
                )
            }
            for statement in _of_service(desk, service, wanted, known):
                new = True
                yield statement
        if not new:
            return


def _of_service(desk: Desk, service: str, wanted: dict[str, Subject], known: Sequence[Subject]) -> Iterator[Statement]:
    spellings = sorted(wanted)
    size = BATCH[service]
    for start in range(0, len(spellings), size):
        part = spellings[start : start + size]
        desk.on_progress(service, start, len(spellings))
        if not desk.is_up(service):
            return
        if not desk.rest:
            desk.left[f"records at {service}"] += len(spellings) - start
            return
        questions = {spelling: wanted[spelling].question(service) for spelling in part}
        before = len(desk.notes)
        found = list(_asked(desk, service, part))
        if service not in desk.failures(before):
            for spelling in part:
                wanted[spelling].asked.add(questions[spelling])
        owners = by_token(known)
        for statement in found:
            for owner in _owners(statement, owners):
                owner.take(statement)
            yield statement
    desk.on_progress(service, len(spellings), len(spellings))


def _owners(statement: Statement, owners: dict[str, list[Subject]]) -> Iterable[Subject]:
    found = {id(one): one for token in ids.tokens(statement.paper) for one in owners.get(token, ())}
    return found.values()


def _asked(desk: Desk, service: str, part: Sequence[str]) -> Iterator[Statement]:
    ask_of: dict[str, Callable[[], Iterator[Statement]]] = {
        "semantic_scholar": lambda: desk.semantic_scholar.papers(part),
        "openalex": lambda: desk.openalex.works(part, singles=max(0, min(_SINGLES, desk.rest - 1))),
        "crossref": lambda: desk.crossref.works(part),
        "arxiv": lambda: desk.arxiv.papers(part),
        "huggingface": lambda: desk.huggingface.papers(part),
    }
    yield from ask_of[service]()


def citing(desk: Desk, known: Sequence[Subject], *, limit: int = 200) -> Iterator[Statement]:
    """Give what OpenAlex and Semantic Scholar say cites some papers, in brief: which it is, and whom of these it cites.

    Args:
        desk: where services are asked.
        known: the papers.
        limit: of OpenAlex, at most so many citing works for a hundred papers; papers with more citations at Semantic
            Scholar than that are left to `kg expand --citations`.
    """
    yield from _citing_at_openalex(desk, known, limit)
    question = "cited by"
    wanted = [
        subject
        for subject in known
        if 0 < subject.citations.get("semantic_scholar", 0) <= limit
        and subject.listed("semantic_scholar", question) not in subject.asked
    ]
    for start in range(0, len(wanted), _CITED_AT_ONCE):
        part = wanted[start : start + _CITED_AT_ONCE]
        if not desk.may("semantic_scholar"):
            return
        if not desk.rest:
            desk.left["citing papers at semantic_scholar"] += len(wanted) - start
            return
        before = len(desk.notes)
        yield from desk.semantic_scholar.citing(
            token.partition(":")[2] for subject in part for token in subject.tokens if token.startswith("s2:")
        )
        if "semantic_scholar" not in desk.failures(before):
            for subject in part:
                subject.asked.add(subject.listed("semantic_scholar", question))


def _citing_at_openalex(desk: Desk, known: Sequence[Subject], limit: int) -> Iterator[Statement]:
    wanted = {
        value: subject
        for subject in known
        for value in sorted(token.partition(":")[2] for token in subject.tokens if token.startswith("openalex:"))
        if subject.listed("openalex", "cited by") not in subject.asked
    }
    values = sorted(wanted)
    for start in range(0, len(values), BATCH["openalex"]):
        part = values[start : start + BATCH["openalex"]]
        if not desk.may("openalex"):
            return
        if not desk.rest:
            desk.left["citing papers at openalex"] += len(values) - start
            return
        before = len(desk.notes)
        for statement in desk.openalex.cited_by(part, limit=limit):
            yield from _pairs(statement, set(part))
        if "openalex" not in desk.failures(before):
            for value in part:
                wanted[value].asked.add(wanted[value].listed("openalex", "cited by"))


def open_citations(desk: Desk, known: Sequence[Subject], *, keep: int) -> Iterator[Statement]:
    """Give what OpenCitations says that papers with a DOI cite and are cited by, two requests each.

    Args:
        desk: where services are asked.
        known: the papers; those come first whose references no service has told in full.
        keep: requests that are kept for what comes after.
    """
    wanted = [
        (what, subject)
        for what in ("references", "citations")
        for subject in sorted(known, key=lambda one: (one.references_told, one.paper_id))
        if subject.id_for("opencitations") and subject.listed("opencitations", what) not in subject.asked
    ]
    for done, (what, subject) in enumerate(wanted):
        desk.on_progress("opencitations", done, len(wanted))
        if not desk.is_up("opencitations"):
            return
        if desk.rest <= keep:
            desk.left["papers at opencitations"] += len({id(one) for _, one in wanted[done:]})
            return
        spelling = subject.id_for("opencitations") or ""
        before = len(desk.notes)
        ask_of = desk.opencitations.references if what == "references" else desk.opencitations.citations
        yield from ask_of(spelling)
        if "opencitations" not in desk.failures(before):
            subject.asked.add(subject.listed("opencitations", what))


def _pairs(statement: Statement, cited: set[str]) -> Iterator[Statement]:
    for reference in statement.paper.references:
        if reference.paper_id in cited:
            paper = replace(outline(statement.paper), references=(reference,))
            yield replace(statement, key=f"{statement.key} cites {reference.paper_id}", paper=paper)


def outlines(desk: Desk, spellings: Sequence[str]) -> Iterator[Statement]:
    """Give which works OpenAlex identifiers are, in brief, so that two services' references to one work meet."""
    for start in range(0, len(spellings), BATCH["openalex"]):
        part = spellings[start : start + BATCH["openalex"]]
        desk.on_progress("cited works", start, len(spellings))
        if not desk.may("openalex"):
            return
        if not desk.rest:
            desk.left["which works OpenAlex identifiers are"] += len(spellings) - start
            return
        for statement in desk.openalex.works(part, singles=min(_SINGLES, desk.rest)):
            yield replace(statement, key=f"{statement.key} in brief", paper=outline(statement.paper))
    desk.on_progress("cited works", len(spellings), len(spellings))


def outline(paper: Paper) -> Paper:
    """Keep of a record which paper it is: identifiers, title, date, authors, and that it was retracted."""
    return Paper(
        paper.paper_id,
        paper.title,
        published=paper.published,
        year=paper.year,
        authors=paper.authors,
        venue=paper.venue,
        url=paper.url,
        ids=paper.ids,
        cited_by_count=paper.cited_by_count,
        status=paper.status,
    )


def by_source(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Sort statements by who made them; of two with one key, a record in full stays, else the last."""
    found: dict[str, dict[str, Statement]] = defaultdict(dict)
    for statement in statements:
        before = found[statement.source].get(statement.key)
        if before is None or texts.in_full(statement) or not texts.in_full(before):
            found[statement.source][statement.key] = statement
    return {source: list(by_key.values()) for source, by_key in found.items()}
