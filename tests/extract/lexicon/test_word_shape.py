from __future__ import annotations

import pytest

from extract.lexicon.word_shape import shape, stem


@pytest.mark.parametrize("word", ["SirLLM", "Llama2-70B", "Byte2Word", "Bi-Mamba", "FineWeb-Edu", "VLA^2", "pi_{RL}"])
def test_inner_capitals_and_digits_make_a_name(word: str) -> None:
    assert shape(word) == "name"


@pytest.mark.parametrize("word", ["BERT", "XLM-R", "SQAC"])
def test_capitals_alone_make_an_acronym(word: str) -> None:
    assert shape(word) == "acronym"


@pytest.mark.parametrize(
    "word",
    [
        "3D",
        "100MP",
        "4-bit",
        "256x256",
        "fp16",
        "n^2",
        "tokens",
        "multi-turn",
        "pre-LLM",
        "LLM-generated",
        "10K",
        "1st",
        "",
    ],
)
def test_measures_and_words_make_none(word: str) -> None:
    assert shape(word) in ("", "version")


def test_a_suffix_that_makes_an_adjective_is_cut() -> None:
    assert stem("GRPO-based") == "GRPO"
    assert stem("Bi-Mamba") == "Bi-Mamba"
    assert stem("ZorbScore-Hard") == "ZorbScore-Hard"


def test_a_common_word_in_capitals_is_weaker_than_an_acronym() -> None:
    assert shape("FIRST") == "capital"
