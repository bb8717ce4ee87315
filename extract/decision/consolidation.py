"""Consolidation: from what components said of spans to the mentions of the paper.

What was said of one name anywhere in a paper is weighed together, and a name that is kept is looked for again in title
and abstract, so that every mention of it is found.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from spacy.language import Language

from extract.cues import COMPARISON
from extract.decision.borrowed_names import give_back
from extract.decision.classifier import weigh
from extract.decision.name_evidence import gather
from extract.decision.occurrences import occurrences
from extract.decision.own_repository import in_addresses, with_repository
from extract.decision.propagation import settle_relations, with_variants
from extract.decision.rules import decide
from extract.decision.tagged_terms import datasets, terms
from extract.decision.term_nouns import set_terms
from extract.detection import REPOSITORIES
from extract.document import abstract_start, annotated, first_cue
from extract.lexicon import normal_form
from kg.model import Mention

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extract.decision.name_evidence import Named
    from extract.document import Candidate
    from kg.model import Field


@Language.component("consolidation")
def consolidation(doc: Doc) -> Doc:
    """Weigh the candidates and leave the mentions."""
    paper = annotated(doc)
    text = paper.text
    repositories = [c for c in paper.candidates if c.component == REPOSITORIES]
    _, kept = decided(doc)
    mentions = [_repository(text, c) for c in repositories]
    places = [*occurrences(text, kept, [(c.start, c.end) for c in repositories]), *in_addresses(kept)]
    mentions.extend(_own_mention(text, start, end, one) for start, end, one in places)
    paper.mentions = tuple(sorted(mentions, key=lambda m: (m.field != "title", m.start, m.end)))
    return doc


def decided(doc: Doc) -> tuple[list[Named], list[Named]]:
    """Give all names that components pointed at, and those that are kept, with phrases that only the tagger finds."""
    paper = annotated(doc)
    text = paper.text
    named, kept = by_rules(doc)
    said = paper.tagged
    if said is not None:
        kept = weigh(text, named, kept, said)
        set_terms(kept)
        kept.extend(datasets(text, said, kept))
        names = [*kept, *(one for one in named if one.listed not in (None, "Task", "Metric"))]
        kept.extend(terms(text, said, names, paper.short_forms))
    give_back(text, kept)
    return named, with_repository(text, kept, [c for c in paper.candidates if c.component == REPOSITORIES])


def by_rules(doc: Doc) -> tuple[list[Named], list[Named]]:
    """Give all names that components pointed at, and those of them that the rules keep."""
    paper = annotated(doc)
    text = paper.text
    found = [c for c in paper.candidates if c.component != REPOSITORIES]
    named = gather(text, found, paper.short_forms)
    kept = with_variants(named, [one for one in named if decide(one)])
    settle_relations(kept, first_cue(text, abstract_start(text)))
    return named, kept


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
