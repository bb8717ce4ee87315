"""The curation page: what may be wrong, one question at a time, and what people said of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

import streamlit as st

from kg.corrections import active
from kg.dashboard.curation import correcting, correction_form, ledger_view, review_item
from kg.dashboard.jobs import job_view
from kg.dashboard.layout.failures import telling, told
from kg.dashboard.layout.paging import paged
from kg.dashboard.layout.pieces import empty, head
from kg.dashboard.session.answers import answer, store_url
from kg.dashboard.session.rights import read_only
from kg.dashboard.words.wording import count, in_markdown, plain
from kg.jobs import ENDED, Jobs
from kg.queries import doubts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.corrections import Entry
    from kg.queries.doubts import Doubt, Why

T = TypeVar("T", bound=str)
EVERY = 1.0
ON_A_PAGE = 10
PARTS = ("review", "ledger")
QUESTIONS: dict[Why, str] = {
    "duplicates": "Are these two names of one thing?",
    "types": "Papers disagree about its type: which is it?",
    "introduced": "Several papers say that they introduce it: which of them do?",
    "unsure": "Many papers have it, and the extractor is not sure: is it the name of anything?",
}
NOTHING = "Nothing of this kind is in doubt: choose another question, or correct a thing from its own page."
READ_ONLY = "This dashboard is read-only: corrections are shown, and none can be made here."


@telling
def show() -> None:
    """Draw the page."""
    read = correcting.read()
    head("Curate", below=f'<span class="kg-small">{plain(ledger_view.accurate(read.entries))}</span>')
    if read_only():
        empty(READ_ONLY)
    elif sentence := correcting.noted():
        st.toast(plain(sentence))
    for sentence in read.troubles[:5]:
        st.html(f'<div class="kg-faint">{plain(sentence)}</div>')
    _applied()
    if about := st.query_params.get("about", ""):
        correction_form.forms(about)
        return
    part = _chosen("What to look at", "part", PARTS)
    if part == "ledger":
        ledger_view.draw(read.entries)
    else:
        _review(read.entries)


def _chosen(label: str, key: str, words: tuple[T, ...]) -> T:
    """Let the reader choose a word, which the URL keeps; another word there is told."""
    asked = st.query_params.get(key)
    if asked is not None and asked not in words:
        st.warning(in_markdown(f"The address asks for {key}={asked}, and there is {', '.join(words)}."))
        del st.query_params[key]
    chosen = st.segmented_control(
        label, words, default=words[0], key=key, bind="query-params", label_visibility="collapsed", required=True
    )
    return chosen or words[0]


def _applied() -> None:
    """Say whether the graph is what the ledger says."""
    job = correcting.running()
    if job is not None:
        _live(job.job_id)
    elif waiting := correcting.behind():
        st.html(f'<span class="kg-faint">{count(waiting, "correction")} not in the graph yet.</span>')
        if not read_only():
            st.button("Apply now", on_click=_apply, key="apply", icon=":material/play_arrow:")
    else:
        _failed()


def _failed() -> None:
    last = next((job for job in Jobs(store_url()).all() if job.request.kind == correcting.KIND), None)
    if last is not None and last.outcome == "failed":
        job_view.end(last)


@st.fragment(run_every=EVERY)
@telling
def _live(job_id: str) -> None:
    """Draw the job that applies; when it has ended the whole page is drawn again."""
    job = Jobs(store_url()).get(job_id)
    if job is None or job.outcome in ENDED:
        st.cache_data.clear()  # answers from before the job
        st.rerun()
    job_view.progress(job)


def _apply() -> None:
    with told():
        correcting.apply()


def _review(entries: Sequence[Entry]) -> None:
    why = _chosen("The question", "why", tuple(QUESTIONS))
    st.html(f'<p class="kg-small">{plain(QUESTIONS[why])}</p>')
    decided = _decided(entries)
    left = [one for one in _doubts(store_url(), why) if not _is_decided(one, decided)]
    if not left:
        empty(NOTHING)
        return
    paged(
        len(left),
        lambda first, size: _page(left[first : first + size]),
        key="page",
        noun=("question", "questions"),
        ordered="what touches most papers first",
        on_a_page=ON_A_PAGE,
    )


@st.cache_data(ttl=600, max_entries=20, show_spinner="Looking for what may be wrong...")
def _doubts(url: str, why: Why) -> tuple[Doubt, ...]:
    del url  # it tells one store from another
    return answer(doubts.doubts, why)


def _page(some: Sequence[Doubt]) -> None:
    asked = tuple(one.entity_id for doubt in some for one in doubt.entities)
    kind = "INTRODUCES" if some[0].why == "introduced" else None
    said = answer(doubts.sentences, asked, kind=kind, each=2 if kind is None else 6)
    for doubt in some:
        review_item.draw(doubt, said)


def _decided(entries: Sequence[Entry]) -> dict[str, set[str]]:
    """Give the entities that somebody looked at, each with those that it was compared with; itself where with none."""
    found: dict[str, set[str]] = {}
    for entry in active(entries):
        if entry.entity is None:
            continue
        here = entry.entity.entity_id
        other = entry.into or entry.other
        found.setdefault(here, set()).add(here if other is None else other.entity_id)
        if entry.kind == "merge":
            found[here].add(here)
    return found


def _is_decided(doubt: Doubt, decided: dict[str, set[str]]) -> bool:
    if len(doubt.entities) == 1:
        (only,) = doubt.entities
        return only.entity_id in decided.get(only.entity_id, ())
    one, other = (entity.entity_id for entity in doubt.entities)
    merged = any(each in decided.get(each, ()) and decided[each] - {each} for each in (one, other))
    return merged or other in decided.get(one, ()) or one in decided.get(other, ())
