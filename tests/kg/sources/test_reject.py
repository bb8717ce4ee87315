"""Tests of kg.sources.reject."""

from __future__ import annotations

import pickle

from kg.sources import Reject


def test_a_reject_says_where_and_why() -> None:
    assert str(Reject("page.txt", 7, "the title is empty", "...")) == "page.txt, line 7: the title is empty"


def test_a_reject_pickles() -> None:
    reject = Reject("page.txt", 7, "the title is empty", "...")
    assert pickle.loads(pickle.dumps(reject)) == reject
