"""What texts may do to the extractor: nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model import Paper

if TYPE_CHECKING:
    from extract import Extractor
    from kg.model import Extraction

PIECES = st.sampled_from(
    [
        "We propose ZorbNet, built on BERT.",
        " on MMLU (73.2%) and GSM8K",
        "\x00\x1e\x7f\u2028\ufeff",
        "\ud800",
        "\u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627",
        "\u6211\u4eec\u63d0\u51fa\u4e00\u79cd\u65b0\u65b9\u6cd5 BERT \u6a21\u578b",
        "$\\mathcal{L}_{\\text{CLIP}}$ \\textbf{DA$^2$} {}_{}",
        "e\u0301\u0323\u0308" * 3,
        "a" * 3000,
        "(((([[[[{{{{",
        "\n\n \t\r\n",
        "https://github.com/lab/zorb",
        "-\u2013\u2014/_.@",
        "\U0001f600\u200d",
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=40)), max_size=8).map("".join)
SETTINGS = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def offsets_hold(extraction: Extraction) -> bool:
    paper = extraction.paper
    texts = {"title": paper.title, "abstract": paper.abstract}
    spans = [(m.field, m.start, m.end, m.surface) for m in extraction.mentions]
    return all(0 <= start < end and texts[field][start:end] == surface for field, start, end, surface in spans)


@SETTINGS
@given(title=TEXTS, abstract=TEXTS)
def test_any_text_is_read_and_offsets_hold(trained: Extractor, title: str, abstract: str) -> None:
    (extraction,) = trained.extract([Paper("p", title, abstract)])
    assert offsets_hold(extraction)
    assert all(0 <= mention.score <= 1 for mention in extraction.mentions)


@SETTINGS
@given(texts=st.lists(TEXTS, min_size=1, max_size=6))
def test_a_paper_says_the_same_alone_and_among_others(trained: Extractor, texts: list[str]) -> None:
    papers = [Paper(str(number), "ZorbNet: A Model", text) for number, text in enumerate(texts)]
    together = [[m.surface for m in one.mentions] for one in trained.extract(papers)]
    alone = [[m.surface for m in one.mentions] for paper in papers for one in trained.extract([paper])]
    assert together == alone


@pytest.mark.parametrize(
    "text",
    [
        "We train ZorbNet on ImageNet and report accuracy. " * 20_000,
        "x" * 1_000_000,
        "BERT-" * 200_000,
        "(" * 100_000 + "BERT" + ")" * 100_000,
        "$" * 100_000,
        "We propose Zorb. It consists of A" + "-aa" * 70 + " b. ",
        "We propose Zorb. " + "components modules (1) " * 20_000,
        "\u6a21" * 200_000,
    ],
    ids=["sentences", "one word", "hyphens", "brackets", "dollars", "one name", "lists", "ideographs"],
)
def test_a_long_text_is_read(trained: Extractor, text: str) -> None:
    (extraction,) = trained.extract([Paper("p", "", text)])
    assert offsets_hold(extraction)


def test_processes_keep_order_and_say_the_same(trained: Extractor) -> None:
    papers = [
        Paper(str(n), f"ZorbNet-{n}: A Model", f"We propose ZorbNet-{n} and test it on MMLU.") for n in range(150)
    ]
    one = list(trained.extract(papers))
    two = list(trained.extract(papers, processes=2))
    assert [x.paper.paper_id for x in two] == [paper.paper_id for paper in papers]
    assert [[(m.surface, m.label, m.relation) for m in x.mentions] for x in two] == [
        [(m.surface, m.label, m.relation) for m in x.mentions] for x in one
    ]
