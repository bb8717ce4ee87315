from __future__ import annotations

from typing import TYPE_CHECKING

import spacy

from extract import create_pipeline
from extract.document import annotated
from extract.document.paper_text import compose
from extract.pipeline import COMPONENTS

if TYPE_CHECKING:
    from pathlib import Path

    from spacy.language import Language

TEXT = compose(
    "ZorbNet: A Framework",
    "We propose ZorbNet, built on LLaMA-2 7B and GRPO-based rewards. Experiments on MMLU show gains, e.g. over BERT. "
    "Code: https://github.com/lab/zorb.",
)


def test_a_pipeline_read_from_disk_says_the_same(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "pipeline")
    again = spacy.load(tmp_path / "pipeline")
    assert again.pipe_names == list(COMPONENTS)
    assert annotated(again(TEXT)).mentions == annotated(nlp(TEXT)).mentions != ()
    assert [token.text for token in again(TEXT)] == [token.text for token in nlp(TEXT)]


def test_a_pipeline_read_from_bytes_says_the_same(nlp: Language) -> None:
    again = create_pipeline(None).from_bytes(nlp.to_bytes())
    assert annotated(again(TEXT)).mentions == annotated(nlp(TEXT)).mentions


def test_a_component_can_take_its_place_among_ours(nlp: Language) -> None:
    own = create_pipeline(None)
    own.add_pipe("ner", after="names")
    assert own.pipe_names[own.pipe_names.index("names") + 1] == "ner"
    assert nlp.pipe_names == list(COMPONENTS)


def test_a_doc_survives_its_bytes(nlp: Language) -> None:
    doc = nlp(TEXT)
    again = type(doc)(nlp.vocab).from_bytes(doc.to_bytes())
    assert annotated(again).mentions == annotated(doc).mentions


def test_only_what_outlives_the_components_stays_in_a_doc(nlp: Language) -> None:
    assert set(nlp(TEXT).user_data) == {"candidates", "short_forms", "mentions", "results"}
