"""Consolidation: from what components said of spans to the mentions of the paper.

What was said of one name anywhere in a paper is weighed together, and a name that is kept is looked for again in title
and abstract, so that every mention of it is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from extract.cues import COMPARISON
from extract.decision.ambiguous_metrics import is_metric
from extract.decision.borrowed_names import give_back
from extract.decision.classifier import weigh
from extract.decision.name_evidence import gather
from extract.decision.own_repository import in_addresses, with_repository
from extract.decision.propagation import settle_relations, with_variants
from extract.decision.rules import decide
from extract.decision.tagged_terms import datasets, terms
from extract.decision.term_nouns import set_terms
from extract.detection import REPOSITORIES
from extract.document import abstract_start, annotated, first_cue, places
from extract.lexicon import common_words, normal_form
from kg.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from extract.decision.name_evidence import Named
    from extract.document import Candidate
    from kg.model import Field


_FOLDABLE = 4


@Language.component("consolidation")
def consolidation(doc: Doc) -> Doc:
    """Weigh the candidates and leave the mentions."""
    paper = annotated(doc)
    text = paper.text
    repositories = [c for c in paper.candidates if c.component == REPOSITORIES]
    kept = [one for one in decided(doc) if one.kept]
    mentions = [_repository(text, c) for c in repositories]
    found = [*_occurrences(text, kept, [(c.start, c.end) for c in repositories]), *in_addresses(kept)]
    mentions.extend(_own_mention(text, start, end, one) for start, end, one in found)
    paper.mentions = tuple(sorted(mentions, key=lambda m: (m.field != "title", m.start, m.end)))
    return doc


def decided(doc: Doc) -> list[Named]:
    """Give all names that components pointed at, and the phrases that only the tagger finds."""
    paper = annotated(doc)
    text, said = paper.text, paper.tagged
    named = by_rules(doc)
    if said is not None:
        named = set_terms(text, weigh(text, named, said))
        named += datasets(text, said, named)
        named += terms(text, said, named, paper.short_forms)
    named = give_back(text, named)
    return with_repository(text, named, [c for c in paper.candidates if c.component == REPOSITORIES])


def by_rules(doc: Doc) -> list[Named]:
    """Give all names that components pointed at, as the rules decide on them."""
    paper = annotated(doc)
    text = paper.text
    found = [c for c in paper.candidates if c.component != REPOSITORIES]
    named = with_variants([decide(one) for one in gather(text, found, paper.short_forms)])
    return settle_relations(named, first_cue(text, abstract_start(text)))


def _occurrences(text: str, kept: Iterable[Named], taken: Iterable[tuple[int, int]]) -> list[tuple[int, int, Named]]:
    """Give the places of kept names, from left to right; names win over terms, and the longest where they overlap."""
    folded = text.lower()
    found: list[tuple[int, int, Named]] = []
    for one in kept:
        for surface in one.surfaces:
            fold = _folds(surface) and len(folded) == len(text)
            found.extend(
                (start, end, one)
                for start, end in places(folded if fold else text, surface.lower() if fold else surface)
                if one.label != "Metric" or is_metric(text, start, end)
            )
    found.sort(
        key=lambda place: (
            place[2].label in ("Task", "Metric"),
            -(place[1] - place[0]),
            place[0],
            -place[2].score,
            place[2].key,
        )
    )
    free = bytearray(len(text))
    for start, end in taken:
        free[start:end] = b"\x01" * (end - start)
    chosen = []
    for start, end, one in found:
        if not any(free[start:end]):
            free[start:end] = b"\x01" * (end - start)
            chosen.append((start, end, one))
    return sorted(chosen, key=lambda place: place[:2])


def _folds(surface: str) -> bool:
    """May it be written in other cases, without becoming another word?"""
    return len(surface) > _FOLDABLE and surface.lower() not in common_words()


def _own_mention(text: str, start: int, end: int, one: Named) -> Mention:
    here = [c for c in one.candidates if c.start == start]
    relation = one.relation
    if one.label == "Benchmark" and relation == "INTRODUCES":
        said = [c.relation for c in here if c.relation is not None]
        if said and "INTRODUCES" not in said and "EVALUATES_ON" in said:
            relation = "EVALUATES_ON"
    strongest = max(here or one.candidates, key=lambda c: (c.relation == relation, c.score, c.component))
    surface = text[start:end]
    long = one.long_form
    names = (c.name for c in one.candidates if c.name and normal_form(c.name) == one.key)
    name = next(names, None) if normal_form(surface) != one.key else None
    explained = long if long is not None and (name or normal_form(surface) != normal_form(long)) else None
    where, beginning = _field(text, start)
    return Mention(
        where,
        start - beginning,
        end - beginning,
        surface,
        one.label,
        round(one.score, 3),
        strongest.component,
        relation,
        explained,
        name,
        comparison=relation == "USES" and any(c.component == COMPARISON for c in here),
    )


def _repository(text: str, found: Candidate) -> Mention:
    where, beginning = _field(text, found.start)
    return Mention(
        where,
        found.start - beginning,
        found.end - beginning,
        text[found.start : found.end],
        "Repo",
        found.score,
        found.component,
        "HAS_CODE",
        name=found.name,
    )


def _field(text: str, start: int) -> tuple[Field, int]:
    """Say which field a character lies in, and where that field begins."""
    beginning = abstract_start(text)
    return ("abstract", beginning) if start >= beginning else ("title", 0)
