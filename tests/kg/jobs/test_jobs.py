"""Jobs in processes of their own: what they promise to whoever looks, from wherever."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kg.errors import CallError
from kg.jobs import ENDED, Jobs, Request
from tests.kg.jobs import work

if TYPE_CHECKING:
    from kg.jobs import Job

ROOT = Path(__file__).parents[3]
STORE = "bolt://127.0.0.1:7999"


@pytest.fixture
def jobs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Jobs:
    """The jobs of a store that nobody needs to open."""
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    return Jobs(STORE, tmp_path)


def ended(jobs: Jobs, job: Job) -> Job:
    """Wait until a job has ended."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        now = jobs.get(job.job_id)
        assert now is not None
        if now.outcome in ENDED:
            return now
        time.sleep(0.05)  # between two looks at a condition
    pytest.fail("the job did not end")


def test_a_job_ends_with_its_report_which_every_later_reader_sees(jobs: Jobs, tmp_path: Path) -> None:
    job = ended(jobs, jobs.start(Request("double", {"number": 21}), work.double, environment={"SECRET": "hush"}))
    assert (job.outcome, job.error) == ("done", None)
    assert job.report == {"number": 42, "store": STORE, "secret": 4}
    assert (job.stage and job.stage.name, job.notices) == ("written", ("Nothing waits.",))
    assert job.ended_at is not None
    assert job.ended_at >= job.asked_at
    again = Jobs(f"{STORE}/", tmp_path)
    assert again.all() == (job,)
    assert again.running() is None
    assert Jobs("bolt://127.0.0.1:7998", tmp_path).all() == ()
    for path in tmp_path.rglob("*"):
        assert not path.is_file() or b"hush" not in path.read_bytes()


def test_one_job_runs_at_a_time_and_a_cancelled_one_makes_room(jobs: Jobs, tmp_path: Path) -> None:
    job = jobs.start(Request("wait"), work.wait)
    elsewhere = Jobs(STORE, tmp_path)
    assert elsewhere.running() is not None
    with pytest.raises(CallError, match="Another job is running"):
        elsewhere.start(Request("double", {"number": 1}), work.double)
    elsewhere.cancel(job.job_id)
    done = ended(jobs, job)
    assert (done.outcome, done.report) == ("cancelled", None)
    assert ended(jobs, jobs.start(Request("double", {"number": 1}), work.double)).outcome == "done"
    assert [one.outcome for one in jobs.all()] == ["done", "cancelled"]


def test_a_failure_is_a_sentence(jobs: Jobs) -> None:
    job = ended(jobs, jobs.start(Request("refuse"), work.refuse))
    assert (job.outcome, job.error) == ("failed", "The store is full: delete something.")
    job = ended(jobs, jobs.start(Request("stumble"), work.stumble))
    assert job.outcome == "failed"
    assert job.error is not None
    assert job.error.startswith("This should not happen (KeyError)")
    assert "Traceback" in (jobs.folder / job.job_id / "log").read_text()


def test_a_job_whose_process_died_has_failed_and_blocks_nobody(jobs: Jobs) -> None:
    job = ended(jobs, jobs.start(Request("vanish"), work.vanish))
    assert (job.outcome, job.error) == ("failed", "Its process ended without a word: start it again to finish it.")
    assert jobs.running() is None


def test_an_uploaded_file_keeps_its_name_and_never_leaves_its_folder(jobs: Jobs) -> None:
    one = jobs.upload("papers.bib", b"@misc{a}")
    assert (one.name, one.read_bytes()) == ("papers.bib", b"@misc{a}")
    assert jobs.upload("papers.bib", b"@misc{a}") == one
    assert jobs.upload("papers.bib", b"@misc{b}") != one
    for name in ("../../x", "..", "", "a/../../b", "c:\\x\0y"):
        assert jobs.folder in jobs.upload(name, b"x").resolve().parents


@pytest.mark.parametrize("job_id", ["", "..", "../x", "0" * 20 + "-0badc0de", "uploads"])
def test_what_is_no_job_is_none(job_id: str, jobs: Jobs) -> None:
    assert jobs.get(job_id) is None
    jobs.cancel(job_id)
    assert jobs.all() == ()
