from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extract.conftest import Read, Said


@pytest.mark.parametrize(
    ("abstract", "label"),
    [
        ("We introduce Zorblat, a benchmark for agents.", "Benchmark"),
        ("We introduce Zorblat, a framework that plans.", "Method"),
        ("We introduce Zorblat, the first family of open language models.", "Model"),
        ("We construct a dataset called Zorblat.", "Benchmark"),
        ("We propose a fast approach for LLMs, called Zorblat, which works.", "Method"),
        ("We release the Zorblat corpus.", "Benchmark"),
        ("We construct a Zorb Oral Reading Benchmark dataset (ZORB) here.", "Benchmark"),
        ("We introduce the Zorb Hierarchy of Actions (ZHA) benchmark, which is hard.", "Benchmark"),
        ("We introduce the ZorbNet Task Suite to test agents.", "Benchmark"),
        ("We introduce Zorb Generative Evaluation and Benchmark (ZGEB).", "Benchmark"),
        ("We present ZorbFlip. This benchmark is hard.", "Benchmark"),
        ("We introduce Zorblat-7B.", "Model"),
        ("We introduce ZorblatBench.", "Benchmark"),
        ("We further construct ZorbFlip, a curated challenge set that is hard.", "Benchmark"),
        ("We introduce ZorbFlip, a set of methods that is hard.", "Method"),
        ("We introduce ZorbFlip, a multilingual safety and fairness benchmark.", "Benchmark"),
        ("We introduce ZorbFlip, a small and fast 1.1B language model pre-trained on web text.", "Model"),
        ("We introduce ZorbFlip, a language model serving system that waits.", "Method"),
        ("We introduce ZorbFlip, an MLLM achieving state-of-the-art accuracy.", "Model"),
        ("We introduce ZorbFlip, a broad evaluation framework.", "Benchmark"),
        ("We introduce ZorbFlip. It establishes ZorbFlip as a rigorous benchmark for agents.", "Benchmark"),
        ("We introduce the Zorb Molecular Optimization (ZMO) Benchmark for agents.", "Benchmark"),
        ("We introduce Zorb-Voices-2M.", "Benchmark"),
        ("We introduce ZorbGemma.", "Model"),
        ("We introduce Zorbit-R1.", "Model"),
    ],
)
def test_the_noun_beside_a_name_tells_its_type(read: Read, abstract: str, label: str) -> None:
    assert {mention.label for mention in read(abstract) if mention.relation == "INTRODUCES"} == {label}


def test_names_in_a_row_share_the_noun(read: Read) -> None:
    found = {m.surface: m.label for m in read("It is strong on both the ZORBA and LongZorb benchmarks.")}
    assert found == {"ZORBA": "Benchmark", "LongZorb": "Benchmark"}


@pytest.mark.parametrize(
    ("abstract", "found"),
    [
        ("It holds for FLUX and ZorbVideo.", {"FLUX": "Model", "ZorbVideo": "Model"}),
        ("It gains on Zorb Eval 2 and ZorbSet.", {"Zorb Eval 2": "Benchmark", "ZorbSet": "Benchmark"}),
        ("We test ZorbNet, GPT-4o, and QuuxEdit.", {"ZorbNet": "Model", "GPT-4o": "Model", "QuuxEdit": "Model"}),
        ("It gains on ZorbSet and MMLU.", {"ZorbSet": "Benchmark", "MMLU": "Benchmark"}),
        ("We use ZorbNet-d16 trained on MMLU.", {"ZorbNet-d16": "Model", "MMLU": "Benchmark"}),
    ],
)
def test_names_in_a_row_share_what_is_known_of_one(read: Read, abstract: str, found: dict[str, str]) -> None:
    assert {m.surface: m.label for m in read(abstract)} == found


@pytest.mark.parametrize(
    "abstract",
    ["Our ZorbNet sets a new state of the art.", "ZorbNet equips models with planning.", "ZorbNet resists models."],
)
def test_a_verb_is_no_noun(said: Said, abstract: str) -> None:
    assert not [c for surface, c in said("labels", abstract) if surface == "ZorbNet"]


def test_the_form_of_a_name_speaks_once(said: Said) -> None:
    found = said("labels", "We introduce ZorbEval, a paradigm that judges. ZorbEval is fast, and ZorbEval is new.")
    assert sorted(c.label for _, c in found if c.label) == ["Benchmark", "Method"]


def test_a_known_family_stays_a_model(read: Read) -> None:
    found = {m.surface: m.label for m in read("It prunes the BERT-large architecture.")}
    assert found == {"BERT-large": "Model"}
