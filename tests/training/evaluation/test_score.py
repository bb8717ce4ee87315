from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from training.__main__ import main
from training.corpora.passages import LABELS, Passage, Span, read
from training.evaluation import report, score
from training.evaluation.metrics import compare, total
from training.evaluation.systems import OURS, by_extractor, runs

if TYPE_CHECKING:
    from pathlib import Path


def test_every_corpus_is_scored_once() -> None:
    assert sorted(one.corpus for one in score.SETS) == sorted(LABELS)


def test_the_rules_speak_the_labels_of_a_corpus() -> None:
    for corpus, labels in OURS.items():
        assert set(labels.values()) <= set(LABELS[corpus])


def test_the_rules_mark_a_sentence_with_the_labels_of_the_corpus() -> None:
    text = "We evaluate on SQuAD and report accuracy."
    one = Passage("1", text, (), "tdmsci")
    (spans,) = by_extractor([one], OURS["tdmsci"], size=None).spans
    assert Span(text.index("SQuAD"), text.index("SQuAD") + 5, "Dataset") in spans


def test_a_system_that_cannot_be_run_says_why() -> None:
    assert runs("rules", "scierc", []) == "scierc has other types than `kg extract`"


def test_names_out_of_papers_are_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "figures" / "scores.json"
    score.write({"page": {"systems": {"rules": {"f1": [0.123456], "errors": [["A title", "missed: X"]]}}}}, path)
    assert json.loads(path.read_text(encoding="utf-8")) == {"page": {"systems": {"rules": {"f1": [0.1235]}}}}


def test_an_absent_corpus_is_one_sentence_and_an_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["mistakes", "--shared", str(tmp_path), "--corpus", "scierc"]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.corpus
def test_spacys_own_recogniser_scores_on_scierc_what_others_print(shared: Path) -> None:
    dev = read(shared / "ner", "scierc", "dev")
    made = runs("baseline", "scierc", dev)
    assert not isinstance(made, str)
    f1 = [total(compare(one.spans, spans) for one, spans in zip(dev, run.spans, strict=True)).f1 for run in made]
    assert 0.47 <= sum(f1) / len(f1) <= 0.53


@pytest.mark.corpus
def test_the_kept_figures_are_those_of_the_kept_runs(shared: Path) -> None:
    tables = report.load(score.FILE)
    for one in score.SETS:
        dev = read(shared / "ner", one.corpus, "dev")
        made = runs("baseline", one.corpus, dev)
        if isinstance(made, str):
            assert "baseline" not in tables[one.corpus]["systems"]
            continue
        f1 = [total(compare(one.spans, spans) for one, spans in zip(dev, run.spans, strict=True)).f1 for run in made]
        assert tables[one.corpus]["systems"]["baseline"]["f1"][0] == pytest.approx(sum(f1) / len(f1), abs=1e-4)


@pytest.mark.corpus
def test_mistakes_are_printed_by_kind(shared: Path, capsys: pytest.CaptureFixture[str]) -> None:
    command = ["mistakes", "--shared", str(shared), "--system", "baseline", "--corpus", "scierc", "--most", "5"]
    assert main(command) == 0
    head, *lines = capsys.readouterr().out.splitlines()
    assert "scierc, baseline" in head
    counts = [int(line.split()[0]) for line in lines]
    assert len(counts) == 5
    assert counts == sorted(counts, reverse=True)
