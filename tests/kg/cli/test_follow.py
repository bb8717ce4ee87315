"""Tests of kg.cli.follow: the list of what is followed, written and read."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    Call = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the list of a test stands."""
    monkeypatch.setenv("KG_FOLLOWS", str(tmp_path / "follows.txt"))
    return tmp_path / "follows.txt"


def test_the_list_grows_and_shrinks_line_by_line(kg: Call, path: Path) -> None:
    assert kg("follow").returncode == 0
    assert not path.exists()
    assert kg("follow", "daily").returncode == 0
    assert kg("follow", "search", "sparse attention").returncode == 0
    done = kg("follow", "author", "Ada", "Lovelace")
    assert f'Followed in {path}: author "Ada Lovelace".' in done.stderr
    listed = json.loads(kg("follow", "--json").stdout)
    assert [(one["kind"], one["what"]) for one in listed] == [
        ("daily", ""),
        ("search", "sparse attention"),
        ("author", "Ada Lovelace"),
    ]
    text = path.read_text(encoding="utf-8")
    assert text.startswith("# ")
    assert "Followed already" in kg("follow", "author", "Ada Lovelace").stderr
    assert path.read_text(encoding="utf-8") == text

    assert kg("follow", "--remove", listed[1]["line"]).returncode == 0
    assert path.read_text(encoding="utf-8") == text.replace('search "sparse attention"\n', "")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["weekly"], "neither daily, search nor author"),
        (["search"], "needs a text"),
        (["author", "0000-0002-1825"], "no ORCID"),
        (["author", "Anonymous"], "names nobody"),
        (["--remove", "1"], "no entry on line 1"),
        (["daily", "--remove", "1"], "alone"),
    ],
)
def test_a_wrong_call_writes_nothing(kg: Call, path: Path, arguments: list[str], says: str) -> None:
    done = kg("follow", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert not path.exists()


def test_a_bad_line_is_named_by_its_number_and_stays(kg: Call, path: Path) -> None:
    path.write_text("daily\nserach attention\n", encoding="utf-8")
    done = kg("follow")
    assert done.returncode == 0
    assert "Line 2 is not read: 'serach attention' is neither daily, search nor author." in done.stderr
    assert kg("follow", "search", "attention").returncode == 0
    assert path.read_text(encoding="utf-8") == 'daily\nserach attention\nsearch "attention"\n'
