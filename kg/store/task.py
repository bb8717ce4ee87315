"""A task: work that runs beside its caller, who waits for so long and no longer."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


class Task(Generic[T]):
    """Work in a thread that does not keep the program from ending."""

    def __init__(self, work: Callable[[], T]) -> None:
        self._work = work
        self._answer: tuple[T] | None = None
        self._error: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="task", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        try:
            self._answer = (self._work(),)
        except BaseException as error:  # noqa: BLE001 - whatever it is, the caller gets it
            self._error = error

    def ends_within(self, seconds: float) -> bool:
        """Wait, and say whether the work is done."""
        self._thread.join(timeout=max(seconds, 0))
        return not self._thread.is_alive()

    def result(self) -> T:
        """Return what the work returned, or raise what it raised; the work is done."""
        if self._error is not None:
            raise self._error
        assert self._answer is not None
        return self._answer[0]
