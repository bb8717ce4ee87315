"""The lease by which those who write into one store take turns.

A lease is a node of the graph, so that it holds for every program that opens the store, on this machine or another:

    (:Lease {name: "build", owner, client, host, pid, machine, taken_at, expires_at})

Its holder renews it from a thread; Neo4j's own clock says when it has expired, so that the clocks of clients do not
matter. A second node, "build writes", is what every write transaction of the holder locks first: a process that was
frozen past its expiry wakes up to find another owner there, and writes nothing. It is a node apart so that a long
transaction does not keep the thread from renewing.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import socket
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kg import schema
from kg.errors import KGError, StoreError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.store.store import Run, Store

    OnWait = Callable[[str], None]

SECONDS: Final = 30.0
"""How long a lease is valid without being renewed."""

_RENEWALS: Final = 5
"""How often a lease is renewed within its time."""

_TICK: Final = 0.25

LOOK = """\
MATCH (l:Lease {name: $name})
RETURN l.owner AS owner, l.client AS client, l.host AS host, l.pid AS pid, l.machine AS machine, l.what AS what,
       toString(datetime.truncate('second', l.taken_at)) AS since, l.expires_at < datetime.realtime() AS expired
"""

LOCK = """\
MERGE (l:Lease {name: $name})
ON CREATE SET l.owner = $owner
SET l.asked_by = $owner
WITH l
RETURN l.asked_by = $owner AS locked, l.owner IN $owners OR l.expires_at < datetime.realtime() AS free
"""
"""Lock a node, and only then look whose it is.

A node that its owner deletes in the meantime is no node to take: what is set on it is lost, and all its properties are
null, so that neither answer is true.
"""

TAKE = """\
MATCH (l:Lease)
WHERE l.name IN [$name, $fence]
SET l += $holder, l.owner = $owner, l.taken_at = datetime.realtime(),
    l.expires_at = datetime.realtime() + duration({milliseconds: $milliseconds})
