from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.lexicon.stop_list import is_negative

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
        "{Zorb",
        "0.5}",
        "project.github.io",
        "AI/ML",
        "It",
    ],
)
def test_words_that_only_look_like_names(surface: str) -> None:
    assert is_negative(surface)


@pytest.mark.parametrize("surface", ["BERT", "GPT-4", "MMLU", "LoRA", "Chimera", "A-RAG", "π_{0.5}"])
def test_names_are_names(surface: str) -> None:
    assert not is_negative(surface)


def test_what_a_paper_merely_abbreviates_is_no_name(read: Read) -> None:
    assert read("Large reasoning traces (LRTs) are long. We study how LRTs fail on GPUs and in NLP.") == ()


@pytest.mark.parametrize(
    ("title", "abstract", "name"),
    [
        ("MAP: A Map-then-Act Paradigm", "Agents act.", "MAP"),
        ("ARM: Adaptive Reasoning", "We call the adaptive reasoning model (ARM) a model. ARM is small.", "ARM"),
        ("", "We propose VL-SAE, a sparse autoencoder.", "VL-SAE"),
        ("SWE-RL: Learning on Issues", "Agents learn.", "SWE-RL"),
    ],
)
def test_what_a_paper_introduces_is_a_name_whatever_its_parts_mean(
    read: Read, title: str, abstract: str, name: str
) -> None:
    assert ("INTRODUCES", name) in {(one.relation, one.surface) for one in read(abstract, title)}


@pytest.mark.parametrize(
    ("title", "abstract"),
    [
        ("LLM-as-a-Judge: A Reassessment", "Judges differ."),
        ("", "We train with SFT-RL, and propose SFT-RL Scheduling for agents."),
        ("Maps and Plans: A Study", "We use a GPU."),
    ],
)
def test_what_nobody_introduces_stays_a_word(read: Read, title: str, abstract: str) -> None:
    surfaces = {one.surface for one in read(abstract, title)}
    assert surfaces.isdisjoint({"LLM-as-a-Judge", "SFT-RL", "GPU"})


@pytest.mark.parametrize(
    ("abstract", "found"),
    [
        ("We propose Fast Spatial Memory (FSM), which is fast.", {"FSM", "Fast Spatial Memory"}),
        ("We propose to prune. It has a novel Token-Sliced Propagation (TSP).", {"TSP", "Token-Sliced Propagation"}),
        ("We describe agents by a Finite State Machine (FSM).", set()),
        ("We propose a reinforcement learning (RL) framework.", set()),
    ],
)
def test_a_short_form_that_means_something_else_is_a_name_where_it_is_coined(
    read: Read, abstract: str, found: set[str]
) -> None:
    assert {mention.surface for mention in read(abstract)} == found
