"""Judgement: what a fitted network gives for a row of features."""

from __future__ import annotations

import numpy as np
import pytest

from extract.decision.classifier import FARTHEST, Weights, learned


@pytest.fixture
def network() -> Weights:
    """Two features, of which the first speaks for the second class."""
    return Weights(
        mean=np.array([1.0, 0.0]),
        scale=np.array([2.0, 1.0]),
        hidden=np.array([[1.0, 0.0]]),
        hidden_bias=np.array([0.0]),
        weights=np.array([[0.0], [1.0]]),
        bias=np.array([0.5, 0.0]),
    )


def test_units_are_rectified_and_scores_are_probabilities(network: Weights) -> None:
    found = network.probabilities(np.array([[1.0, 9.0], [-7.0, 0.0], [5.0, 0.0]]))
    assert np.allclose(found.sum(axis=1), 1.0)
    assert np.allclose(found[:, 1], 1 / (1 + np.exp([0.5, 0.5, 0.5 - 2.0])))


def test_a_feature_counts_no_farther_than_fitting_saw_it(network: Weights) -> None:
    near, far = network.probabilities(np.array([[1 + 2 * FARTHEST, 0.0], [1e9, 0.0]]))
    assert np.array_equal(near, far)


@pytest.mark.parametrize("size", ["default", "large"])
def test_what_comes_with_the_package_fits_together(size: str) -> None:
    known = learned(size)
    classes = {"kept": 2, "type": 3, "introduces": 2, "reported": 2}
    assert {name: len(one.bias) for name, one in known["networks"].items()} == classes
    for one in known["networks"].values():
        assert one.hidden.shape == (len(one.hidden_bias), len(one.mean))
        assert one.weights.shape == (len(one.bias), len(one.hidden_bias))
    assert set(known["thresholds"]) == {"Method", "Model", "Benchmark", "ruled"}
