from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from extract.tagger.word_pieces import SHAPES, cut, shape, tokenizer

READER = tokenizer()


@given(st.text(max_size=80))
def test_every_piece_has_its_place_in_the_text(text: str) -> None:
    (pieces,) = cut(READER, [text])
    assert len(pieces.ids) == len(pieces.shapes) == len(pieces.first) == len(pieces.starts) == len(pieces.ends)
    assert all(0 <= start <= end <= len(text) for start, end in zip(pieces.starts, pieces.ends, strict=True))
    assert not len(pieces.first) or pieces.first[0]


def test_a_word_is_told_by_its_first_piece_and_its_writing() -> None:
    (pieces,) = cut(READER, ["GPT-4o beats RoBERTa"])
    words = [int(start) for start in pieces.starts[pieces.first]]
    assert words == [0, 3, 4, 7, 13]
    assert SHAPES[pieces.shapes[0]] == "upper"
    assert SHAPES[shape("RoBERTa")] == "camel"


def test_nothing_is_no_pieces() -> None:
    (pieces,) = cut(READER, [""])
    assert len(pieces.ids) == 0
