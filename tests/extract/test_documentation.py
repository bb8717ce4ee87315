"""What the pages say of the extractor is what it does."""

from __future__ import annotations

import doctest
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("page", ["docs/extraction.md", "CONTRIBUTING.md"])
def test_the_examples_of_a_page_hold(page: str) -> None:
    found = doctest.testfile(str(ROOT / page), module_relative=False, encoding="utf-8")
    assert found.failed == 0
    assert found.attempted >= 5


@pytest.mark.parametrize("page", ["docs/extraction.md", "docs/lab-notes.md", "docs/annotation.md", "CONTRIBUTING.md"])
def test_the_modules_that_a_page_names_are_there(page: str) -> None:
    words = (ROOT / page).read_text(encoding="utf-8").replace("`", " ").replace("(", " ").split()
    named = {word.strip(",.;:)") for word in words if word.startswith(("extract/", "training/", "tests/extract"))}
    assert {name for name in named if not (ROOT / name).exists()} == set()
