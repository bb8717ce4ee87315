"""The annotations of a paper: all that components leave in its `Doc`, and the one place that knows how it lies there.

While components run they share one record. The last component keeps plain tuples of what outlives them, which spaCy
carries between processes and to disk, and lets go of the rest.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from operator import attrgetter
from typing import TYPE_CHECKING, Final

from spacy.language import Language

from extract.document.candidate_spans import Candidate, ShortForm
from kg.model import Mention, Result

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from extract.document.candidate_spans import Group
    from extract.tagger import Tagged

_SHARED: Final = "annotations"
_CANDIDATES: Final = "candidates"
_SHORT_FORMS: Final = "short_forms"
_MENTIONS: Final = "mentions"
_RESULTS: Final = "results"
_MENTION: Final = attrgetter(*(one.name for one in fields(Mention)))
_RESULT: Final = attrgetter(*(one.name for one in fields(Result)))
"""Their fields in order; `dataclasses.astuple` copies every value, which takes far longer."""


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
