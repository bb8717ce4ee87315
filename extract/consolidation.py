"""This file is about the decision: which candidates are mentions, of which type, in which relation to the paper.

What components said of one name anywhere in a paper is weighed together; short and long form count as one. A name
that is kept is looked for again in title and abstract, so that every mention of it is found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.candidates import candidates, set_mentions, short_forms
from extract.coordination import forget_groups
from extract.fields import abstract_start, forget_text, text_of
from extract.negatives import is_negative
from extract.normal_form import normal_form
from extract.occurrences import occurrences
from extract.shapes import shape as shape_of
from kg.model import Mention

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from extract.candidates import Candidate, ShortForm
    from kg.model import Field, Label, RelationType

_RELATION_OF: dict[Label, RelationType] = {
    "Method": "USES",
    "Model": "USES",
    "Benchmark": "EVALUATES_ON",
    "Repo": "HAS_CODE",
    "Task": "ADDRESSES",
    "Metric": "REPORTS",
}
_NAMED = 0.5
_ACRONYM = 0.4
_CAPITAL = 0.3
_LONG = 4


@dataclass(slots=True)
class Named:
    """All that was said of one name in one paper."""

    key: str
    candidates: list[Candidate] = field(default_factory=list)
    surfaces: Counter[str] = field(default_factory=Counter)
    long_forms: dict[str, str] = field(default_factory=dict)
    label: Label = "Method"
    relation: RelationType = "USES"
    score: float = 0.0

    def best(self, component: str) -> float:
        """Give the highest score that a component gave."""
        return max((c.score for c in self.candidates if c.component == component), default=0.0)

    @property
    def introduced(self) -> float:
        """How strongly the paper is said to introduce it."""
        return max((c.score for c in self.candidates if c.relation == "INTRODUCES"), default=0.0)

    def related(self, relation: RelationType) -> float:
        """How strongly the paper is said to stand in this relation to it."""
        return max((c.score for c in self.candidates if c.relation == relation), default=0.0)

    @property
    def listed(self) -> Label | None:
        """The label of our term lists."""
        return next((c.label for c in self.candidates if c.component == "term_lists"), None)

    def votes(self) -> dict[Label, float]:
        """Add up what speaks for each label."""
        total: dict[Label, float] = defaultdict(float)
        for c in self.candidates:
            if c.label is not None:
                total[c.label] += c.score
        return total


@Language.component("consolidation")
def consolidation(doc: Doc) -> Doc:
    """Weigh the candidates and leave the mentions."""
    text = text_of(doc)
    found = list(candidates(doc))
    repositories = [c for c in found if c.component == "repositories"]
    mentions = [_repository(text, c) for c in repositories]
    named = _gather(text, [c for c in found if c.component != "repositories"], short_forms(doc))
    kept = _with_variants(named, [one for one in named if _decide(one) and not _generic(one)])
    mentions.extend(
        _own_mention(text, start, end, one)
        for start, end, one in occurrences(text, kept, [(c.start, c.end) for c in repositories])
    )
    set_mentions(doc, sorted(mentions, key=lambda m: (m.field != "title", m.start, m.end)))
    forget_groups(doc)
    forget_text(doc)
    return doc


def _gather(text: str, found: Iterable[Candidate], shorts: list[ShortForm]) -> list[Named]:
    """Bring together what was said of one name; a short form and its long form are one name."""
    alias: dict[str, str] = {}
    expansions: dict[str, str] = {}
    negative: set[str] = set()
    for short in shorts:
        surface, long = text[short.start : short.end], text[short.long_start : short.long_end]
        key, long_key = normal_form(surface), normal_form(long)
        if is_negative(surface):
            negative |= {key, long_key}
        if key != long_key:
            alias.setdefault(long_key, key)
            expansions.setdefault(key, long)
    by_key: dict[str, Named] = {}
    for candidate in found:
        surface = text[candidate.start : candidate.end]
        key = normal_form(surface)
        key = alias.get(key, key)
        one = by_key.setdefault(key, Named(key))
        one.candidates.append(candidate)
        one.surfaces[surface] += 1
        if key in expansions:
            one.long_forms.setdefault(key, expansions[key])
            one.surfaces.setdefault(expansions[key], 0)
    return [one for key, one in by_key.items() if key not in negative or one.listed]


def _decide(one: Named) -> bool:
    """Say whether it is a name, and of which type and relation; the reasons are in the file's last lines."""
    votes = one.votes()
    listed = one.listed
    introduced = one.introduced
    shape = max(one.best("names"), one.best("short_forms"), 0.3 if listed else 0.0)
    evaluated, used, typed = one.related("EVALUATES_ON"), one.related("USES"), one.best("labels")
    if listed in ("Task", "Metric") and (introduced < _NAMED or all(surface.islower() for surface in one.surfaces)):
        one.label = listed
        one.relation = _RELATION_OF[listed]
        one.score = 0.7
        return True
    if introduced:
        votes.pop("Task", None)
        votes.pop("Metric", None)
        one.label = max(votes, key=lambda label: (votes[label], label)) if votes else "Method"
        one.relation = "INTRODUCES"
        one.score = min(0.98, introduced + 0.05 * (sum(one.surfaces.values()) > 1))
        if all(" " not in surface and shape_of(surface) == "plain" for surface in one.surfaces):
            return one.best("title") > 0
        return introduced >= 0.8 or (introduced >= _NAMED and shape >= _CAPITAL)  # noqa: PLR2004 - see below
    if listed is not None:
        one.label = listed
        if votes and listed in ("Method", "Model") and votes.get("Benchmark", 0) > votes[listed] + 0.8:
            one.label = "Benchmark"
        one.relation = _relation(one)
        one.score = 0.85
        return True
    one.label = max(votes, key=lambda label: (votes[label], label)) if votes else "Method"
    if one.label in ("Task", "Metric"):
        return False
    one.relation = _relation(one)
    one.score = min(0.9, shape + 0.3 * max(evaluated, used, typed))
    if shape >= _NAMED:
        return True
    if shape >= _ACRONYM:
        return max(evaluated, typed) >= _NAMED
    if shape >= _CAPITAL:
        return evaluated >= 0.7 or (typed >= 0.6 and used >= _ACRONYM)  # noqa: PLR2004 - see below
    return evaluated >= 0.7 and typed >= 0.6  # noqa: PLR2004 - see below


