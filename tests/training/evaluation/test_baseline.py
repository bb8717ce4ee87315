from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from spacy.vocab import Vocab

from training.corpora.passages import Passage, Span, read
from training.evaluation.baseline import SEEDS, fit, kept, pack, predict, run

if TYPE_CHECKING:
    from pathlib import Path

COLOURS = ("red", "green", "blue", "black")


def passage(number: int, colour: str) -> Passage:
    text = f"We paint with {colour} paint today."
    return Passage(str(number), text, (Span(14, 14 + len(colour), "Colour"),), "colours")


def test_it_learns_what_it_is_shown() -> None:
    shown = [passage(number, COLOURS[number % 4]) for number in range(40)]
    nlp = fit(shown, shown[:4], seed=0, steps=100)
    assert predict(nlp, shown[:4]) == [one.spans for one in shown[:4]]


def test_a_span_that_cuts_a_token_takes_the_token() -> None:
    cut = Passage("1", "We use OntoNotes5.0 here.", (Span(7, 17, "Dataset"),), "any")
    (doc,) = pack([cut]).get_docs(Vocab())
    assert [ent.text for ent in doc.ents] == ["OntoNotes5.0"]


def test_what_a_run_marked_is_read_again(tmp_path: Path) -> None:
    dev = [passage(0, "red"), passage(1, "blue")]
    record = {"corpus": "scierc", "seed": 1, "seconds": 1, "spans": {"1": [[14, 18, "Colour"]]}}
    (tmp_path / "baseline_scierc_1.json").write_text(json.dumps(record), encoding="utf-8")
    assert kept("scierc", dev, figures=tmp_path) == [[(), (Span(14, 18, "Colour"),)]]
    assert kept("tdmsci", dev, figures=tmp_path) == []


@pytest.mark.corpus
def test_every_kept_run_marks_passages_of_the_dev_part(shared: Path) -> None:
    for corpus in SEEDS:
        dev = read(shared / "ner", corpus, "dev")
        assert len({one.id for one in dev}) == len(dev), "runs are kept by id"
        for marked in kept(corpus, dev):
            assert any(marked)
            for one, spans in zip(dev, marked, strict=True):
                assert all(0 <= span.start < span.end <= len(one.text) for span in spans)


@pytest.mark.corpus
def test_a_run_is_written_for_the_dev_part(shared: Path, tmp_path: Path) -> None:
    path = run(shared / "ner", "crossner", 0, figures=tmp_path, steps=3)
    record = json.loads(path.read_text(encoding="utf-8"))
    assert (record["corpus"], record["seed"]) == ("crossner", 0)
    assert set(record["spans"]) <= {one.id for one in read(shared / "ner", "crossner", "dev")}
