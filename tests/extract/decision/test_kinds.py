"""Kinds of names: hub names, numeric precision, generic terms, scores, sizes alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import Paper

if TYPE_CHECKING:
    from extract import Extractor


def found(trained: Extractor, abstract: str) -> dict[str, str]:
    (extraction,) = trained.extract([Paper("p", "", abstract)])
    return {one.name or one.surface: one.label for one in extraction.mentions}


def test_the_owner_of_a_hub_name_is_no_part_of_it(trained: Extractor) -> None:
    names = found(trained, "We fine-tune meta-llama/Llama-2-7b-hf, google/flan-t5-xxl and Qwen/Qwen2.5-7B-Instruct.")
    assert names == dict.fromkeys(("Llama-2-7b-hf", "flan-t5-xxl", "Qwen2.5-7B-Instruct"), "Model")


def test_a_short_form_in_brackets_is_no_part_of_a_task(trained: Extractor) -> None:
    assert "image-to-video generation" in found(trained, "We study image-to-video (I2V) generation.")


@pytest.mark.parametrize(
    "abstract",
    [
        "Models are quantized to low precision. We use mixed precision and FP8 precision.",
        "Unified models for understanding and generation are popular. We study segmentation and detection.",
        "We apply our model to reinforcement learning.",
        "We use the 30B-A3B model and the 7B-Instruct model.",
        "Diagnoses are mapped to ICD-10 codes and SNOMED CT concepts.",
    ],
)
def test_what_is_generic_is_no_entity(trained: Extractor, abstract: str) -> None:
    assert not found(trained, abstract)


def test_precision_beside_other_metrics_is_a_metric(trained: Extractor) -> None:
    assert found(trained, "We report precision, recall and F1.")["precision"] == "Metric"


def test_what_is_called_a_score_is_a_metric(trained: Extractor) -> None:
    names = found(trained, "We evaluate with PickScore and BERTScore. The Planck score predicts risk.")
    assert set(names.values()) <= {"Metric"}
