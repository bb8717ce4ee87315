"""The examples in the docstrings of measures: each measure has one, and it holds."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import kg.measures

MODULES = sorted(module.name for module in pkgutil.iter_modules(kg.measures.__path__))
BY_HAND = {
    "betweenness", "citation_count", "co_citation", "communities", "core", "coupling", "hits", "main_path", "matrix",
    "pagerank", "paths", "typical",
}  # fmt: skip


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str) -> None:
    module = importlib.import_module(f"kg.measures.{name}")
    failed, tried = doctest.testmod(module)
    assert failed == 0
    assert tried or name not in BY_HAND
    if name in BY_HAND - {"matrix"}:
        assert "Source: " in (module.__doc__ or "")
