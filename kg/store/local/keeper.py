"""The keeper: what an open store asks when its local server has gone, or must go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import psutil

from kg.store.local import process
from kg.store.local.folder import Folder, default_folder

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Keeper:
    """Keeps the server of one folder going."""

    folder: Path | None = None

    def instance(self) -> int | None:
        """Return what tells this server process from the next one, or None while there is none."""
        return process.status(self.folder).pid

    def revive(self) -> None:
        """Wait until the server answers, and start one where there is none."""
        process.ensure(self.folder)

    def restart(self, instance: int | None) -> None:
        """Kill the server process `instance`, and start another; one that is there already is left in peace.

        What was committed is in the log, and what was not is asked again by the driver of whoever wrote it. A server
        that is told to stop in order would wait for the very transaction that does not end.
        """
        place = Folder((self.folder or default_folder()).absolute())
        with place.start_lock.acquire(timeout=process.START_TIMEOUT):
            if instance is not None and self.instance() == instance:
                killed = psutil.Process(instance)
                killed.kill()
                process.until_gone(place, process.STOP_TIMEOUT)
                place.drop_state()
        self.revive()
