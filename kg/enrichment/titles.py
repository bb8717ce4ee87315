"""Title look-ups: papers without an identifier, found at services by their titles.

A record is taken for the paper by the rule of `kg.identity.merging` alone; every other one is refused, with the reason.
Semantic Scholar is asked first, once a paper. What it does not have is asked elsewhere, from the budget.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.corpus import statements as texts
from kg.identity.merging import agree, card
from kg.identity.titles import title_key

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from kg.enrichment.desk import Desk
    from kg.enrichment.subjects import Subject
    from kg.model import Statement


@dataclass(frozen=True, slots=True)
class Match:
    """A record that was taken for a paper, and how well they agree, 0 to 1."""

    paper_id: str
    service: str
    key: str
    title: str
    score: float


@dataclass(frozen=True, slots=True)
class Refused:
    """A record that was not taken for a paper, though a service gave it for its title, and why."""

    paper_id: str
    service: str
    key: str
    title: str
    why: str


@dataclass(slots=True)
class Found:
    """What title look-ups gave."""

    statements: list[Statement]
    matches: list[Match]
    refused: list[Refused]
    nowhere: list[str]


def look_up(desk: Desk, wanting: Sequence[Subject]) -> Found:
    """Find papers by their titles.

    Args:
        desk: where services are asked.
        wanting: papers without an identifier.
    """
    found = Found([], [], [], [])
    for done, subject in enumerate(wanting):
        desk.on_progress("titles", done, len(wanting))
        notes = len(desk.notes)
        for number, service in enumerate(desk.for_titles):
            if number and not desk.rest:
                desk.left["title look-ups at a second service"] += 1
                break
            before = desk.sent
            taken = _at(desk, service, subject, found)
            if number == 0:
                desk.looked_up(desk.sent - before)
            if taken:
                break
        else:
            if not desk.failures(notes):
                found.nowhere.append(subject.paper_id)
    desk.on_progress("titles", len(wanting), len(wanting))
    return found


def _at(desk: Desk, service: str, subject: Subject, found: Found) -> bool:
    """Ask one service for a title, and take the record that is the paper; two that both may be it are none."""
    agreeing: list[tuple[float, Statement]] = []
    for statement in _candidates(desk, service, subject.title):
        if title_key(statement.paper.title) != title_key(subject.title):
            why = "its title is another"
        else:
            said = agree(subject.cards, [card(statement, texts.statement_id(statement.source, statement.key))])
            if not isinstance(said, str):
                agreeing.append((said, statement))
                continue
            why = said
        found.refused.append(Refused(subject.paper_id, service, statement.key, statement.paper.title, why))
    agreeing.sort(key=lambda one: (-one[0], one[1].key))
    if len(agreeing) > 1 and agreeing[0][0] == agreeing[1][0]:
        for _, statement in agreeing:
            why = "another record of that title agrees as well"
            found.refused.append(Refused(subject.paper_id, service, statement.key, statement.paper.title, why))
        return False
    if not agreeing:
        return False
    score, statement = agreeing[0]
    subject.take(statement)
    found.statements.append(statement)
    found.matches.append(Match(subject.paper_id, service, statement.key, statement.paper.title, score))
    return True


def _candidates(desk: Desk, service: str, title: str) -> Iterator[Statement]:
    if service == "semantic_scholar":
        yield from (candidate.statement for candidate in desk.semantic_scholar.match(title))
        return
    by_title: dict[str, Callable[[str], Iterator[Statement]]] = {
        "arxiv": desk.arxiv.title,
        "openalex": desk.openalex.title,
        "huggingface": desk.huggingface.title,
        "crossref": desk.crossref.title,
    }
    yield from by_title[service](title)
