"""The term matcher: names that are known before a paper is read.

The lists lie in `extract/terms/`, with their sources. Names that only their capitals tell from a word ("MATH",
"DROP", "Claude") are looked for as written; the others in any case, with blank or hyphen between their parts.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from spacy.language import Language
from spacy.matcher import PhraseMatcher

from extract.document import Candidate, annotated, tokenizer
from extract.lexicon import TIERS, common_words, listed_short_forms, normal_form, own_terms, shape, stem
from kg.model import LABELS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span

    from kg.model import Label

_RELEASE = re.compile(r"[vV]\d{1,2}(?:\.\d{1,2})*|\d{1,2}\.\d")
"""What may follow a benchmark's name; a bare number counts shots or tasks."""
_PLAIN_CAPITALS = re.compile(r"[A-Z]{1,6}|[A-Z][a-z]+( [A-Z]?[a-z]+)?|[A-Z][a-z]{1,3}[A-Z]")


@Language.factory("term_lists", default_config={"terms": None})
def make_term_lists(nlp: Language, name: str, terms: dict[Label, list[str]] | None) -> TermLists:  # noqa: ARG001 - spaCy's own signature
    """Build the component from our lists, or from those that a configuration gives."""
    return TermLists(nlp, terms)


class TermLists:
    """Find known names.

    Args:
        nlp: the pipeline.
        terms: names by label; ours when None.
    """

    def __init__(self, nlp: Language, terms: dict[Label, list[str]] | None = None) -> None:
        terms = own_terms() if terms is None else terms
        cut = tokenizer(nlp)  # a pipeline that is being read from disk does not have its own yet
        self._labels = nlp.vocab.strings
        self._exact, self._folded = PhraseMatcher(nlp.vocab), PhraseMatcher(nlp.vocab, attr="LOWER")
        self._single: dict[str, Label] = {}
        for label in LABELS:
            names = terms.get(label, [])
            exact = [name for name in names if _as_written(name)]
            folded = [variant for name in names if not _as_written(name) for variant in _variants(name)]
            self._single.update((name, label) for name in exact if " " not in name)
            self._single.update((name.lower(), label) for name in folded if " " not in name)
            if exact:
                self._exact.add(label, list(map(cut, exact)))
            if folded:
                self._folded.add(label, list(map(cut, folded)))

    def __call__(self, doc: Doc) -> Doc:
        """Leave a candidate for each known name; the longest wins where names overlap."""
        found = [(start, end, key) for matcher in (self._exact, self._folded) for key, start, end in matcher(doc)]
        found.sort(key=lambda match: (match[0] - match[1], match[0]))
        taken: set[int] = set()
        kept: list[Candidate] = []
        for start, end, key in found:
            if taken.isdisjoint(range(start, end)):
                taken.update(range(start, end))
                label: Any = self._labels[key]
                if label in ("Model", "Benchmark"):
                    end = _with_version(doc, end, label)  # noqa: PLW2901 - a longer match of the same name
                span = doc[start:end]
                short = listed_short_forms().get(normal_form(span.text))
                if short is None or _stands_alone(span):
                    kept.append(Candidate(span.start_char, span.end_char, "term_lists", 0.8, label, name=short))
        paper = annotated(doc)
        text = paper.text
        for place, (start, length) in enumerate(doc.to_array(["IDX", "LENGTH"]).tolist()):
            if "-" not in text[start : start + length]:
                continue
            token = doc[place]
            if token.i not in taken and (word := stem(token.text)) != token.text:
                known = self._single.get(word) or self._single.get(word.lower())
                if known is not None:
                    kept.append(Candidate(token.idx, token.idx + len(word), "term_lists", 0.8, known))
        paper.candidates.extend(sorted(kept))
        return doc


def _with_version(doc: Doc, end: int, label: Label) -> int:
    """Say where a name ends with what follows it: "Gemini" with "1.5 Pro", "OCRBench" with "v2"."""
    while end < len(doc) and doc[end - 1].whitespace_ == " ":
        word = doc[end].text
        if label == "Benchmark":
            return end + 1 if _RELEASE.fullmatch(word) else end
        if shape(word) != "version" and word not in TIERS:
            break
        end += 1
    return end


def _stands_alone(span: Span) -> bool:
    """Say whether a long form is not part of a longer name, as in "Curriculum Direct Preference Optimization"."""
    before = span.doc[span.start - 1 : span.start] if span.start else ()
    after = span.doc[span.end : span.end + 1]
    beside = [*(one for one in before if one.whitespace_), *(one for one in after if span[-1].whitespace_)]
    return not any(one.is_title and not one.is_stop and not one.is_sent_start for one in beside)


def _as_written(name: str) -> bool:
    """Do only its capitals tell the name from a word?"""
    return _PLAIN_CAPITALS.fullmatch(name) is not None or (name != name.lower() and name.lower() in common_words())


def _variants(name: str) -> Iterator[str]:
    yield name
    parts = re.split(r"(?<=[^\W\d_])-(?=[^\W_])|(?<=\d)-(?=[^\W_])", name)
    if len(parts) > 1:
        yield " ".join(parts)
    if " " in name:
        yield name.replace(" ", "-", 1)
