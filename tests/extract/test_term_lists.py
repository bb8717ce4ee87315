from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.term_lists import TermLists, read

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

    from tests.extract.conftest import Said


@pytest.mark.parametrize("name", ["benchmarks", "models", "methods", "tasks", "metrics"])
def test_lists_are_sorted_without_repeats(name: str) -> None:
    names = read(name)
    assert len(names) == len(set(names)) > 100
    assert list(names) == sorted(names, key=lambda term: (term.casefold(), term))


def labels(said: Said, abstract: str) -> dict[str, str | None]:
    return {surface: candidate.label for surface, candidate in said("term_lists", abstract)}


def test_known_names_have_their_label(said: Said) -> None:
    found = labels(said, "we train LoRA adapters of BERT and report accuracy on MMLU for question answering.")
    assert found == {
        "LoRA": "Method",
        "BERT": "Model",
        "accuracy": "Metric",
        "MMLU": "Benchmark",
        "question answering": "Task",
    }


def test_only_its_capitals_tell_math_from_math(said: Said) -> None:
    assert "MATH" in labels(said, "results on MATH rise")
    assert "math" not in labels(said, "results on math rise")


def test_hyphen_and_case_of_long_names_do_not_matter(said: Said) -> None:
    assert labels(said, "we use Byte-pair Encoding") == {"Byte-pair Encoding": "Method"}


def test_a_release_belongs_to_a_benchmarks_name(said: Said) -> None:
    found = labels(said, "results on OCRBench v2, Terminal-Bench 2.0 and MMLU 5 times")
    assert found == {"OCRBench v2": "Benchmark", "Terminal-Bench 2.0": "Benchmark", "MMLU": "Benchmark"}


def test_a_tie_of_latex_is_a_blank(said: Said) -> None:
    assert labels(said, "we ask Gemini~1.5 Pro for 10~days") == {"Gemini 1.5 Pro": "Model"}


def test_a_known_name_is_found_inside_a_hyphenated_word(said: Said) -> None:
    assert labels(said, "four GRPO-based rewards") == {"GRPO": "Method"}


def test_version_and_tier_belong_to_a_model(said: Said) -> None:
    assert "Gemini 1.5 Pro" in labels(said, "it beats Gemini 1.5 Pro by far.")


def test_lists_of_ones_own_survive_the_disk(nlp: Language, tmp_path: Path) -> None:
    mine = TermLists(nlp, terms={"Model": ["Zorblat"]})
    mine.to_disk(tmp_path / "terms")
    other = TermLists(nlp).from_disk(tmp_path / "terms")
    assert other.terms == {"Model": ["Zorblat"]}
