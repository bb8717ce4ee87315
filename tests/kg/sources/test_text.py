"""Tests of kg.sources.text."""

from __future__ import annotations

import io

import pytest

from kg.errors import SourceError
from kg.sources import text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_a_page_is_decoded_by_what_it_says_it_is(encoding: str) -> None:
    assert text.decode("• 2 authors · café".encode(encoding)) == "• 2 authors · café"


def test_a_page_of_an_old_editor_is_decoded() -> None:
    assert text.decode("• 2 authors · café “quoted”".encode("cp1252")) == "• 2 authors · café “quoted”"


def test_one_damaged_byte_does_not_change_the_rest_of_the_page() -> None:
    assert text.decode("• café · naïve".encode() + b"\xff") == "• café · naïve\ufffd"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_every_systems_line_ends_are_line_ends(end: str) -> None:
    assert text.lines(end.join(["a", "", "b"])) == ["a", "", "b"]


def test_every_kind_of_space_becomes_one_space() -> None:
    assert text.lines("\ta\u00a0\u2003 b\x0b c\u200b\u3000") == ["a b c"]


def test_a_line_end_inside_text_is_not_made_up() -> None:
    assert text.lines("a\u2028b\x85c\x0cd") == ["a b c d"]


@pytest.mark.parametrize("start", [b"", b" \n\n\t", b"\0\1\2", b"\x7fELF\x02\x01\x01\x00", bytes(range(1, 32)) * 8])
def test_what_is_empty_or_no_text_is_refused(start: bytes) -> None:
    with pytest.raises(SourceError, match=r"^page, line 1: the file is (empty|not text); expected "):
        text.check_text(start, "page")


def test_a_page_too_large_to_be_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "LARGEST_PAGE", 3)
    with pytest.raises(SourceError, match="too large"):
        text.read_page(io.BytesIO(b"four"), "page.txt")
