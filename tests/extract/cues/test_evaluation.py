from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.extract.conftest import Read, Said


def evaluated(said: Said, abstract: str) -> set[str]:
    return {surface for surface, c in said("evaluation", abstract) if c.relation == "EVALUATES_ON" and c.score >= 0.5}


@pytest.mark.parametrize(
    ("abstract", "names"),
    [
        ("Experiments on ZorbQA, MiniZorb and BigZorb show gains.", {"ZorbQA", "MiniZorb", "BigZorb"}),
        ("It achieves 57.1% accuracy on ZorbQA and 94.8% on MiniZorb.", {"ZorbQA", "MiniZorb"}),
        ("Results on benchmarks such as ZorbQA (+8%) improve.", {"ZorbQA"}),
        ("Evaluations on two large-scale datasets, ZorbRec and MiniZorb, show much.", {"ZorbRec", "MiniZorb"}),
        ("Across ZorbWorld and MiniZorb, it outperforms others.", {"ZorbWorld", "MiniZorb"}),
        ("Results on ZorbQA, MiniZorb, as well as BigZorb, are good.", {"ZorbQA", "MiniZorb", "BigZorb"}),
        ("It wins on many benchmarks, including ZorbQA, MiniZorb, and BigZorb.", {"ZorbQA", "MiniZorb", "BigZorb"}),
        ("Experiments on ZorbQA, and the newly released BigZorb show gains.", {"ZorbQA", "BigZorb"}),
        ("We evaluate on ZorbQA for parsing, MiniZorb for search, and BigZorb.", {"ZorbQA", "MiniZorb", "BigZorb"}),
        ("The best F1 on the ZorbQA dataset and the BigZorb dataset is ours.", {"ZorbQA", "BigZorb"}),
        ("We evaluate on ZorbQA [1], MiniZorb [2], and BigZorb [3].", {"ZorbQA", "MiniZorb", "BigZorb"}),
    ],
)
def test_results_are_reported_on_it(said: Said, abstract: str, names: set[str]) -> None:
    assert evaluated(said, abstract) == names


@pytest.mark.parametrize(
    "abstract",
    [
        "Our method is based on ZorbNet and improves results.",
        "It was trained on ZorbSet to gain accuracy.",
        "Evaluations on the Vicuna and LLaMA-2 series show gains.",
        "We propose ZorbNet.",
        "On both hard benchmarks, ZorbNet sets a new state of the art.",
    ],
)
def test_what_is_built_on_or_a_model_is_no_benchmark(said: Said, abstract: str) -> None:
    assert evaluated(said, abstract) == set()


def test_an_enumeration_after_a_colon_shares_its_noun(read: Read) -> None:
    mentions = read("We built three datasets for this: (1) ZorbTalk; (2) Garden Walking; (3) Chess-Draughts.")
    found = {mention.surface: mention.label for mention in mentions}
    assert found["Garden Walking"] == "Benchmark"
