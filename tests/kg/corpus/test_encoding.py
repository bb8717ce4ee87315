"""Tests of kg.corpus.encoding."""

from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.corpus.encoding import decode, encode
from kg.model import Extraction, Mention, Paper, Result

PAPER = Paper("p", "Zorb: It Scores", "ZorbNet (ZN) scores 71.5 on MMLU.")
OWN = Mention("abstract", 0, 7, "ZorbNet", "Method", 0.913, "introduction", "INTRODUCES", long_form="Zoo Net")
LINK = Mention("abstract", 0, 3, "Zor", "Repo", 0.99, "repositories", "HAS_CODE", name="lab/tool")
AGAINST = Mention("title", 0, 4, "Zorb", "Model", 0.5, "use", "USES", comparison=True)
RESULT = Result(
    *("abstract", 13, 24, "scores 71.5", 71.5, "", None, "MMLU", 28, "own", None, "absolute"), component="claims"
)


def test_what_is_read_back_is_what_was_written() -> None:
    extraction = Extraction(PAPER, (OWN, LINK, AGAINST), (RESULT,))
    assert decode(encode(extraction), PAPER) == extraction
    assert decode(encode(Extraction(PAPER)), PAPER) == Extraction(PAPER)


def test_a_surface_that_is_not_the_text_is_kept() -> None:
    odd = Extraction(PAPER, (Mention("abstract", 0, 7, "another", "Method", 0.5, "hand", "USES"),))
    assert decode(encode(odd), PAPER) == odd


TEXT = st.text(max_size=30)
MENTIONS = st.builds(
    Mention,
    st.sampled_from(["title", "abstract"]),
    st.integers(0, 40),
    st.integers(0, 40),
    TEXT,
    st.sampled_from(["Method", "Task"]),
    st.floats(0, 1),
    st.text(string.ascii_letters, max_size=5),
    st.sampled_from(["USES", "INTRODUCES"]),
    long_form=st.none() | TEXT,
    name=st.none() | TEXT,
    comparison=st.booleans(),
)


@settings(max_examples=50, deadline=None)
@given(TEXT, TEXT, st.lists(MENTIONS, max_size=5))
def test_any_mention_is_read_back(title: str, abstract: str, mentions: list[Mention]) -> None:
    extraction = Extraction(Paper("p", title, abstract), tuple(mentions))
    assert decode(encode(extraction), extraction.paper) == extraction


def test_bytes_that_are_no_extraction_are_a_value_error() -> None:
    good = encode(Extraction(PAPER, (OWN,), (RESULT,)))
    flipped = [bytes([*good[:n], good[n] ^ 1, *good[n + 1 :]]) for n in range(2, len(good))]
    for bad in (b"", b"no extraction", good[:-1], encode(Extraction(PAPER))[:5], *flipped):
        with pytest.raises(ValueError, match="no extraction"):
            decode(bad, PAPER)
