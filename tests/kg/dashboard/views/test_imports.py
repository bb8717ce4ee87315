"""The import page: jobs that go on without it, reports, and read-only dashboards."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.dashboard.jobs import adding
from kg.dashboard.session import rights
from kg.errors import CallError
from kg.jobs import ENDED, Request
from tests.kg.jobs import work

if TYPE_CHECKING:
    from collections.abc import Callable

    from streamlit.testing.v1 import AppTest

    from kg.jobs import Job
    from kg.store import Store

    Read = Callable[..., AppTest]
    Words = Callable[[AppTest], str]

ROOT = Path(__file__).parents[4]
LINES = (
    json.dumps({"paper_id": "2401.00001", "title": "One of Two", "abstract": "We use BERT.", "references": ["W7"]})
    + "\n"
    + json.dumps({"title": " "})
    + "\n"
).encode()


@pytest.fixture(autouse=True)
def place(tmp_path: Path, store: Store, dashboard_environment: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clean graph, and a folder of the test's own for jobs and caches."""
    del store, dashboard_environment
    monkeypatch.setenv("KG_JOBS", str(tmp_path / "jobs"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))


def ended(job: Job) -> Job:
    """Wait until a job has ended."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        now = adding.jobs().get(job.job_id)
        assert now is not None
        if now.outcome in ENDED:
            return now
        time.sleep(0.1)  # between two looks at a condition
    pytest.fail("the job did not end")


def test_an_uploaded_file_becomes_papers_and_a_report_that_stays(read: Read, words: Words, store: Store) -> None:
    app = read("imports")
    app.file_uploader(key="upload").set_value(("two.jsonl", LINES, "application/jsonl"))
    next(button for button in app.button if button.label == "Add its papers").click().run()
    (job,) = adding.jobs().all()
    assert ended(job).outcome == "done"
    assert store.read("MATCH (p:Paper) RETURN p.paper_id AS id ORDER BY id") == [{"id": "2401.00001"}, {"id": "W7"}]
    assert not Path(job.request.arguments["path"]).exists()

    told = words(read("imports"))  # another session
    assert "The last one: File two.jsonl" in told
    assert 'href="paper?id=2401.00001"' in told
    assert "line 2: the title is empty" in told
    assert "<b>1</b><span" in told


def test_a_running_job_is_seen_from_every_session_and_can_be_cancelled(read: Read, words: Words) -> None:
    job = adding.jobs().start(Request("identifiers", {"names": ["2405.13729"]}), work.wait)
    app = read("imports")
    assert "2405.13729 <small>runs, whatever page you look at" in words(app)
    assert not app.text_area
    next(button for button in app.button if button.label == "Cancel").click().run()
    assert ended(job).outcome == "cancelled"
    assert "Cancelled" in read("imports").warning[0].value


def test_identifiers_come_with_the_link_and_what_is_none_is_a_sentence(read: Read) -> None:
    app = read("imports", ids="10.1145/3292500.3330701")
    assert app.text_area(key="names_text").value == "10.1145/3292500.3330701"
    app.text_area(key="names_text").set_value("hello world")
    next(button for button in app.button if button.label == "Add these papers").click().run()
    assert "There is no identifier in this" in app.error[0].value
    assert adding.jobs().all() == ()


def test_a_read_only_dashboard_refuses_on_the_server_whatever_a_browser_sends(
    read: Read, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = read("imports")
    app.file_uploader(key="upload").set_value(("two.jsonl", LINES, "application/jsonl"))
    monkeypatch.setenv(rights.VARIABLE, "1")  # the page in the browser is from before
    next(button for button in app.button if button.label == "Add its papers").click().run()
    assert "read-only" in words(app)
    refused = (
        lambda: adding.add_file("x", LINES),
        lambda: adding.add_names("2405.13729"),
        lambda: adding.add_day(adding.FIRST_DAY),
        lambda: adding.cancel("x"),
    )
    for ask in refused:
        with pytest.raises(CallError, match="read-only"):
            ask()
    app = read("imports", ids="2405.13729")
    assert "This dashboard is read-only" in words(app)
    assert not app.text_area
    assert adding.jobs().all() == ()


@pytest.mark.parametrize(
    ("text", "known", "strange"),
    [
        ("https://arxiv.org/abs/2405.13729v1, 2405.13729", ["2405.13729"], []),
        ("doi: 10.1000/X\nhello\n\nhello", ["10.1000/x"], ["hello"]),
        ("<https://openreview.net/forum?id=rJXMpikCZ>", ["openreview:rJXMpikCZ"], []),
        ("3626819", [], ["3626819"]),
    ],
)
def test_pasted_text_is_split_into_identifiers_and_the_rest(text: str, known: list[str], strange: list[str]) -> None:
    assert adding.names(text) == (known, strange)


def test_bounds_are_said() -> None:
    with pytest.raises(CallError, match="give 500 at most"):
        adding.add_names("\n".join(f"2405.{number:05d}" for number in range(501)))
    with pytest.raises(CallError, match="is empty"):
        adding.add_file("x.bib", b"")
    with pytest.raises(CallError, match="04 May 2023 to today"):
        adding.add_day(adding.FIRST_DAY.replace(year=2020))
