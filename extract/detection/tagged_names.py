"""The component that runs the trained tagger over a paper, and takes names from it.

It leaves a candidate for each name that the tagger marks, and what the tagger thinks of every word: from that,
the classifier weighs names, and `tagged_terms` takes tasks and metrics.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, Final

from spacy.language import Language

from extract.document import Candidate, annotated
from extract.lexicon import name_part, stem, words
from extract.tagger import Tagger

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from spacy.tokens import Doc, Span, Token

    from extract.tagger import Size, Tagged

_BATCH: Final = 64
NAMES: Final = "papers"
"""The head that marks names as we do; its labels are a type and a relation, "Model INTRODUCES"."""
_BEHIND: Final = re.compile(
    r"[-+\u2212]\d+(?:\.\d+)?%?|(?:data|sub|test)?sets?|benchmarks?|models?|M?[VL]?LMs?|language"
)
"""What is no part of the name before it."""
_DASHES: Final = words("- -- \u2013 \u2014")
_ENDS: Final = re.compile(r"\d[bBmM]?$")
"""A size or a version, before the slash of a row of them."""
_SHARE: Final = re.compile(r"(?:test|train)(?:ing)?|val(?:idation)?|dev(?:elopment)?|data")
_OF_SETS: Final = re.compile(r"(?:sub|data)?sets?|splits?|data")
"""What follows the name of a share of a benchmark: "the CIFAR-10 test set"."""


@Language.factory("tagger_of_names", default_config={"size": "default"})
def make_tagger(nlp: Language, name: str, size: Size) -> TaggerOfNames:  # noqa: ARG001 - spaCy's own signature
    """Build the component on the weights of one size."""
    return TaggerOfNames(Tagger.load(size))


class TaggerOfNames:
    """Runs the tagger over papers; saved pipelines hold its size, the package its weights."""

    def __init__(self, tagger: Tagger) -> None:
        self.tagger = tagger

    def __call__(self, doc: Doc) -> Doc:
        """Tag one paper."""
        return next(self.pipe((doc,)))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = _BATCH) -> Iterator[Doc]:
        """Tag papers in their order; many are cut into word pieces at once."""
        docs = iter(stream)
        while batch := list(islice(docs, batch_size)):
            for doc, tagged in zip(batch, self.tagger.tag([annotated(doc).text for doc in batch]), strict=True):
                paper = annotated(doc)
                paper.candidates.extend(_candidates(doc, tagged))
                paper.tagged = tagged
                yield doc


def _candidates(doc: Doc, found: Tagged) -> Iterator[Candidate]:
    for span in found.spans(NAMES):
        whole = doc.char_span(span.start, span.end, alignment_mode="expand")
        for part in () if whole is None else _parts(whole):
            while len(part) > 1 and (stem(part[0].text) != part[0].text or part[0].text in _DASHES):
                part = part[1:]  # noqa: PLW2901 - "LoRA-trained" is no part of the model's name
            while len(part) > 1 and _behind(part[-1]):
                part = part[:-1]  # noqa: PLW2901 - "MMStar +1.53", "Global-MMLU test set"
            last = part[-1]
            yield Candidate(part.start_char, last.idx + len(name_part(last.text)), "tagger", span.score)


def _behind(last: Token) -> bool:
    """Say whether a word behind a name is no part of it."""
    following = last.nbor().text if last.i + 1 < len(last.doc) else ""
    if following in ("%", "\\") and last.text[:1].isdigit():
        return True
    share = _SHARE.fullmatch(last.text) is not None and _OF_SETS.fullmatch(following) is not None
    return share or _BEHIND.fullmatch(last.text) is not None


def _parts(whole: Span) -> Iterator[Span]:
    """Part what a slash joins: "CLIP/BERT" names two things, "DiT-XL/2" one; a dash between blanks ends a name.

    Sizes and versions in a row leave the first of them: "Qwen3-8B/14B", "Gemini 3/3.1 Flash".
    """
    start = 0
    for place, token in enumerate(whole):
        if start < place and token.is_sent_start:
            yield whole[start:place]
            start = place
        if token.text in _DASHES and start < place:
            yield whole[start:place]
            return
        beyond = whole[place + 1].text[0] if token.text == "/" and start < place < len(whole) - 1 else ""
        if beyond.isdigit() and _ENDS.search(whole[place - 1].text):
            yield whole[start:place]
            return
        if beyond.isalpha():
            yield whole[start:place]
            start = place + 1
    yield whole[start:]
