from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.tagger.calibration import Calibration, calibration, log_odds
from extract.tagger.inference import Tagger
from training.corpora.passages import LABELS
from training.tagger.calibration import fit

if TYPE_CHECKING:
    from pathlib import Path

SCORES = st.floats(0.0, 1.0)


@given(SCORES, SCORES, st.floats(0.1, 3.0), st.floats(-4.0, 4.0))
def test_calibration_keeps_scores_in_order_and_within_0_and_1(a: float, b: float, slope: float, shift: float) -> None:
    how = Calibration(slope=slope, intercept=shift)
    low, high = how.probability(min(a, b)), how.probability(max(a, b))
    assert 0.0 < low <= high < 1.0


@given(st.floats(0.001, 0.999))
def test_a_head_that_was_not_calibrated_keeps_its_scores(score: float) -> None:
    assert calibration("default", "no such head").probability(score) == pytest.approx(score)


def test_odds_of_certainty_are_finite() -> None:
    assert log_odds(1.0) == pytest.approx(-log_odds(0.0))
    assert log_odds(1.0) < 100


@pytest.mark.parametrize("size", ["default", "large"])
@pytest.mark.parametrize("head", LABELS)
def test_every_corpus_head_that_comes_with_the_package_is_calibrated(size: str, head: str) -> None:
    assert calibration(size, head) != Calibration()


def test_marking_more_loses_no_word_that_was_marked() -> None:
    (said,) = Tagger.load().tag(["We train a parser on the Penn Treebank and report F1 and exact match on SQuAD."])
    usual = {place for span in said.decoded("heddes", Calibration()) for place in range(span.start, span.end)}
    more = {place for span in said.decoded("heddes", Calibration(3.0)) for place in range(span.start, span.end)}
    assert usual
    assert usual <= more


def test_a_span_below_the_least_score_is_left_out() -> None:
    (said,) = Tagger.load().tag(["We train a parser on the Penn Treebank and report F1 and exact match on SQuAD."])
    spans = said.decoded("tdmsci", Calibration(1.0))
    least = sorted(span.score for span in spans)[1]
    assert said.decoded("tdmsci", Calibration(1.0, least)) == [span for span in spans if span.score >= least]


def test_what_comes_with_the_package_is_what_fitting_gives(shared: Path) -> None:
    fitted, errors = fit("default", shared / "ner")
    for head, one in fitted.items():
        assert calibration("default", head) == pytest.approx(one, abs=1e-3)
        # TDMSci's 330 spans in ten bins show 0.047 if each probability is right, and 0.072 in one draw of twenty.
        assert errors[head] < (0.08 if head == "tdmsci" else 0.05)
