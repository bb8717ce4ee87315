"""The shape matcher: CamelCase, letters with digits, capitals, capitalised words in a row.

It finds more than is kept; `consolidation` asks for a reason beside the shape.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.document import INTRODUCING, Candidate, abstract_start, annotated
from extract.lexicon import SHORT_METRICS, TIERS, Shape, is_family, is_negative, name_part, shape

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Token

SCORES: dict[Shape, float] = {"name": 0.5, "acronym": 0.4, "capital": 0.3, "plain": 0.1}
"""How much a shape alone says."""

_HEADS = re.compile(
    r"(?:Models?|Frameworks?|Benchmarks?|Datasets?|Methods?|Algorithms?|Architectures?|Systems?|Agents?|Series|Family|"
    r"Approach|Challenge|Corpus|Pipeline|Technique|Strategy|Mechanism|Modules?|Networks?|LLMs?|MLLMs?|VLMs?|GPUs?)"
)
_MEASURED = re.compile(rf"(?:{SHORT_METRICS}|@\w+)$")
"""Behind a metric, a number is no version."""
_INTRODUCED = re.compile(rf"{INTRODUCING}(?:\s+(?:the|our))?$")


@Language.component("names")
def names(doc: Doc) -> Doc:
    """Leave a candidate for each run of words that looks like a name."""
    paper = annotated(doc)
    text = paper.text
    taken = [False] * len(doc)
    for known in paper.candidates:
        if known.label in ("Task", "Metric") and text[known.start].isupper():
            continue  # "Document Retrieval" may be part of a longer name
        span = doc.char_span(known.start, known.end, alignment_mode="expand")
        for i in range(span.start, span.end) if span is not None else ():
            taken[i] = True
    start_of_abstract = abstract_start(text)
    found: list[Candidate] = []
    for run, shapes in _runs(doc, taken, start_of_abstract):
        found.extend(_candidates(run, shapes))
    paper.candidates.extend(found)
    return doc


def _runs(doc: Doc, taken: list[bool], start_of_abstract: int) -> Iterator[tuple[list[Token], list[Shape]]]:
    """Give the runs of neighbouring words that have a shape."""
    paper = annotated(doc)
    text = paper.text
    run: list[Token] = []
    shapes: list[Shape] = []
    for place, (start, length) in enumerate(doc.to_array(["IDX", "LENGTH"]).tolist()):
        form: Shape = "" if taken[place] else _shape_of_name(text[start : start + length])
        if not (run or form):
            continue
        token = doc[place]
        if run and (
            form == ""
            or token.is_sent_start
            or run[-1].whitespace_ == ""
            or name_part(run[-1].text) != run[-1].text
            or (form == "version" and _MEASURED.search(run[-1].text))
            or (form in ("name", "acronym") and shapes[-1] == "plain" and _HEADS.fullmatch(run[-1].text))
        ):
            yield run, shapes
            run, shapes = [], []
        if form and (run or form != "version") and not (form == "plain" and token.idx < start_of_abstract):
            run.append(token)
            shapes.append(form)
    if run:
        yield run, shapes


def _candidates(run: list[Token], shapes: list[Shape]) -> Iterator[Candidate]:
    """Cut a run to the name in it."""
    while run and (
        (shapes[0] == "plain" and (run[0].is_sent_start or run[0].text in TIERS))
        or (
            is_negative(run[0].text) and not (len(run) == 1 and "-" in run[0].text)
        )  # `candidate_filter` decides on VL-SAE
    ):
        run, shapes = run[1:], shapes[1:]
    while len(run) > 1 and run[0].text.lower().endswith("ing") and is_family(run[1].text):
        run, shapes = run[1:], shapes[1:]  # "Pre-training LLaMA-7B"
    while len(run) > 1 and _HEADS.fullmatch(run[-1].text) and set(shapes[:-1]) != {"plain"}:
        run, shapes = run[:-1], shapes[:-1]
    if not run or shapes[0] == "version":
        return
    strong = sum(form in ("name", "acronym") for form in shapes)
    if strong and strong < len(run) and "plain" in shapes:
        yield from _split(run, shapes)
    else:
        yield _candidate(run, max(SCORES.get(form, 0.0) for form in shapes))


def _split(run: list[Token], shapes: list[Shape]) -> Iterator[Candidate]:
    """Give the strong names of a mixed run each with its versions and tiers: "GPT-4 Turbo", "Gemini-2.5 Flash"."""
    i = 0
    while i < len(run):
        if shapes[i] in ("name", "acronym", "capital"):
            end = i + 1
            while end < len(run) and (shapes[end] == "version" or run[end].text in TIERS):
                end += 1
            yield _candidate(run[i:end], SCORES[shapes[i]])
            i = end
        else:
            i += 1
    before = run[0].doc[max(0, run[0].i - 2) : run[0].i].text
    if shapes[0] == "plain" or (shapes[-1] == "plain" and _INTRODUCED.search(before)):
        yield _candidate(run, SCORES["plain"])


@lru_cache(maxsize=65536)
def _shape_of_name(word: str) -> Shape:
    return shape(name_part(word))


def _candidate(run: list[Token], score: float) -> Candidate:
    last = run[-1]
    return Candidate(run[0].idx, last.idx + len(name_part(last.text)), "names", score)
