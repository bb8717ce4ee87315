from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extract.conftest import Said


def introduced(said: Said, abstract: str, title: str = "") -> set[str]:
    return {surface for surface, _ in said("naming", abstract, title)}


@pytest.mark.parametrize(
    ("abstract", "name"),
    [
        ("It is a fast scheme, called ZorbNet, for graphs.", "ZorbNet"),
        ("We follow a strategy named discrete zorb forcing (DZF).", "DZF"),
        ("We name our method Zorb2Word and test it.", "Zorb2Word"),
        ("We propose a two-step framework known as ZORBREC for items.", "ZORBREC"),
        ("This shows that our proposed ZorbNet is fast.", "ZorbNet"),
        ("At its core is the ZorbCube, a standardized memory.", "ZorbCube"),
        ("We propose ZorbNet with two modules: a Zorb Safety Head that plans, and a memory.", "Zorb Safety Head"),
        ("We propose a block composed of a Causal Zorb Encoder and a gate.", "Causal Zorb Encoder"),
        ("We propose Zorb. It has three stages: (1) planning; (2) ZorbSim builds scenes.", "ZorbSim"),
        ("We propose Zorb and train it on ZorbSet, a new dataset.", "ZorbSet"),
        ('We introduce two techniques. First, "windowing" reuses neurons.', "windowing"),
    ],
)
def test_other_ways_to_name_ones_own(said: Said, abstract: str, name: str) -> None:
    assert name in introduced(said, abstract)


def test_a_phrase_of_the_title_is_named_where_it_is_defined(said: Said) -> None:
    abstract = "We propose to retrofit models with adaptive slicing: a way to cut text."
    assert introduced(said, abstract, "Retrofitting Models with Adaptive Slicing") == {"adaptive slicing"}
    assert introduced(said, abstract, "Another Title") == set()


@pytest.mark.parametrize(
    "abstract",
    [
        "Our approach with BERT works.",
        "We propose ZorbNet. It is built upon Simple Zorbish Tuning (SZT).",
        "Our GPT-4 judge is used.",
        "Grokking is known as ZorbNet elsewhere.",
    ],
)
def test_what_ours_is_made_of_is_not_ours(said: Said, abstract: str) -> None:
    assert introduced(said, abstract) == set()
