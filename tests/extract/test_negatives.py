from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.negatives import is_negative

if TYPE_CHECKING:
    from tests.extract.conftest import Read


@pytest.mark.parametrize(
    "surface",
    [
        "LLMs",
        "GPU",
        "AI",
        "NLP",
        "API",
        "CPU",
        "3D-LLM"[3:],
        "NeurIPS",
        "OpenAI",
        "A100",
        "A100-80G GPU",
        "III",
        "Large Language Models",
        "RL",
        r"\alpha",
        "project.github.io",
        "AI/ML",
        "It",
    ],
)
def test_words_that_only_look_like_names(surface: str) -> None:
    assert is_negative(surface)


@pytest.mark.parametrize("surface", ["BERT", "GPT-4", "MMLU", "LoRA", "Chimera", "A-RAG"])
def test_names_are_names(surface: str) -> None:
    assert not is_negative(surface)


def test_what_a_paper_merely_abbreviates_is_no_name(read: Read) -> None:
    assert read("Large reasoning traces (LRTs) are long. We study how LRTs fail on GPUs and in NLP.") == ()
