"""Explanations: which component said what of a name, and why it was kept or dropped."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from extract.decision.consolidation import decided
from extract.decision.rules import SHAPED
from extract.detection import REPOSITORIES
from extract.document import annotated

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extract.decision.name_evidence import Named
    from kg.model import Label, RelationType

_REPOSITORY = "it is the address of a repository"


@dataclass(frozen=True, slots=True)
class Said:
    """What one component said of one place, 0 to 1; with a type or a relation where it has evidence for one."""

    component: str
    surface: str
    score: float
    label: Label | None
    relation: RelationType | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a name is an entity of a paper, or why it is none.

    Attributes:
        surfaces: its surface forms, the most frequent first.
        label: decided; of a dropped name, what it would have been.
        kept: whether it is an entity.
        rules: which rule kept or dropped it.
        weighed: the probability that an annotator lists it; None where the rules decide alone.
        said: what components said, in the order of the text.
    """

    surfaces: tuple[str, ...]
    label: Label
    relation: RelationType
    kept: bool
    rules: str
    weighed: float | None
    said: tuple[Said, ...]

    def __str__(self) -> str:
        """Say it in one line.

        >>> one = Explanation(("BERT",), "Model", "USES", True, "our term lists have it", 0.97, ())
        >>> str(one)
        'kept: our term lists have it; weighed at 0.97'
        """
        rules = self.rules.removeprefix("dropped: ")
        weighed = "" if self.weighed is None else f"; weighed at {self.weighed:.2f}"
        by = "".join(f"; {one.component} {one.score:.2f}" for one in _strongest(self.said))
        return f"{'kept' if self.kept else 'dropped'}: {rules}{weighed}{by}"


def explain(doc: Doc) -> tuple[Explanation, ...]:
    """Explain a doc that has seen every component before `consolidation`."""
    paper = annotated(doc)
    text = paper.text
    found = [_explanation(text, one) for one in decided(doc)]
    found.extend(
        Explanation(
            (c.name or text[c.start : c.end],),
            "Repo",
            "HAS_CODE",
            True,  # noqa: FBT003 - a record's field
            _REPOSITORY,
            None,
            (Said(c.component, text[c.start : c.end], c.score, c.label, c.relation),),
        )
        for c in paper.candidates
        if c.component == REPOSITORIES
    )
    return tuple(sorted(found, key=lambda one: (not one.kept, one.surfaces)))


def _explanation(text: str, one: Named) -> Explanation:
    said = tuple(
        Said(c.component, text[c.start : c.end], round(c.score, 3), c.label, c.relation)
        for c in sorted(one.candidates, key=lambda c: (c.start, c.component))
    )
    surfaces = tuple(sorted(one.surfaces, key=lambda surface: (-one.surfaces[surface], surface)))
    weighed = None if one.weighed is None else round(one.weighed, 3)
    return Explanation(surfaces, one.label, one.relation, one.kept, one.reason or SHAPED, weighed, said)


def _strongest(said: tuple[Said, ...]) -> list[Said]:
    best: dict[str, Said] = {}
    for one in said:
        if one.component not in best or one.score > best[one.component].score:
            best[one.component] = one
    return sorted(best.values(), key=lambda one: (-one.score, one.component))
