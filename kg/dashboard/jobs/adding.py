"""Adding papers: what a reader may ask for, judged and handed to a job of the store."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any, Final

import streamlit as st

from kg.dashboard.layout.links import link
from kg.dashboard.session.answers import store_url
from kg.dashboard.session.rights import demand_writing, read_only
from kg.dashboard.words.wording import plain
from kg.errors import CallError
from kg.identity import ids
from kg.jobs import Jobs, Request, work

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.jobs import Job, Telling

MOST_NAMES: Final = 500
LARGEST_FILE: Final = 200
"""In megabytes."""

FIRST_DAY: Final = dt.date(2023, 5, 4)
"""Of Daily Papers."""

_PREFIX = re.compile(r"(?i)\b(doi|arxiv|pmid|pmcid|corpusid|acl|openreview|dblp|mag|s2):\s+")
_SEPARATORS = re.compile(r"[\s,;<>\"]+")


def jobs() -> Jobs:
    """Return the jobs of the store that the dashboard shows."""
    return Jobs(store_url())


def names(text: str) -> tuple[list[str], list[str]]:
    """Split what a reader pasted into identifiers, each once, and words that are none.

    Example:
        >>> names("https://arxiv.org/abs/2405.13729v1, 2405.13729 doi:10.1000/X hello")
        (['2405.13729', '10.1000/x'], ['hello'])
    """
    words = [word for word in _SEPARATORS.split(_PREFIX.sub(r"\1:", text)) if word]
    known = list(dict.fromkeys(ids.normalise(word) for word in words if ids.identify(word)))
    return known, list(dict.fromkeys(word for word in words if not ids.identify(word)))


def add_names(text: str) -> Job:
    """Ask the services for what a reader pasted.

    Raises:
        CallError: this dashboard is read-only, there is no identifier in the text, or there are too many.
    """
    demand_writing()
    known, _ = names(text)
    if not known:
        raise CallError("There is no identifier in this: give arXiv ids, DOIs or addresses of papers, one a line.")
    if len(known) > MOST_NAMES:
        raise CallError(f"These are {len(known):,} identifiers: give {MOST_NAMES} at most, or a file of them.")
    return _start("identifiers", work.add_names, {"names": known})


def add_file(name: str, content: bytes) -> Job:
    """Read an uploaded file into the graph.

    Raises:
        CallError: this dashboard is read-only, or the file is empty or too large.
    """
    demand_writing()
    if not content:
        raise CallError(f"{name} is empty.")
    if len(content) > LARGEST_FILE * 1024 * 1024:
        raise CallError(f"{name} is larger than {LARGEST_FILE} MB: build it with `kg build`.")
    path = jobs().upload(name, content)
    return _start("file", work.add_file, {"path": str(path), "remove": True})


def add_day(day: dt.date) -> Job:
    """Ask Hugging Face for the papers of a day.

    Raises:
        CallError: this dashboard is read-only, or there are no Daily Papers of that day.
    """
    demand_writing()
    if not FIRST_DAY <= day <= dt.datetime.now(dt.UTC).date():
        raise CallError(f"There are Daily Papers from {FIRST_DAY:%d %B %Y} to today: choose a day between.")
    return _start("day", work.add_day, {"day": day.isoformat()})


def cancel(job_id: str) -> None:
    """Ask a job to end.

    Raises:
        CallError: this dashboard is read-only.
    """
    demand_writing()
    jobs().cancel(job_id)


def offer(text: str) -> None:
    """Where a text is an identifier that the graph does not know, offer to add its paper."""
    if ids.identify(text) is None:
        return
    if read_only():
        st.html('<p class="kg-faint">It cannot be added here: this dashboard is read-only.</p>')
    else:
        shown = f'<span class="kg-faint">{plain(ids.normalise(text))}</span>'
        st.html(f'<p class="kg-small">{link("Add it to the graph", "import", ids=text)} {shown}</p>')


def _start(kind: str, do: Callable[[dict[str, Any], Telling], dict[str, Any]], arguments: dict[str, Any]) -> Job:
    return jobs().start(Request(kind, arguments), do)
