from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import extract

MODULES = sorted(module.name for module in pkgutil.walk_packages(extract.__path__, "extract."))


@pytest.mark.parametrize("name", MODULES)
def test_examples_in_docstrings_hold(name: str) -> None:
    failed, _ = doctest.testmod(importlib.import_module(name))
    assert failed == 0


def test_there_are_examples() -> None:
    finder = doctest.DocTestFinder()
    found = [test for name in MODULES for test in finder.find(importlib.import_module(name)) if test.examples]
    assert len(found) >= 10
