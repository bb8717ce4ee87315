"""Normal forms: what spellings of a name share, and what they do not."""

from __future__ import annotations

import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.identity import forms

NAMES = st.lists(st.sampled_from(["GPT", "4", "llama", "2.5", "Bench", "70B", "τ", "QA", "é"]), min_size=1, max_size=5)


def test_the_examples_of_the_docstrings_hold() -> None:
    done = doctest.testmod(forms)
    assert (done.failed, done.attempted > 8) == (0, True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("C", "C++"),
        ("C", "C#"),
        ("NET", ".NET"),
        ("A", "A*"),
        ("LoRA", "LoRA+"),
        ("GPT-3.5", "GPT-35"),
        ("BERT", "BART"),
    ],
)
def test_signs_and_numbers_tell_names_apart(one: str, other: str) -> None:
    assert forms.form(one) != forms.form(other)


def test_accents_of_latex_are_accents() -> None:
    assert "schrodinger" in forms.odd_words(r"the Schr\"odinger bridge and G{\"o}del")
    assert "godel" in forms.odd_words(r"the Schr\"odinger bridge and G{\"o}del")
    assert forms.form(r"Schr\"{o}dinger Bridge") == forms.form("Schrödinger-Bridge")


@settings(max_examples=50)
@given(parts=NAMES)
def test_hyphens_blanks_and_capitals_make_no_difference(parts: list[str]) -> None:
    form = forms.form(" ".join(parts))
    assert form == forms.form("-".join(parts).upper()) == forms.form("_".join(parts).lower())
    assert forms.squeezed(form) == forms.squeezed(forms.form("".join(part.replace(".", "") for part in parts)))


@settings(max_examples=100)
@given(text=st.text(max_size=60))
def test_words_lie_in_their_text_in_order_and_what_is_written_can_be_sent(text: str) -> None:
    end = 0
    for word in forms.words(text):
        assert end <= word.start < word.end <= len(text)
        assert word.form
        end = word.end
    for form in [*forms.of_texts(text, text), *forms.of_names([text]), forms.of_people([text])]:
        assert form == form.casefold() or any(character.isalpha() for character in form)
        assert " " not in form.strip() or form == forms.of_people([text])
