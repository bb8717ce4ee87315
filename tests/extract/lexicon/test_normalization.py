from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.lexicon.normalization import normal_form
from extract.resolution.entities import slug
from extract.resolution.variants import parents


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("LLaMA2", "Llama 2"),
        ("LLaMA-2", "Llama 2"),
        ("Llama2-70B", "LLaMA-2 70b"),
        ("SWE-bench", "SWE-Bench"),
        ("diffusion model", "Diffusion Models"),
        ("Qwen2.5-VL", "Qwen 2.5 VL"),
        ("byte pair encoding", "Byte-Pair Encoding"),
        ("\uff2d\uff2d\uff2c\uff35", "MMLU"),
        (r"\textsc{BERT}", "BERT"),
        ("GPT-4's", "GPT-4"),
        ("V*Bench", "V-Star Bench"),
        ("BERT*", "BERT"),
    ],
)
def test_spelling_does_not_matter(one: str, other: str) -> None:
    assert normal_form(one) == normal_form(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("GPT-3", "GPT-4"),
        ("BERT", "BART"),
        ("Llama 2", "Llama 3"),
        ("Qwen2.5", "Qwen2"),
        ("MemOS", "MEMO"),
        ("C++", "C"),
        ("V*Bench", "VBench"),
        ("A*", "A"),
    ],
)
def test_other_things_stay_apart(one: str, other: str) -> None:
    assert normal_form(one) != normal_form(other)


@given(st.text(min_size=1))
def test_any_text_has_a_normal_form_and_a_slug(text: str) -> None:
    assert slug(normal_form(text))
    assert not any(c.isspace() or c == "/" for c in slug(normal_form(text)))


@given(st.text(alphabet="abcXYZ0123 -", min_size=1))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert normal_form(normal_form(text)) == normal_form(text) or normal_form(text).endswith("s")


def test_a_version_is_no_variant() -> None:
    assert parents("gpt 4") == ()
    assert parents("llama 2 7b") == ("llama 2",)
    assert parents("bert base") == ("bert",)
