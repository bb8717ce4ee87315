from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from extract.tagger.decoding import decode, encode

ROWS = st.integers(0, 12).flatmap(lambda n: arrays(np.float32, (n, 7), elements=st.floats(-8, 8, width=32)))


@given(ROWS)
def test_spans_lie_in_the_text_and_apart(rows: np.ndarray) -> None:
    found = decode(rows)
    assert all(0 <= one.first <= one.last < len(rows) and 0 <= one.label < 3 and 0 < one.score <= 1 for one in found)
    assert all(before.last < after.first for before, after in pairwise(found))


@given(st.lists(st.tuples(st.integers(1, 3), st.integers(0, 3), st.integers(0, 2)), max_size=5))
def test_what_is_encoded_is_decoded(pieces: list[tuple[int, int, int]]) -> None:
    spans, place = [], 0
    for length, gap, label in pieces:
        spans.append((place + gap, place + gap + length - 1, label))
        place += gap + length
    tags = encode(place + 1, spans)
    rows = np.full((len(tags), 7), -20, dtype=np.float32)
    rows[np.arange(len(tags)), tags] = 20
    assert [(one.first, one.last, one.label) for one in decode(rows)] == spans


def test_words_that_continue_nothing_are_decoded_again_as_the_best_sequence() -> None:
    rows = np.log(np.array([[0.1, 0.4, 0.5], [0.1, 0.1, 0.8]], dtype=np.float32))
    ((first, last, label, _),) = decode(rows)
    assert (first, last, label) == (0, 1, 0)  # B I at 0.4 * 0.8 beats every other sequence that makes sense
