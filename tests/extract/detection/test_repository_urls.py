from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from extract.detection.repository_urls import find

if TYPE_CHECKING:
    from tests.extract.conftest import Read


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Code at https://github.com/some-lab/a.tool.", "some-lab/a.tool"),
        (r"See \url{https://github.com/lab/tool}", "lab/tool"),
        (r"\href{https://github.com/lab/tool}{here}", "lab/tool"),
        ("(https://github.com/lab/tool).", "lab/tool"),
        ("https://github.com/lab/tool/tree/main/examples/one.", "lab/tool"),
        ("https://github.com/lab/tool.git", "lab/tool"),
        ("github.com/lab/tool, and more", "lab/tool"),
        ("https://gitlab.com/lab/tool", "lab/tool"),
        ("https://codeberg.org/lab/tool", "lab/tool"),
        ("https://bitbucket.org/lab/tool", "lab/tool"),
        ("https://huggingface.co/lab/model-7b", "lab/model-7b"),
        ("https://hf.co/datasets/lab/data", "lab/data"),
        (r"https://github.com/lab/a\_tool", "lab/a_tool"),
    ],
)
def test_a_repository_is_its_owner_and_its_name(text: str, name: str) -> None:
    assert [found for _, _, found in find(text)] == [name]


@pytest.mark.parametrize(
    "text",
    [
        "https://github.com/lab",
        "https://huggingface.co/papers/2401.00001",
        "https://lab.github.io/tool",
        "no link here",
    ],
)
def test_other_addresses_are_none(text: str) -> None:
    assert list(find(text)) == []


def test_the_mention_covers_the_address_and_no_punctuation(read: Read) -> None:
    text = "Our code is at https://github.com/lab/tool."
    (mention,) = read(text)
    assert text[mention.start : mention.end] == "https://github.com/lab/tool"
    assert (mention.label, mention.relation, mention.name) == ("Repo", "HAS_CODE", "lab/tool")
