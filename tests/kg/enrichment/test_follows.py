"""Tests of kg.enrichment.follows and the file that the list stands in."""

from __future__ import annotations

import doctest
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.enrichment import follow_file, follows
from kg.enrichment.follows import Entry, Follow, Unread, parse
from kg.errors import CallError

if TYPE_CHECKING:
    from pathlib import Path

LIST = """\
# each morning
daily   # the whole page

search "sparse attention"  # in quotes
search state space models
AUTHOR Ada
author "Ada \\"Countess\\" Lovelace"
author https://orcid.org/0000-0002-1825-0097
author 0000-0002-1825-009
search
daily 2025-06-01
search "no end
"""


def test_a_list_is_read_line_by_line_and_a_bad_line_costs_itself() -> None:
    read = list(parse(LIST))
    assert [(one.line, one.follow.kind, one.follow.what) for one in read if isinstance(one, Entry)] == [
        (2, "daily", ""),
        (4, "search", "sparse attention"),
        (5, "search", "state space models"),
        (7, "author", 'Ada "Countess" Lovelace'),
        (8, "author", "0000-0002-1825-0097"),
    ]
    bad = {one.line: str(one) for one in read if isinstance(one, Unread)}
    assert list(bad) == [6, 9, 10, 11, 12]
    assert bad[6] == "Line 6 is not read: 'AUTHOR Ada' is neither daily, search nor author."
    assert "no ORCID" in bad[9]
    assert "needs a text" in bad[10]
    assert "stands alone" in bad[11]


@given(st.sampled_from(["search", "author"]), st.text(max_size=60))
@settings(max_examples=60, deadline=None)
def test_what_is_written_is_read_again(kind: str, what: str) -> None:
    try:
        new = follows.follow(kind, what)
    except CallError:
        return
    text = follows.with_entry("# a comment\ndaily", new)
    assert [one.follow for one in parse(text) if isinstance(one, Entry)] == [Follow("daily"), new]


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_no_text_breaks_the_reader(text: str) -> None:
    lines = len(text.splitlines())
    assert all(1 <= one.line <= lines for one in parse(text))


def test_taking_a_line_out_leaves_every_other_as_it_is() -> None:
    rest, gone = follows.without_line(LIST, 4)
    assert gone.startswith("search")
    assert rest == LIST.replace(gone + "\n", "")
    assert follows.without_line(LIST, 12)[1] == 'search "no end'  # a bad line can go too
    with pytest.raises(CallError, match="no entry on line 1: entries stand on 2, 4"):
        follows.without_line(LIST, 1)


def test_the_list_is_a_file_that_is_written_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "folder" / "list.txt"
    monkeypatch.setenv(follow_file.VARIABLE, str(path))
    assert follow_file.place() == path
    assert follow_file.read(path) == ""
    follow_file.write(path, "daily\n")
    assert follow_file.read(path) == "daily\n"
    assert [one.name for one in path.parent.iterdir()] == ["list.txt"]
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(CallError, match="UTF-8"):
        follow_file.read(path)
    with pytest.raises(CallError, match="cannot be written"):
        follow_file.write(path / "below", "daily\n")


def test_the_examples_in_the_documentation_hold() -> None:
    assert doctest.testmod(follows).failed == 0
