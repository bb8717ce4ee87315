from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import spacy

from extract.document import annotated
from extract.lexicon.normalization import normal_form
from extract.lexicon.term_lists import listed_short_forms, own_terms, read

if TYPE_CHECKING:
    from pathlib import Path

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


def test_lists_of_ones_own_survive_the_disk(tmp_path: Path) -> None:
    mine = spacy.blank("en")
    mine.add_pipe("term_lists", config={"terms": {"Model": ["Zorb-lat"]}})
    mine.to_disk(tmp_path / "mine")
    doc = spacy.load(tmp_path / "mine")("we use Zorb lat and BERT.")
    assert [(one.start, one.end) for one in annotated(doc).candidates] == [(7, 15)]


def test_a_long_form_that_needs_no_explanation_is_called_by_its_short_form(said: Said) -> None:
    found = said("term_lists", "we train with direct preference optimization and Low-Rank Adaptation.")
    assert {surface: candidate.name for surface, candidate in found} == {
        "direct preference optimization": "DPO",
        "Low-Rank Adaptation": "LoRA",
    }


@pytest.mark.parametrize(
    "abstract",
    ["we propose Curriculum Direct Preference Optimization.", "we use the Low-Rank Adaptation Zoo of others."],
)
def test_a_long_form_is_not_cut_out_of_a_longer_name(said: Said, abstract: str) -> None:
    assert not labels(said, abstract)


def test_short_forms_of_the_lists_are_listed() -> None:
    known = {normal_form(name) for names in own_terms().values() for name in names}
    assert len(listed_short_forms()) > 60
    assert {short for short in listed_short_forms().values() if normal_form(short) not in known} == set()
