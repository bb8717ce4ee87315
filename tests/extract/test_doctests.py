from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import extract

MODULES = sorted(module.name for module in pkgutil.iter_modules(extract.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(f"extract.{name}"))
    assert failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder()
    found = [
        test for name in MODULES for test in finder.find(importlib.import_module(f"extract.{name}")) if test.examples
    ]
    assert len(found) >= 10
