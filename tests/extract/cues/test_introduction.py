from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.document.contribution_cues import first_cue

if TYPE_CHECKING:
    from tests.extract.conftest import Said


def introduced(said: Said, abstract: str) -> set[str]:
    return {surface for surface, c in said("introduction", abstract) if c.relation == "INTRODUCES"}


@pytest.mark.parametrize(
    ("abstract", "names"),
    [
        ("We propose ZorbNet, a novel framework.", {"ZorbNet"}),
        ("In this paper, we introduce the Zorb Attention, which is fast.", {"Zorb Attention"}),
        ("This work presents a novel training approach, ZorbNet, for rerankers.", {"ZorbNet"}),
        ("We introduce our dataset ZorbSet, which contains graphs.", {"ZorbSet"}),
        ("We present ZorbNet and ZorbSet.", {"ZorbNet", "ZorbSet"}),
        ("We propose the Zorb Retrieval Memory (ZRM) system.", {"ZRM", "Zorb Retrieval Memory"}),
        (
            "We present the Zorb-01 model series, including ZorbText-01 and ZorbVL-01.",
            {"Zorb-01", "ZorbText-01", "ZorbVL-01"},
        ),
        ("We introduce ZorbSet-the largest dataset.", {"ZorbSet"}),
        ("We propose ZorbNet-a\nnovel framework.", {"ZorbNet"}),
        ('We introduce "windowing", which reuses neurons.', {"windowing"}),
        ("We propose Gumbel-Softmax Score Flow, a new framework.", {"Gumbel-Softmax Score Flow"}),
        ("We propose budget zorbing, a simple method.", {"budget zorbing"}),
        ("We introduce stochastic zorb ascent (SZA), a framework.", {"stochastic zorb ascent", "SZA"}),
    ],
)
def test_what_follows_the_verb_is_introduced(said: Said, abstract: str, names: set[str]) -> None:
    assert introduced(said, abstract) == names


@pytest.mark.parametrize(
    "abstract",
    [
        "We propose a BERT-based model for search.",
        "We introduce four GRPO rewards for planning.",
        "We propose applying ZorbNet to search.",
        "We introduce a merging algorithm inspired by byte-pair encoding (BPE).",
        "We present a model that beats ZorbNet.",
        "In this setting we build on ZorbNet and design rewards.",
    ],
)
def test_what_only_describes_it_is_not(said: Said, abstract: str) -> None:
    assert introduced(said, abstract) == set()


def test_a_purpose_tells_a_benchmark(said: Said) -> None:
    (found,) = said("introduction", "To evaluate such agents, we introduce ZORBA, which has tasks.")
    assert found[1].label == "Benchmark"


def test_the_background_ends_where_the_paper_speaks_of_itself() -> None:
    text = "Models are old. We propose ZorbNet."
    assert text[first_cue(text, 0) :].startswith("We propose")
    assert first_cue("Nothing is said.", 0) == len("Nothing is said.")
