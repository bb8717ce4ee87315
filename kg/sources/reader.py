"""This file is about reading a source without being told what it is."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from kg.sources import daily_page, jsonl, text
from kg.sources.reject import log_reject

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.model import Paper
    from kg.sources.reject import OnReject, Reject

_OBJECT = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{")


def read(
    path: Path, *, year: int | None = None, on_reject: OnReject | None = None, untitled: bool = False
) -> Iterator[Paper]:
    """Read the papers of a file: a saved Daily Papers page (text or HTML) or JSON lines; its content says which.

    Any of them may be packed with gzip.

    Args:
        path: the file.
        year: the year of a saved page, for dates that give none.
        on_reject: told of each record that cannot be read; without it, a warning is logged.
        untitled: whether lines with a text and no title will do.

    Raises:
        SourceError: the file cannot be read at all.
    """
    report = on_reject or log_reject
    source = str(path)
    with text.opened(path) as file:
        start = text.head(file)
        text.check_text(start, source)
        if _OBJECT.match(start):
            yield from jsonl.parse(file, source, on_reject=report, untitled=untitled)
        else:
            page = text.read_page(file, source)
            yield from daily_page.parse(page, source, year=year, on_reject=report, today=_last_changed(path))


def check(path: Path) -> None:
    """Read the first paper of a file, to know that there is one; a pipe, which is read once only, is let through.

    Raises:
        SourceError: the file cannot be read at all.
    """
    if path.is_file() or path.is_dir() or not path.exists():
        next(read(path, on_reject=_ignore), None)


def _ignore(reject: Reject) -> None:
    """Leave a reject to whoever reads the file next."""
    del reject


def _last_changed(path: Path) -> dt.date:
    """Give the day on which a file was last changed; today for a pipe, or where a clock went wrong."""
    today = dt.datetime.now().astimezone().date()
    if not path.is_file():
        return today
    changed = dt.datetime.fromtimestamp(path.stat().st_mtime).astimezone().date()
    return min(changed, today) if changed.year >= 2000 else today  # noqa: PLR2004 - archives stamp files 1970 or 1980
