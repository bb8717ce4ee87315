from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from kg.errors import CallError
from training.corpora import marked_sentences as marked
from training.corpora import papers
from training.corpora.passages import LABELS, read
from training.tagger.examples import IGNORED, Example

if TYPE_CHECKING:
    from pathlib import Path


def test_every_mark_lies_in_its_sentence_and_no_sentence_is_one_that_decides(shared: Path) -> None:
    passages = marked.read(shared)
    spans = [(one.text, span) for one in passages for span in one.spans]
    assert len(passages) > 5_000
    assert {span.label for _, span in spans} == set(LABELS[marked.CORPUS])
    assert all(0 <= span.start < span.end <= len(text) for text, span in spans)
    assert all(text[span.start : span.end] == text[span.start : span.end].strip() for text, span in spans)
    dev = {one.text for corpus in LABELS for one in read(shared / "ner", corpus, "dev")}
    assert dev.isdisjoint(one.text for one in passages)
    held_out = {row["id"] for row in papers.read_annotations(papers.HELD_OUT)}
    assert held_out.isdisjoint(one.id for one in passages)


def test_an_absent_corpus_is_said(tmp_path: Path) -> None:
    with pytest.raises(CallError, match="is absent"):
        marked.read(tmp_path)


def test_a_reader_outweighs_the_teachers_but_for_what_no_tag_is_known_of() -> None:
    taught = np.log(np.array([[0.5, 0.8, 0.2], [0.5, 0.1, 0.9]], dtype=np.float16))
    blank = np.zeros(2, dtype=np.int64)
    one = Example(marked.CORPUS, blank, blank, np.array([1, IGNORED]), taught)
    (found,) = marked.believed([one], slice(1, 3))
    assert found.taught is not None
    assert np.exp(found.taught[0, 1:].astype(float)) == pytest.approx([0.25 * 0.8, 0.75 + 0.25 * 0.2], abs=1e-2)
    assert (found.taught[1] == taught[1]).all()
    assert (found.taught[:, 0] == taught[:, 0]).all()
