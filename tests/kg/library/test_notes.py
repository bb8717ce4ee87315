"""Tests of kg.library.notes: Markdown is read, and nothing in a note becomes more than text and links."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kg.errors import CallError
from kg.library import Shelf, notes

if TYPE_CHECKING:
    from pathlib import Path

HARMLESS = {
    "p", "strong", "em", "s", "a", "code", "pre", "blockquote", "ul", "ol", "li", "hr", "br", "table", "thead", "tbody",
    "tr", "th", "td",
}  # fmt: skip
TAG = re.compile(r"<(/?)([a-z0-9]+)((?:\s+[a-z-]+=\"[^\"<>]*\"|\s*/)*)>")


def harmless(html: str) -> None:
    """All that looks like mark-up is one of a few elements, with no attribute but those of a link, a list, a cell."""
    for _, tag, attributes in TAG.findall(html):
        assert tag in HARMLESS
        for name, value in re.findall(r"([a-z-]+)=\"([^\"]*)\"", attributes):
            assert name in {"href", "target", "rel", "start", "style", "class"}
            if name == "href":
                assert re.match(r"(?i)https?:|mailto:", value)
            if name == "style":
                assert re.fullmatch(r"text-align:(left|right|center)", value)
    assert "<" not in TAG.sub("", html)


def test_a_note_is_kept_and_an_empty_one_taken_away(tmp_path: Path) -> None:
    shelf = Shelf("bolt://127.0.0.1:7687", folder=tmp_path)
    notes.write(shelf, "a", "  first\x00 ")
    assert notes.note(shelf, "a") == "first"
    notes.write(shelf, "a", "\n")
    assert notes.all_notes(shelf) == {}
    with pytest.raises(CallError, match="20,000 characters"):
        notes.write(shelf, "a", "x" * 20_001)


def test_markdown_is_read() -> None:
    html = notes.as_html("# A\n\n- *b*\n- `c`\n\n| d | e |\n|---|--:|\n| ~~f~~ | [g](https://example.org/?a=1&b=2) |")
    for piece in ("<strong>A</strong>", "<em>b</em>", "<code>c</code>", "<s>f</s>", "a=1&amp;b=2", "<table>"):
        assert piece in html
    harmless(html)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[a](javascript:alert(1))",
        "[a](JaVaScRiPt:alert(1))",
        "[a](java\tscript:alert(1))",
        "[a](&#106;avascript:alert(1))",
        "[a](data:text/html,<script>alert(1)</script>)",
        "[a](//example.org)",
        "<javascript:alert(1)>",
        "![a](https://example.org/a.png)",
        "![a](javascript:alert(1))",
        "[a]: javascript:alert(1)\n\n[a]",
        "```<img src=x onerror=alert(1)>\n```",
        '``` x" onclick=alert(1)\n```',
        '[a](https://example.org "x" onclick=alert(1))',
        '[a](https://example.org/"onclick=alert(1))',
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "[" * 3000 + "a" + "]" * 3000,
        "> " * 500 + "a",
    ],
)  # fmt: skip
def test_a_hostile_note_is_text(text: str) -> None:
    html = notes.as_html(text)
    harmless(html)
    assert "<img" not in html


@given(some.text(alphabet="[]()<>!`*_#&;:/\\\"'=| \n\tabjavscript:htp1.", max_size=200))
def test_whatever_is_written_is_harmless(text: str) -> None:
    harmless(notes.as_html(text))


def test_a_picture_is_a_link_that_loads_nothing() -> None:
    html = notes.as_html("![figure](https://example.org/a.png)")
    assert 'href="https://example.org/a.png"' in html
    assert ">figure</a>" in html