"""

RENEW = """\
MATCH (l:Lease {name: $name})
SET l.asked_at = datetime.realtime()
WITH l
WHERE l.owner = $owner
SET l.expires_at = datetime.realtime() + duration({milliseconds: $milliseconds})
RETURN l.owner AS owner
"""

GUARD = """\
MATCH (l:Lease {name: $fence})
SET l.asked_at = datetime.realtime()
WITH l
WHERE l.owner = $owner
RETURN l.owner AS owner
"""

RELEASE = """\
MATCH (l:Lease {name: $fence})
SET l.asked_at = datetime.realtime()
WITH l
WHERE l.owner = $owner
DETACH DELETE l
WITH count(*) AS fences
MATCH (l:Lease {name: $name, owner: $owner})
DETACH DELETE l
RETURN count(*) AS released
"""


@dataclass(frozen=True, slots=True)
class Holder:
    """Who holds a lease, as the graph says."""

    owner: str
    client: str
    host: str
    pid: int
    machine: str
    what: str
    since: str
    expired: bool

    def is_dead(self) -> bool:
        """Say whether the holder was a process of this very machine and is no more."""
        if not self.machine or self.machine != _machine():
            return False
        try:
            os.kill(self.pid, 0)
        except ProcessLookupError:
            return True
        except OSError:
            return False
        return False

    def __str__(self) -> str:
        return f"the {self.what} of process {self.pid} on {self.host}, which began at {self.since}"


class _BusyError(Exception):
    """Somebody else holds the lease, so that nothing of the attempt is to stay."""


class Held:
    """A lease that this process holds.

    Attributes:
        store: the store, each of whose write transactions begins with `guard`; hand it to whatever writes.
    """

    def __init__(self, store: Store, name: str, *, what: str, seconds: float) -> None:
        self._plain = store
        self._name = name
        self._what = what
        self._seconds = seconds
        self._owner = secrets.token_hex(8)
        self._lost = False
        self._renewed = time.monotonic()
        self._ending = threading.Event()
        self._thread = threading.Thread(target=self._renew_for_ever, name=f"lease {name}", daemon=True)
        self.store: Store = store.guarded(self.guard)

    @property
    def _keys(self) -> dict[str, Any]:
        return {"name": self._name, "fence": _fence(self._name), "owner": self._owner}

    def guard(self, run: Run) -> None:
        """Fail unless this process holds the lease, and keep others from taking it until the transaction ends.

        Raises:
            StoreError: another has taken the lease over; the transaction is to be rolled back.
        """
        if not run(GUARD, fence=_fence(self._name), owner=self._owner):
            self._lost = True
            raise self._loss()

    def check(self) -> None:
        """Fail if the lease was lost.

        Raises:
            StoreError: another has taken the lease over.
        """
        if not self._lost and time.monotonic() - self._renewed > self._seconds / 2:
            self._renew()  # the thread did not come to it: this process was frozen, or the store was away
        if self._lost:
            raise self._loss()

    def _loss(self) -> StoreError:
        return StoreError(
            f"This {self._what} stood still for more than {self._seconds:.0f} s, and another took its turn at "
            f"{self._plain.name}: run it again."
        )

    def _renew(self) -> None:
        rows = self._plain.write(RENEW, **self._keys, milliseconds=round(self._seconds * 1000))
        if rows:
            self._renewed = time.monotonic()
        elif not self._ending.is_set():  # else it is this process that gave it back, as `_end` will say
            self._lost = True

    def _renew_for_ever(self) -> None:
        while not self._lost and not self._ending.wait(self._seconds / _RENEWALS):
            with contextlib.suppress(KGError):  # a store that is away comes back, or the writer meets the error itself
                self._renew()

    def _take(self, dead: str) -> bool:
        """Try to take the lease, from `dead` at once."""
        try:
            self._plain.write_all(lambda run: self._take_in(run, [self._owner, dead]))
        except _BusyError:
            return False
        return True

    def _take_in(self, run: Run, owners: list[str]) -> None:
        # What the old owner still writes ends first.
        fence = run(LOCK, name=_fence(self._name), owner=self._owner, owners=owners)[0]
        lease = run(LOCK, name=self._name, owner=self._owner, owners=owners)[0]
        if not (fence["locked"] and lease["locked"] and lease["free"]):
            raise _BusyError
        holder = {
            "client": self._plain.client,
            "host": socket.gethostname(),
            "pid": os.getpid(),
            "machine": _machine(),
            "what": self._what,
        }
        run(TAKE, **self._keys, holder=holder, milliseconds=round(self._seconds * 1000))

    def _begin(self) -> None:
        self._renewed = time.monotonic()
        self._thread.start()

    def _end(self) -> None:
        """Give the lease back; one that is not ours any more is left alone."""
        self._ending.set()
        tries = 0

        def release(run: Run) -> bool:
            nonlocal tries
            tries += 1
            return bool(run(RELEASE, **self._keys)[0]["released"])

        try:
            if not self._plain.write_all(release) and tries == 1:  # at a second try, the first has deleted it
                self._lost = True
        finally:
            self._thread.join(timeout=self._seconds)


@contextmanager
def held(
    store: Store,
    *,
    what: str = "build",
    name: str = "build",
    on_wait: OnWait | None = None,
    seconds: float = SECONDS,
) -> Iterator[Held]:
    """Hold a lease of the store for as long as the block runs, waiting for whoever holds it now.

    Args:
        store: an open store; nothing need be prepared in it.
        what: what the holder is at, for the sentence that others read.
        name: which lease.
        on_wait: told one sentence for each holder that is waited for.
        seconds: how long the lease is valid when its holder does not renew it.

    Raises:
        StoreError: the store failed, or the lease was lost before the block ended.
    """
    store.make(schema.LEASE_CONSTRAINT)
    mine = Held(store, name, what=what, seconds=seconds)
    _wait(store, mine, name, on_wait)
    mine._begin()  # noqa: SLF001 - of this file
    try:
        yield mine
    except BaseException as error:
        with contextlib.suppress(KGError):  # the block's own error is the one to tell
            mine._end()  # noqa: SLF001 - of this file
        if isinstance(error, KGError):
            mine.check()  # a transaction that was ended from elsewhere does not know why
        raise
    mine._end()  # noqa: SLF001 - of this file
    mine.check()


def holder(store: Store, name: str = "build") -> Holder | None:
    """Return who holds a lease of the store, or None."""
    rows = store.read(LOOK, name=name)
    return Holder(**rows[0]) if rows and rows[0]["owner"] else None


def is_left(store: Store, name: str = "build") -> bool:
    """Say whether a lease stands that nobody holds any longer: its holder died before it gave it back."""
    found = holder(store, name)
    return found is not None and (found.expired or found.is_dead())


def _wait(store: Store, mine: Held, name: str, on_wait: OnWait | None) -> None:
    told = ""
    while True:
        other = holder(store, name)
        dead = other is not None and other.is_dead()
        if other is None or dead or other.expired:
            if other is not None:
                store.terminate(other.client)  # a process that is frozen inside a transaction keeps its locks
            if mine._take(other.owner if other is not None and dead else ""):  # noqa: SLF001 - of this file
                return
        elif other.owner != told:
            told = other.owner
            if on_wait is not None:
                on_wait(f"Waiting for {other}.")
        time.sleep(_TICK)


def _fence(name: str) -> str:
    return f"{name} writes"


def _machine() -> str:
    """Return what two processes have in common that see each other's process ids; an empty text where none can say."""
    try:
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return f"{boot} {Path('/proc/self/ns/pid').readlink()}"
    except OSError:
        return ""
