"""Tests of kg.sources.parsers.github."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kg.model import Repository
from kg.sources.parsers import github
from tests.kg.sources.recordings import Omissions, recorded

if TYPE_CHECKING:
    from pathlib import Path

FACTS = {
    "full_name": "ada/widgets",
    "html_url": "https://github.com/ada/widgets",
    "description": "Widgets\n for all",
    "stargazers_count": 12,
    "archived": False,
    "pushed_at": "2024-05-22T15:13:41Z",
    "license": {"key": "mit", "name": "MIT License", "spdx_id": "MIT"},
}


def test_every_field_of_a_repository_is_read() -> None:
    told = Omissions()
    assert github.repository(FACTS, told) == Repository(
        "https://github.com/ada/widgets",
        official=None,
        stars=12,
        license="MIT",
        archived=False,
        pushed_at="2024-05-22T15:13:41Z",
        description="Widgets for all",
    )
    assert not told


def test_a_licence_without_an_identifier_is_told_of() -> None:
    told = Omissions()
    assert github.repository({**FACTS, "license": {"name": "Other", "spdx_id": "NOASSERTION"}}, told).license is None
    assert told == [("license.spdx_id", 'GitHub has no identifier for "Other"')]


@pytest.mark.parametrize(
    ("field", "value"),
    [("stargazers_count", "many"), ("archived", "no"), ("pushed_at", "soon"), ("license", 5), ("description", [])],
)
def test_a_field_that_cannot_be_read_costs_itself_and_is_told_of(field: str, value: object) -> None:
    told = Omissions()
    assert github.repository({**FACTS, field: value}, told).url == "https://github.com/ada/widgets"
    assert told.fields == [field]


def test_a_record_that_names_no_repository_is_refused() -> None:
    with pytest.raises(ValueError, match="names no repository"):
        github.repository({"stargazers_count": 5})


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("https://github.com/ada/widgets", "ada/widgets"),
        ("http://www.github.com/ada/widgets/", "ada/widgets"),
        ("github.com/ada/widgets", "ada/widgets"),
        ("https://github.com/ada/widgets.git", "ada/widgets"),
        ("git@github.com:ada/widgets.git", "ada/widgets"),
        ("https://github.com/ada/widgets/tree/main/src?x=1#readme", "ada/widgets"),
        ("ada/widgets.js", "ada/widgets.js"),
        ("https://github.com/ada/widgets.", "ada/widgets"),
        ("https://github.com/ada", None),
        ("https://github.com/topics/widgets", None),
        ("https://gitlab.com/ada/widgets", None),
        ("ada/widgets/src", None),
        ("see the paper", None),
        ("", None),
        ("https://github.com.evil.org/ada/widgets", None),
        ("https://evil.org/github.com/ada/widgets", None),
    ],
)
def test_which_repository_is_meant(text: str, name: str | None) -> None:
    assert github.name(text) == name


@pytest.mark.parametrize("body", [b"", b"null", b'{"message": "Not Found"}', b"{}"])
def test_what_is_no_answer_says_why(body: bytes) -> None:
    with pytest.raises(ValueError, match="it"):
        github.answer(body)


def test_every_recorded_repository_is_read(shared: Path) -> None:
    found = []
    for recording in recorded(shared, "github"):
        parts = recording.path.strip("/").split("/")
        if recording.method != "GET" or (parts[0], len(parts)) not in {("repos", 3), ("repositories", 2)}:
            continue
        if recording.status != 200:
            with pytest.raises(ValueError, match="says Moved Permanently"):
                github.answer(recording.body)
            continue
        told = Omissions()
        found.append(github.repository(github.answer(recording.body), told))
        assert not told
    assert found[0] == Repository(
        "https://github.com/octokit-fixture-org/hello-world",
        stars=0,
        archived=False,
        pushed_at="2017-11-03T20:11:46Z",
    )
    assert found[1].url.endswith("-newname")
    assert len(found) == 2
