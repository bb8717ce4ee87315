"""The process that does one job: `python -m kg.jobs.worker FOLDER MODULE:FUNCTION`.

It holds the lock of its store's jobs for as long as it lives, so that a job whose process died is known to be dead.
"""

from __future__ import annotations

import importlib
import logging
import signal
import sys
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from kg.errors import KGError
from kg.jobs.job import read, write_state
from kg.jobs.telling import Telling, obey

LOCK = "running.lock"
_PATIENCE = 5.0
"""Who looks whether a job runs holds the lock for a moment, too."""

_log = logging.getLogger(__name__)


def main(arguments: list[str]) -> int:
    """Do the job in a folder."""
    folder, function = Path(arguments[0]), arguments[1]
    job = read(folder)
    if job is None:
        return 2
    try:
        with FileLock(folder.parent / LOCK, timeout=_PATIENCE):
            _do(folder, function, job.request.arguments)
    except Timeout:
        write_state(folder, "failed", error="Another job is running on this store: start this one again when it ends.")
        return 1
    return 0


def _do(folder: Path, function: str, arguments: dict[str, Any]) -> None:
    telling = Telling(folder)
    write_state(folder, "running")
    try:
        obey(folder)
        module, name = function.split(":")
        report = getattr(importlib.import_module(module), name)(arguments, telling)
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is too late to cancel
    except KeyboardInterrupt:
        write_state(folder, "cancelled", stage=telling.stage, notices=telling.notices)
    except KGError as error:
        write_state(folder, "failed", stage=telling.stage, notices=telling.notices, error=str(error))
    except BaseException as error:
        _log.exception("The job failed")
        sentence = f"This should not happen ({type(error).__name__}): the log beside the job has it."
        write_state(folder, "failed", stage=telling.stage, notices=telling.notices, error=sentence)
        raise
    else:
        write_state(folder, "done", stage=telling.stage, notices=telling.notices, report=report)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
