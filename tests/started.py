"""Processes that a test starts: whatever happens, none of them outlives it."""

from __future__ import annotations

import os
import signal
import subprocess
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

IGNORING_SIGINT = ("sh", "-c", "trap '' INT; exec \"$@\"", "sh")
"""Starts what follows as a shell starts the background jobs of a script."""


class Started(subprocess.Popen[str]):
    """A process that ends with its `with` block, together with what it started.

    `Popen` itself waits there for as long as the process likes, so a test that fails inside would hang.
    """

    def __init__(self, command: Sequence[str], **options: Any) -> None:
        super().__init__(command, text=True, start_new_session=True, **options)

    def __exit__(self, *error: object) -> None:
        self.end()
        super().__exit__(*error)  # type: ignore[arg-type]

    def end(self) -> None:
        """Kill the process, if it lives, and whatever else is in its group."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.pid, signal.SIGKILL)
        self.wait(30)
