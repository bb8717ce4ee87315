"""Notes: what the reader writes on a paper, in Markdown, and the safe HTML of it.

markdown-it-py reads CommonMark, tables and struck-out words. HTML in a note stays text, pictures become links that
load nothing, and a link that leads to neither a web page nor a mail address stays text.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml

from kg.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from kg.library.shelf import Shelf

LONGEST: Final = 20_000
"""Characters of a note."""

_SCHEMES: Final = frozenset({"http", "https", "mailto"})


def note(shelf: Shelf, node_id: str) -> str:
    """Return the note on a node; empty where there is none."""
    value = shelf.get("note", node_id)
    return value if isinstance(value, str) else ""


def all_notes(shelf: Shelf) -> dict[str, str]:
    """Return node_id to note, what was written last first."""
    return {node_id: value for node_id, value in shelf.all("note").items() if isinstance(value, str)}


def write(shelf: Shelf, node_id: str, text: str) -> None:
    """Keep a note in the place of the one that was there; an empty one takes it away.

    Raises:
        CallError: it is too long.
    """
    kept = text.replace("\x00", "").strip()
    if len(kept) > LONGEST:
        raise CallError(f"A note holds {LONGEST:,} characters at most, and this has {len(kept):,}: shorten it.")
    if kept:
        shelf.put("note", node_id, kept)
    else:
        shelf.remove("note", node_id)


def as_html(text: str) -> str:
    r"""Return a note as HTML that nothing in it can harm.

    Example:
        >>> as_html("**Good**, see [here](https://example.org) and [there](javascript:alert(1)).")
        '<p><strong>Good</strong>, see <a href="https://example.org" target="_blank" rel="noopener noreferrer nofollow">here</a> and [there](javascript:alert(1)).</p>\n'
        >>> as_html("<script>alert(1)</script>")
        '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n'
    """  # noqa: E501 - an example is one line
    return str(_reader().render(text))


class _Reader(MarkdownIt):
    """Reads links to the web and to mail addresses as links, and no others."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - its name
        try:
            return urlsplit(url.strip()).scheme.lower() in _SCHEMES
        except ValueError:
            return False


@cache
def _reader() -> MarkdownIt:
    reader = _Reader("commonmark", {"html": False, "linkify": False, "maxNesting": 20})
    reader.enable(["table", "strikethrough"])
    reader.add_render_rule("link_open", _link)
    reader.add_render_rule("image", _picture)
    for heading in ("heading_open", "heading_close"):
        reader.add_render_rule(heading, _heading)
    return reader


def _link(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    del renderer, options, env
    return _opened(str(tokens[index].attrs.get("href", "")))


def _picture(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    del renderer, options, env
    token = tokens[index]
    return f"{_opened(str(token.attrs.get('src', '')))}{escapeHtml(token.content or 'picture')}</a>"


def _heading(renderer: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    """Draw every heading alike: the headings of the page are others."""
    del renderer, options, env
    return "<p><strong>" if tokens[index].type == "heading_open" else "</strong></p>\n"


def _opened(url: str) -> str:
    return f'<a href="{escapeHtml(url)}" target="_blank" rel="noopener noreferrer nofollow">'
