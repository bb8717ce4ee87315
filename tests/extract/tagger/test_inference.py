from __future__ import annotations

import multiprocessing
import pickle
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest

from extract.tagger.decoding import logarithms
from extract.tagger.inference import FILES, LONGEST, Tagger
from kg.errors import CallError

if TYPE_CHECKING:
    from extract.tagger.inference import Size

TEXT = "We evaluate machine translation on WMT14 and report BLEU."


@pytest.fixture(scope="module", params=["default", "large"])
def tagger(request: pytest.FixtureRequest) -> Tagger:
    size: Size = request.param
    return Tagger.load(size)


def test_tasks_datasets_and_metrics_are_marked(tagger: Tagger) -> None:
    (spans,) = tagger.spans([TEXT], "tdmsci")
    assert {(TEXT[span.start : span.end], span.label) for span in spans} == {
        ("machine translation", "Task"),
        ("WMT14", "Dataset"),
        ("BLEU", "Metric"),
    }
    assert all(0.3 < span.score <= 1 for span in spans)


def test_a_text_says_the_same_alone_and_among_others(tagger: Tagger) -> None:
    others = ["", "word " * 700, "It improves over BERT on SQuAD."]
    together = tagger.spans([TEXT, *others], "scirex")
    assert [tagger.spans([text], "scirex")[0] for text in (TEXT, *others)] == together


def test_every_processor_says_the_same() -> None:
    # "WMT14" with exact sums; those that saturate are off by up to 0.06.
    row = next(Tagger.load().tag([TEXT])).scores["scierc"][5]
    assert row == pytest.approx(
        [1.698, 0.584, -2.312, 0.603, -2.997, 0.801, -2.596, 5.094, -0.324, 0.874, -2.305, -1.652, -3.367], abs=0.01
    )


def test_what_stands_far_behind_is_still_marked(tagger: Tagger) -> None:
    text = "This is only filler. " * 300 + TEXT
    (spans,) = tagger.spans([text], "tdmsci")
    assert ("WMT14", "Dataset") in {(text[span.start : span.end], span.label) for span in spans}


def test_more_than_an_abstract_is_not_read_to_its_end(tagger: Tagger) -> None:
    text = "filler " * LONGEST + TEXT
    (spans,) = tagger.spans([text], "tdmsci")
    assert all(span.end < len(text) - len(TEXT) for span in spans)


def test_a_pickled_tagger_says_the_same(tagger: Tagger) -> None:
    assert pickle.loads(pickle.dumps(tagger)).spans([TEXT], "papers") == tagger.spans([TEXT], "papers")


def test_a_forked_process_says_the_same(tagger: Tagger) -> None:
    with multiprocessing.get_context("fork").Pool(1) as pool:
        assert pool.apply(tagger.spans, ([TEXT], "tdmsci")) == tagger.spans([TEXT], "tdmsci")


def test_a_head_or_size_that_is_none_is_said(tagger: Tagger) -> None:
    with pytest.raises(CallError, match="Ask for one of the heads tdmsci"):
        tagger.spans([TEXT], "ontonotes")
    with pytest.raises(CallError, match="Ask for one of default, large"):
        Tagger.load("huge")  # type: ignore[arg-type]


def test_the_large_one_takes_the_mean_of_what_both_networks_say() -> None:
    large = Tagger.load("large")
    folder = Path(str(resources.files("extract"))) / "weights"
    (together,) = large.tag([TEXT])
    both = [next(Tagger(folder / name).tag([TEXT])) for name in FILES["large"]]
    for head, scores in together.scores.items():
        mean = np.mean([np.exp(logarithms(one.scores[head])) for one in both], axis=0)
        assert np.allclose(np.exp(scores), mean, atol=1e-5)


def test_weights_take_no_more_than_30_mb() -> None:
    files = [path for path in resources.files("extract").joinpath("weights").iterdir() if path.is_file()]
    assert sum(len(path.read_bytes()) for path in files) <= 30_000_000


def test_the_shortest_texts_are_read(tagger: Tagger) -> None:
    texts = ["", " ", "a", "BERT", "a b", "a b c"]
    assert all(len(spans) <= 1 for spans in tagger.spans(texts, "papers"))
