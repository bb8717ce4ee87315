"""The import page: papers by identifier, from a file or of a day, and what became of them."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import streamlit as st

from kg.dashboard.jobs import adding, job_view
from kg.dashboard.layout.failures import telling, told
from kg.dashboard.layout.pieces import empty, head, listed, section
from kg.dashboard.session.rights import SENTENCE, read_only
from kg.dashboard.words.wording import plain
from kg.jobs import ENDED

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.jobs import Job

EVERY = 1.0
"""Seconds between two looks at a job that runs."""


@telling
def show() -> None:
    """Draw the page."""
    head("Import")
    if read_only():
        empty(SENTENCE)
        return
    running = adding.jobs().running()
    if running is None:
        _forms()
    else:
        _live(running.job_id)
    _ended()


@st.fragment(run_every=EVERY)
@telling
def _live(job_id: str) -> None:
    """Draw a job that runs; when it has ended the whole page is drawn again."""
    job = adding.jobs().get(job_id)
    if job is None or job.outcome in ENDED:
        st.cache_data.clear()  # answers from before the job
        st.rerun()
    section(job_view.title(job), "runs, whatever page you look at")
    job_view.progress(job)
    st.button("Cancel", icon=":material/cancel:", on_click=_cancel, args=(job_id,))


def _cancel(job_id: str) -> None:
    with told():
        adding.cancel(job_id)


def _forms() -> None:
    names, file, day = st.tabs(["Identifiers", "File", "Day of Hugging Face"])
    with names, st.form("names", border=False):
        text = st.text_area(
            "Identifiers or addresses, one a line",
            st.query_params.get("ids", ""),
            placeholder="2405.13729\nhttps://doi.org/10.1145/3292500.3330701\nhttps://aclanthology.org/P19-1001",
            max_chars=100_000,
            key="names_text",
            height=140,
        )
        if st.form_submit_button("Add these papers", type="primary"):
            _no_identifiers(text)
            _begin(lambda: adding.add_names(text))
    with file, st.form("file", border=False):
        uploaded = st.file_uploader(
            f"A file of papers, {adding.LARGEST_FILE} MB at most: whatever `kg build` reads",
            max_upload_size=adding.LARGEST_FILE,
            key="upload",
        )
        if st.form_submit_button("Add its papers", type="primary"):
            if uploaded is None:
                st.warning("Choose a file first.")
            else:
                _begin(lambda: adding.add_file(uploaded.name, uploaded.getvalue()))
    with day, st.form("day", border=False):
        today = dt.datetime.now(dt.UTC).date()
        chosen = st.date_input("The day", today, min_value=adding.FIRST_DAY, max_value=today, key="day_chosen")
        if st.form_submit_button("Add the papers of that day", type="primary"):
            _begin(lambda: adding.add_day(chosen))


def _no_identifiers(text: str) -> None:
    _, strange = adding.names(text)
    if strange:
        st.warning(f"No identifier, and left out: {plain(', '.join(strange[:10]))}")


def _begin(start: Callable[[], Job]) -> None:
    with told():
        start()
        st.rerun()


def _ended() -> None:
    ended = [job for job in adding.jobs().all() if job.outcome in ENDED]
    if not ended:
        return
    last, *earlier = ended
    section(f"The last one: {job_view.title(last)}", _when(last))
    job_view.end(last)
    if earlier:
        with st.expander("Before that"):
            listed(map(_line, earlier))


def _line(job: Job) -> str:
    totals = (job.report or {}).get("totals", {})
    said = f"{totals.get('added', 0):,} added" if job.outcome == "done" else job.error or job.outcome
    return (
        f'<li><div class="kg-small">{plain(job_view.title(job))}</div>'
        f'<div class="kg-faint">{plain(_when(job))} · {plain(said)}</div></li>'
    )


def _when(job: Job) -> str:
    return f"{job.ended_at or job.asked_at:%d %B %Y, %H:%M} UTC"
