"""The white space in titles, abstracts and names: of any kind, in any number, it is one blank."""

from __future__ import annotations


def unfolded(text: str) -> str:
    r"""Give a text in one line: newlines, tabs and runs of blanks are one blank, and none is at the ends.

    >>> unfolded("  A title,\n   folded ")
    'A title, folded'
    """
    return " ".join(text.split())
