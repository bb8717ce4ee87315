from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.document.paper_text import compose
from extract.tagger.span_boundaries import mended


@pytest.mark.parametrize(
    ("text", "marked", "wanted"),
    [
        ("an F-measure of 1", ["F-"], ["F-measure"]),
        ("we use BLEU-4 here", ["BLEU"], ["BLEU-4"]),
        ("on Act2Web-but not", ["Act2Web"], ["Act2Web"]),
        ("we propose Zorb-a way", ["Zorb-"], ["Zorb-"]),
        ("on Llama-2 now", ["2"], ["Llama-2"]),
        ("answering (cQA) is", ["(cQA"], ["cQA"]),
        ("question answering (QA) is", ["question answering (QA"], ["question answering (QA)"]),
        ("image captioning task", ["image", "captioning"], ["image captioning"]),
        ("BLEU, ROUGE", ["BLEU", "ROUGE"], ["BLEU", "ROUGE"]),
    ],
)
def test_borders_are_those_that_people_see(text: str, marked: list[str], wanted: list[str]) -> None:
    spans = [(text.index(surface), text.index(surface) + len(surface), "Task", 0.9) for surface in marked]
    assert [text[start:end] for start, end, _, _ in mended(text, spans)] == wanted


def test_no_span_runs_from_the_title_into_the_abstract() -> None:
    text = compose("On Document Identifiers", "Knowledge-intensive tasks")
    (span,) = mended(text, [(3, 37, "Task", 0.9)])
    assert text[span[0] : span[1]] == "Document Identifiers"


@given(st.text("aB- ()@1", max_size=30), st.lists(st.tuples(st.integers(0, 29), st.integers(1, 8)), max_size=5))
def test_spans_stay_in_the_text_and_apart(text: str, places: list[tuple[int, int]]) -> None:
    spans, last = [], 0
    for start, length in sorted(places):
        begin, end = max(start, last), min(start + length, len(text))
        if begin < end:
            spans.append((begin, end, "Task", 0.5))
            last = end
    whole = mended(text, spans)
    assert all(0 <= start < end <= len(text) for start, end, _, _ in whole)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(whole))