def _generic(one: Named) -> bool:
    """Is it a technique that a paper mentions in passing, in lower case and once?"""
    return (
        one.listed == "Method"
        and one.relation != "INTRODUCES"
        and sum(one.surfaces.values()) == 1
        and all(surface.islower() for surface in one.surfaces)
        and one.related("USES") < _ACRONYM
    )


def _relation(one: Named) -> RelationType:
    """Give the relation of something that the paper does not introduce."""
    if one.label != "Benchmark":
        return _RELATION_OF[one.label]
    if one.related("EVALUATES_ON") < _NAMED and one.related("USES") >= _NAMED:
        return "USES"
    return "EVALUATES_ON"


def _with_variants(named: list[Named], kept: list[Named]) -> list[Named]:
    """Let a variant of what the paper introduces be introduced: FollowIR-7B beside FollowIR, QLoRAM beside LoRAM."""
    introduced = [one for one in kept if one.relation == "INTRODUCES"]
    keys = [one.key.split() for one in introduced]
    names = [
        surface
        for one in introduced
        for surface in one.surfaces
        if len(surface) >= _LONG and shape_of(surface) == "name"
    ]
    chosen = {id(one) for one in kept}
    for one in sorted(named, key=lambda one: not one.votes()):
        if one.listed is not None or one.relation == "INTRODUCES" or not one.best("names"):
            continue
        pieces = one.key.split()
        begins = any(key == pieces[: len(key)] and len(pieces) > len(key) for key in keys)
        if begins or any(name in surface for surface in one.surfaces for name in names):
            one.relation = "INTRODUCES"
            one.score = max(one.score, 0.6)
            chosen.add(id(one))
            kin = [other for other in introduced if other.key.split()[0] == pieces[0]]
            if kin and not one.votes():
                one.label = kin[-1].label
            introduced.append(one)
    return [one for one in named if id(one) in chosen]


def _own_mention(text: str, start: int, end: int, one: Named) -> Mention:
    here = [c for c in one.candidates if c.start == start]
    relation = one.relation
    if one.label == "Benchmark" and relation == "INTRODUCES":
        said = [c.relation for c in here if c.relation is not None]
        if said and "INTRODUCES" not in said and "EVALUATES_ON" in said:
            relation = "EVALUATES_ON"
    strongest = max(here or one.candidates, key=lambda c: (c.relation == relation, c.score, c.component))
    surface = text[start:end]
    long = one.long_forms.get(one.key)
    explained = long if long is not None and normal_form(surface) != normal_form(long) else None
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
