"""Tests of kg.measures.hits: the strongest eigenvector of what cites what, from where all are alike."""

from __future__ import annotations

import networkx as nx
import numpy as np
from hypothesis import assume, given

from kg.measures.hits import hits
from tests.kg.measures.drawing import KEYS, both, bounded, pairs


@given(pairs)
@bounded
def test_scores_are_those_of_the_strongest_group_of_papers(found: set[tuple[str, str]]) -> None:
    citations, graph = both(found)
    scores = hits(citations)
    if not found:
        assert not scores.hubs.any()
        assert not scores.authorities.any()
        return
    cites = nx.to_numpy_array(graph, nodelist=list(KEYS))
    values, vectors = np.linalg.eigh(cites.T @ cites)
    strongest = values > values.max() - 1e-9
    assume((values[~strongest] < 0.97 * values.max()).all())  # else eight papers take a thousand steps
    wanted = vectors[:, strongest] @ (vectors[:, strongest].T @ np.ones(len(KEYS)))
    assert np.allclose(scores.authorities, wanted / wanted.sum(), atol=1e-8)
    hubs = cites @ wanted
    assert np.allclose(scores.hubs, hubs / hubs.sum(), atol=1e-8)


def test_what_nobody_cites_is_no_authority() -> None:
    citations, _ = both({("b", "a"), ("c", "a"), ("d", "b")})
    scores = hits(citations)
    assert dict(zip(KEYS, scores.authorities.tolist(), strict=True))["d"] == 0
    assert scores.authorities[0] == scores.authorities.max()
