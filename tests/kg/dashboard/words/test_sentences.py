from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.dashboard.words.sentences import LONGEST, sentence

TEXT = (
    "We follow Smith et al. Their model, i.e. BERT, scores 3.5 on GLUE. Is it enough? No (see Fig. 2).\n\n"
    "We release code at https://github.com/a/b. $x$ holds."
)


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("Smith", "We follow Smith et al. Their model, i.e. BERT, scores 3.5 on GLUE."),
        ("GLUE", "We follow Smith et al. Their model, i.e. BERT, scores 3.5 on GLUE."),
        ("enough", "Is it enough?"),
        ("No", "No (see Fig. 2)."),
        ("github.com/a/b", "We release code at https://github.com/a/b."),
        ("holds", "$x$ holds."),
    ],
)
def test_the_sentence_around_a_surface(surface: str, expected: str) -> None:
    start = TEXT.index(surface)
    first, last = sentence(TEXT, start, start + len(surface))

    assert TEXT[first:last] == expected


def test_a_text_without_an_end_is_cut_at_words() -> None:
    text = "word " * 500 + "HERE" + " word" * 500
    start = text.index("HERE")
    first, last = sentence(text, start, start + 4)

    assert last - first <= LONGEST + 10
    assert text[first:last].startswith("word ")
    assert text[first:last].endswith(" word")


@given(st.text(alphabet="ab .!?\n(A1$", max_size=80), st.data())
def test_a_sentence_always_holds_its_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = sentence(text, start, end)

    assert 0 <= first <= start <= end <= last <= len(text)
