from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extract.conftest import Read


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
    ],
)
def test_the_noun_beside_a_name_tells_its_type(read: Read, abstract: str, label: str) -> None:
    assert {mention.label for mention in read(abstract) if mention.relation == "INTRODUCES"} == {label}


def test_names_in_a_row_share_the_noun(read: Read) -> None:
    found = {m.surface: m.label for m in read("It is strong on both the ZORBA and LongZorb benchmarks.")}
    assert found == {"ZORBA": "Benchmark", "LongZorb": "Benchmark"}


def test_a_known_family_stays_a_model(read: Read) -> None:
    found = {m.surface: m.label for m in read("It prunes the BERT-large architecture.")}
    assert found == {"BERT-large": "Model"}
