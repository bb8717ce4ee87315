from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.mark.parametrize(
    "word",
    [
        "Llama2-70B",
        "XLM-R",
        "VLA^2",
        "Bi-Mamba",
        "Qwen2.5-VL",
        "pass@1",
        "Gemma-2-9b-it",
        "https://a.b/c-a",
        "π_{0.5}",
        "SL^{2}A-INR",
        "ZorbEval^{+}",
    ],
)
def test_names_stay_whole(nlp: Language, word: str) -> None:
    assert word in [token.text for token in nlp.make_doc(f"it uses {word} here")]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (r"\textsc{AIEV}", [r"\textsc", "{", "AIEV", "}"]),
        ("(BERT),", ["(", "BERT", ")", ","]),
        ("(π_{0.5}, $x_{t+1}$).", ["(", "π_{0.5}", ",", "$", "x_{t+1}", "$", ")", "."]),
        ("BERT/GPT-2", ["BERT", "/", "GPT-2"]),
        ("GPT-4's", ["GPT-4", "'s"]),
        ("GPT-4.In", ["GPT-4", ".", "In"]),
        ("SimRL-a new way", ["SimRL", "-", "a", "new", "way"]),
        ("on Web2Act-Mini-but also", ["on", "Web2Act-Mini", "-", "but", "also"]),
        ("``real''", ["`", "`", "real", "'", "'"]),
    ],
)
def test_markup_and_punctuation_are_cut(nlp: Language, text: str, words: list[str]) -> None:
    assert [token.text for token in nlp.make_doc(text)] == words
