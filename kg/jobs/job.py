"""One job: what was asked for, how far it is, and how it ended; in a folder of its own.

    FOLDER/request.json   {"kind", "arguments", "asked_at"}       written once, before the job starts
    FOLDER/state.json     {"outcome", "stage", "done", ...}       replaced as a whole, by the job alone
    FOLDER/cancel         there as soon as somebody asked the job to end
    FOLDER/log            what the job's process printed

No password is in any of them: a job gets those in its environment.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

if TYPE_CHECKING:
    from pathlib import Path

Outcome = Literal["waiting", "running", "done", "failed", "cancelled"]

ENDED: Final[frozenset[Outcome]] = frozenset({"done", "failed", "cancelled"})

REQUEST: Final = "request.json"
STATE: Final = "state.json"
CANCEL: Final = "cancel"
LOG: Final = "log"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked for: plain values alone, so that another process can read it.

    Attributes:
        kind: in one word, for whoever lists jobs.
        arguments: for the function that does it.
    """

    kind: str
    arguments: dict[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Stage:
    """What a job is doing: `total` is 0 where nobody knows it yet."""

    name: str
    done: int = 0
    total: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """A job as its files tell it.

    Attributes:
        job_id: its folder's name; later jobs have greater ones.
        request: what was asked for.
        asked_at: when.
        outcome: where it stands; a job whose process died is "failed".
        stage: what it is doing, or was doing last.
        notices: sentences that it said, the latest last.
        report: what it did, as plain values; None until it is done.
        error: why it failed, in one sentence.
        ended_at: when it ended.
    """

    job_id: str
    request: Request
    asked_at: dt.datetime
    outcome: Outcome = "waiting"
    stage: Stage | None = None
    notices: tuple[str, ...] = ()
    report: dict[str, Any] | None = field(default=None, hash=False)
    error: str | None = None
    ended_at: dt.datetime | None = None


def write_request(folder: Path, request: Request) -> None:
    """Write what is asked for."""
    asked = {"kind": request.kind, "arguments": request.arguments, "asked_at": _now().isoformat()}
    _replace(folder / REQUEST, asked)


def write_state(
    folder: Path,
    outcome: Outcome,
    *,
    stage: Stage | None = None,
    notices: tuple[str, ...] = (),
    report: dict[str, Any] | None = None,
    error: str | None = None,
) -> None:
    """Write where a job stands; a reader sees the state before or this one, and nothing in between."""
    state = {
        "outcome": outcome,
        "stage": asdict(stage) if stage else None,
        "notices": list(notices),
        "report": report,
        "error": error,
        "ended_at": _now().isoformat() if outcome in ENDED else None,
    }
    _replace(folder / STATE, state)


def read(folder: Path) -> Job | None:
    """Read a job; None where its files are not there, or are no longer what was written."""
    try:
        asked = json.loads((folder / REQUEST).read_text(encoding="utf-8"))
        request = Request(asked["kind"], asked["arguments"])
        asked_at = dt.datetime.fromisoformat(asked["asked_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    job = Job(folder.name, request, asked_at)
    with suppress(OSError, ValueError, KeyError, TypeError):
        state = json.loads((folder / STATE).read_text(encoding="utf-8"))
        job = Job(
            folder.name,
            request,
            asked_at,
            state["outcome"],
            Stage(**state["stage"]) if state["stage"] else None,
            tuple(state["notices"]),
            state["report"],
            state["error"],
            dt.datetime.fromisoformat(state["ended_at"]) if state["ended_at"] else None,
        )
    return job


def _replace(path: Path, value: dict[str, Any]) -> None:
    beside = path.with_name(f"{path.name}.{os.getpid()}.new")
    beside.write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8", errors="backslashreplace")
    beside.replace(path)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC).replace(microsecond=0)
