"""The examples in the docstrings of the measures of entities: each is worked out by hand."""

from __future__ import annotations

import doctest
import importlib

import pytest

MODULES = (
    "adoption", "cooccurrence", "field_map", "gaps", "introduction", "layout", "likeness", "occurrences", "shares",
    "significance", "trends",
)  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_examples_hold(name: str) -> None:
    results = doctest.testmod(importlib.import_module(f"kg.measures.{name}"))
    assert results.attempted
    assert not results.failed
