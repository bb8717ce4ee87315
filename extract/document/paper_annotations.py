"""The annotations of a paper: all that components leave in its `Doc`, and the one place that knows how it lies there.

While components run they share one record. The last component keeps plain tuples of what outlives them, which spaCy
carries between processes and to disk, and lets go of the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Final, NamedTuple

from spacy.language import Language

from kg.model import Mention, Result

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

    from extract.tagger import Tagged
    from kg.model import Label, RelationType

_SHARED: Final = "annotations"
_CANDIDATES: Final = "candidates"
_SHORT_FORMS: Final = "short_forms"
_MENTIONS: Final = "mentions"
_RESULTS: Final = "results"
_MENTION: Final = attrgetter(*(one.name for one in fields(Mention)))
_RESULT: Final = attrgetter(*(one.name for one in fields(Result)))
"""Their fields in order; `dataclasses.astuple` copies every value, which takes far longer."""


class Candidate(NamedTuple):
    """What one component says of the characters from `start` to `end` of the text.

    Attributes:
        score: how strongly, 0 to 1; what says that a span is no name has 0.
        label: the type, where the component has evidence for one.
        relation: what the paper does with it, where the component has evidence.
        name: what the span names where that is not its surface.
    """

    start: int
    end: int
    component: str
    score: float
    label: Label | None = None
    relation: RelationType | None = None
    name: str | None = None


class ShortForm(NamedTuple):
    """A short form and the long form that the text gives for it, both as characters of the text."""

    start: int
    end: int
    long_start: int
    long_end: int


class Group(NamedTuple):
    """Names in a row.

    Attributes:
        members: where they lie, in characters of the text.
        before: the words of the sentence before them, nearest first.
        after: the words of the sentence after them, nearest first; "-based" of "GRPO-based" is one.
        sentence: where their sentence lies, in characters of the text.
    """

    members: tuple[tuple[int, int], ...]
    before: tuple[str, ...]
    after: tuple[str, ...]
    sentence: tuple[int, int]


@dataclass(slots=True)
class Annotations:
    """What was found in one paper so far.

    Attributes:
        text: title and abstract as one.
        candidates: what components said of spans, in the order of their saying.
        short_forms: the abbreviations that the paper explains.
        groups: candidates in a row.
        tagged: what the tagger thinks of every word; None where none ran.
        mentions: what was decided, by field and place.
        results: what the paper claims, in the order of the text.
    """

    text: str
    candidates: list[Candidate] = field(default_factory=list)
    short_forms: list[ShortForm] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    tagged: Tagged | None = None
    mentions: tuple[Mention, ...] = ()
    results: tuple[Result, ...] = ()

    def spans(self) -> list[tuple[int, int]]:
        """List the spans that candidates cover, each once, from left to right."""
        return sorted({(one.start, one.end) for one in self.candidates})


def outermost(found: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Keep the longest of the spans that begin together or lie in one another."""
    kept: list[tuple[int, int]] = []
    for start, end in sorted(found, key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def annotated(doc: Doc, text: str | None = None) -> Annotations:
    """Give the annotations of a doc, to read and to add to.

    Args:
        doc: of one paper.
        text: of the doc, where it is at hand; `Doc.text` puts it together a word at a time.
    """
    found: Annotations | None = doc.user_data.get(_SHARED)
    if found is None:
        kept = doc.user_data
        found = kept[_SHARED] = Annotations(
            doc.text if text is None else text,
            [Candidate(*row) for row in kept.get(_CANDIDATES, ())],
            [ShortForm(*row) for row in kept.get(_SHORT_FORMS, ())],
            mentions=tuple(Mention(*row) for row in kept.get(_MENTIONS, ())),
            results=tuple(Result(*row) for row in kept.get(_RESULTS, ())),
        )
    return found


@Language.component("clean_up")
def clean_up(doc: Doc) -> Doc:
    """Keep what outlives the components, as plain tuples, and let go of what only they needed."""
    found: Annotations | None = doc.user_data.pop(_SHARED, None)
    if found is not None:
        doc.user_data[_CANDIDATES] = list(map(tuple, found.candidates))
        doc.user_data[_SHORT_FORMS] = list(map(tuple, found.short_forms))
        doc.user_data[_MENTIONS] = list(map(_MENTION, found.mentions))
        doc.user_data[_RESULTS] = list(map(_RESULT, found.results))
    return doc
