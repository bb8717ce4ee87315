"""The jobs of one store: each a process of its own, one at a time, known by its folder.

They are kept in the user's state folder (`KG_JOBS` names another place), so that a page change, a reload and another
dashboard see the same jobs. Each function that does a job is given when the job is started.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import platformdirs
from filelock import FileLock, Timeout

from kg.errors import CallError, KGError
from kg.jobs.job import CANCEL, ENDED, LOG, read, write_request, write_state
from kg.jobs.worker import LOCK
from kg.store import address

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.jobs.job import Job, Request
    from kg.jobs.telling import Telling

    Work = Callable[[dict[str, Any], Telling], dict[str, Any]]

PLACE: Final = "KG_JOBS"
KEPT: Final = 20
"""So many jobs are remembered."""

UPLOADS: Final = "uploads"
_START_SECONDS: Final = 60.0
_NAME: Final = re.compile(r"\d{20}-[0-9a-f]{8}")
_starting = threading.Lock()


class Jobs:
    """The jobs of one store.

    Args:
        store: its address.
        folder: where jobs are kept; None stands for `KG_JOBS`, else for the user's state folder.
    """

    def __init__(self, store: str, folder: Path | None = None) -> None:
        self.store = store
        self.folder = (folder or _default_folder()) / address.fingerprint(store)

    def start(self, request: Request, work: Work, *, environment: dict[str, str] | None = None) -> Job:
        """Start a job, and return it at once: its process takes a moment to be at work.

        Args:
            request: what is asked for.
            work: a function of a module, which is called with the request's arguments and with whom to tell of its
                progress; what it returns, plain values, is the job's report.
            environment: of its process beyond this one's, such as a password.

        Raises:
            CallError: another job runs on this store.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _starting, FileLock(self.folder / "start.lock"):
            if self.running() is not None:
                raise CallError("Another job is running on this store: wait until it ends, or cancel it.")
            self._forget()
            folder = self.folder / f"{time.time_ns():020d}-{secrets.token_hex(4)}"
            folder.mkdir(mode=0o700)
            write_request(folder, request)
            with (folder / LOG).open("wb") as log:
                process = subprocess.Popen(  # noqa: S603 - this Python, and arguments of ours
                    [sys.executable, "-m", "kg.jobs.worker", str(folder), f"{work.__module__}:{work.__qualname__}"],
                    env=os.environ | {"KG_STORE": self.store} | (environment or {}),
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,  # it outlives whoever started it
                )
            threading.Thread(target=_reap, args=(process, folder), daemon=True, name="reap").start()
        started = read(folder)
        if started is None:
            raise KGError(f"The job's folder {folder} cannot be read: start it again.")
        return started

    def running(self) -> Job | None:
        """Return the job that runs now."""
        return next((job for job in self.all() if job.outcome not in ENDED), None)

    def get(self, job_id: str) -> Job | None:
        """Return a job by its id."""
        if not _NAME.fullmatch(job_id):
            return None
        job = read(self.folder / job_id)
        if job is None or job.outcome in ENDED or _begins(job) or self._works():
            return job
        again = read(self.folder / job_id)  # it may have ended between the two looks
        if again is None or again.outcome in ENDED:
            return again
        return replace(again, outcome="failed", error="Its process ended without a word: start it again to finish it.")

    def all(self) -> tuple[Job, ...]:
        """Return the jobs that are remembered, the latest first."""
        names = sorted((path.name for path in self._folders()), reverse=True)
        return tuple(job for name in names if (job := self.get(name)) is not None)

    def cancel(self, job_id: str) -> None:
        """Ask a job to end; it does so at the next moment that leaves the graph whole."""
        if self.get(job_id) is not None:
            (self.folder / job_id / CANCEL).touch()

    def upload(self, name: str, content: bytes) -> Path:
        """Keep a file for a job that reads it, and return its path, which the same content has each time."""
        digest = hashlib.sha256(content).hexdigest()[:16]
        folder = self.folder / UPLOADS / digest
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = folder / (re.sub(r"[^\w.\- ]", "_", Path(name).name).strip(". ")[-100:] or "file")
        path.write_bytes(content)
        return path

    def _works(self) -> bool:
        """Tell whether a job's process lives: it holds the lock."""
        lock = FileLock(self.folder / LOCK, timeout=0)
        try:
            with lock:
                return False
        except Timeout:
            return True

    def _folders(self) -> list[Path]:
        if not self.folder.is_dir():
            return []
        return [path for path in self.folder.iterdir() if _NAME.fullmatch(path.name)]

    def _forget(self) -> None:
        for folder in sorted(self._folders(), reverse=True)[KEPT - 1 :]:
            shutil.rmtree(folder, ignore_errors=True)


def _reap(process: subprocess.Popen[bytes], folder: Path) -> None:
    """Wait until a job's process has ended; one that never came to work has failed."""
    process.wait()
    job = read(folder)
    if job is not None and job.outcome == "waiting":
        write_state(folder, "failed", error=f"The job's process did not start: {folder / LOG} has what it said.")


def _begins(job: Job) -> bool:
    age = dt.datetime.now(dt.UTC) - job.asked_at
    return job.outcome == "waiting" and age.total_seconds() < _START_SECONDS


def _default_folder() -> Path:
    place = os.environ.get(PLACE)
    return Path(place).expanduser() if place else platformdirs.user_state_path("paper-kg") / "jobs"
