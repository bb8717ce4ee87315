"""The server process: ``python -m kg.store.local.server FOLDER`` is Neo4j until told to stop.

It stops on SIGTERM, when no Bolt connection was open for a while, and when the database says that it cannot go on.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import shutil
import signal
import socket
import sys
import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

import filelock
import jpype

from kg.errors import LocalServerError
from kg.store.local import archive, jars, jvm
from kg.store.local.artifacts import read_lock
from kg.store.local.causes import DAMAGED
from kg.store.local.conf import conf, idle_seconds, is_allowed
from kg.store.local.folder import USER, Folder, State
from kg.store.local.secret import Answering, new_secret

if TYPE_CHECKING:
    from collections.abc import Sequence

TICK = 0.25
SHUTDOWN_LIMIT = 60.0
PATIENCE = 10.0
"""Seconds to wait for the lock, which somebody who only looks holds for an instant."""
RUN_ON_LIMIT = 10.0
"""Seconds that a query may run on after it was ended; whoever asked it restarts the server sooner, if still there."""
A_SHARE = 0.1
"""Of a processor, which an endless expression gets on the busiest machine and an idle server does not take."""
DATABASE = "neo4j"
AVAILABLE_TICK = 100
"""Milliseconds to wait for a database before asking whether it has failed."""


class Overdue:
    """Tells when something that ought to end has kept a processor busy for too long.

    A client that is frozen while it reads an answer holds its query too, but that costs no processor.
    """

    def __init__(self, limit: float = RUN_ON_LIMIT) -> None:
        self._limit = limit
        self._since: tuple[float, float] | None = None

    def is_due(self, on: bool) -> bool:  # noqa: FBT001 - what was seen just now
        """Note whether it goes on, and say whether that has been so for too long."""
        times = os.times()
        now, busy = time.monotonic(), times.user + times.system
        if not on:
            self._since = None
            return False
        if self._since is None:
            self._since = now, busy
        passed = now - self._since[0]
        return passed > self._limit and busy - self._since[1] > passed * A_SHARE


class Server:
    """Neo4j in this process: opened, waited for and closed with ``with``."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.version = read_lock().version
        self.listed: Path | None = None
        self.service: Any = None
        self.stopping = threading.Event()
        self.secret = new_secret()
        self.answering = Answering(self.secret, self.stopping.set)
        self._overdue = Overdue()

    def __enter__(self) -> Self:
        """Start Java and Neo4j, and say where Bolt answers."""
        temporary = self.folder.path / "tmp"
        shutil.rmtree(temporary, ignore_errors=True)
        temporary.mkdir()
        self.listed = jvm.start(jars.fetch(), temporary)
        for name in ("SIGTERM", "SIGINT"):
            signal.signal(getattr(signal, name), lambda *_: self.stopping.set())
        home = jpype.JClass("java.nio.file.Path").of(str(self.folder.path))
        configuration = self.folder.path / "conf" / "neo4j.conf"
        configuration.parent.mkdir(exist_ok=True)
        configuration.write_text(conf(_usable(self.folder.last_port())), encoding="utf-8")
        self._set_password(home)
        self.folder.write_version(self.version)
        builder = jpype.JClass("org.neo4j.dbms.api.DatabaseManagementServiceBuilder")(home)
        self.service = builder.loadPropertiesFromFile(home.resolve("conf/neo4j.conf")).build()
        self._await_databases()
        self._take_procedures_away()
        self._change_password()
        self.folder.settle()
        self.answering.__enter__()
        self.folder.write_state(
            State(
                port=self._port(),
                pid=os.getpid(),
                version=self.version,
                folder=str(self.folder.path),
                started_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
                inode=self.folder.inode(),
                control=self.answering.port,
                secret=self.secret,
            ),
        )
        return self

    def __exit__(self, *_: object) -> None:
        """Stop Neo4j; its last checkpoint makes the next start a quick one."""
        self.folder.drop_state()
        limit = threading.Timer(SHUTDOWN_LIMIT, self._give_up, ["The shutdown did not end; the next start recovers."])
        limit.daemon = True
        limit.start()
        if self.service is not None:
            self.service.shutdown()
        limit.cancel()
        if self.listed is not None:
            archive.make_archive_later(self.listed)

    def wait(self, idle: float) -> None:
        """Return when it is time to stop."""
        seen, touched = time.monotonic(), self.folder.touched()
        while not self.stopping.wait(TICK):
            if self.connections() or self.folder.touched() != touched:
                seen, touched = time.monotonic(), self.folder.touched()
            elif time.monotonic() - seen > idle and self._retire(touched):
                return
            if not self.is_healthy():
                self._give_up("The database cannot go on; the next start recovers what was committed.")
            if self._overdue.is_due(self._runs_on()):
                self._give_up("A query that was ended runs on and on; the next start recovers what was committed.")

    def _give_up(self, why: str) -> None:
        """End at once, without the checkpoint that a full disk has no room for: the log holds every commit."""
        with contextlib.suppress(OSError):
            self.folder.drop_state()
            sys.stderr.write(f"{why}\n")
            sys.stderr.flush()
        os._exit(1)

    def connections(self) -> int:
        """Count the Bolt connections that are open."""
        return int(self._resolve("org.neo4j.kernel.api.net.NetworkConnectionTracker").activeConnections().size())

    def is_healthy(self) -> bool:
        """Say whether the database can still commit; after a full disk it cannot until it is opened again."""
        return bool(self._resolve("org.neo4j.monitoring.DatabaseHealth").hasNoPanic())

    def _runs_on(self) -> bool:
        """Say whether a transaction that was terminated, or whose client has gone, is still at its query."""
        transactions = self._resolve("org.neo4j.kernel.impl.api.KernelTransactions").executingTransactions()
        return any(
            handle.terminationMark().isPresent() and handle.executingQuery().isPresent() for handle in transactions
        )

    def _retire(self, touched: float) -> bool:
        """Take the address back while nobody can be attaching; not if somebody just was."""
        with contextlib.suppress(filelock.Timeout), self.folder.start_lock.acquire(timeout=0):
            if not self.connections() and self.folder.touched() == touched:
                self.folder.drop_state()
                return True
        return False

    def _set_password(self, home: Any) -> None:
        """Set the password before the very first start, as ``neo4j-admin dbms set-initial-password`` does."""
        password = self.folder.password()
        if (self.folder.path / "data" / "dbms").exists():
            return
        context = jpype.JClass("org.neo4j.cli.ExecutionContext")(home, home.resolve("conf"))
        tool = jpype.JClass("org.neo4j.cli.AdminTool")
        if tool.execute(context, ["dbms", "set-initial-password", password]) != 0:
            raise LocalServerError("Neo4j did not take the password that was made for it.")

    def _await_databases(self) -> None:
        """Wait until the databases can be used; one whose files are rubbish fails alone, and the server goes on."""
        for name in ("system", DATABASE):
            database = self.service.database(name)
            while not database.isAvailable(AVAILABLE_TICK):
                states = self._resolve("org.neo4j.dbms.DatabaseStateService", "system")
                cause = states.causeOfFailure(database.databaseId()).orElse(None)
                if cause is not None:
                    cause.printStackTrace()
                    raise LocalServerError(f"The database {name} {DAMAGED}.")

    def _change_password(self) -> None:
        """Let a copied folder's user have the password that was made for the copy; nothing but the user changes."""
        password = self.folder.next_password()
        if password is None:
            return
        transaction = self.service.database("system").beginTx()
        try:
            parameters = jpype.JClass("java.util.Map").of("password", password)
            transaction.execute(f"ALTER USER {USER} SET PASSWORD $password CHANGE NOT REQUIRED", parameters).close()
            transaction.commit()
        finally:
            transaction.close()
        self.folder.take_next_password()

    def _take_procedures_away(self) -> None:
        """Leave only the procedures that are on the list."""
        procedures = self._resolve("org.neo4j.kernel.api.procedure.GlobalProcedures")
        for language in jpype.JClass("org.neo4j.kernel.api.QueryLanguage").values():
            for signature in procedures.getCurrentView().getAllProcedures(language).toList():
                if not is_allowed(str(signature.name().toString())):
                    procedures.unregister(signature.name())

    def _port(self) -> int:
        kind = jpype.JClass("org.neo4j.configuration.connectors.ConnectorType").BOLT
        register = self._resolve("org.neo4j.configuration.connectors.ConnectorPortRegister")
        return int(register.getLocalAddress(kind).getPort())

    def _resolve(self, name: str, database: str = DATABASE) -> Any:
        resolver = self.service.database(database).getDependencyResolver()
        return resolver.resolveDependency(jpype.JClass(name))


def _usable(port: int) -> int:
    """Give the port if it is free now, else 0 for any."""
    with socket.socket() as probe:
        if os.name == "posix":
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return 0
    return port


def main(arguments: Sequence[str]) -> int:
    """Serve one folder until it is time to stop."""
    folder = Folder(Path(arguments[0]))
    idle = idle_seconds()
    os.chdir(folder.path)
    os.umask(0o077)  # what Neo4j writes is for this user alone, too
    try:
        lock = folder.server_lock.acquire(timeout=PATIENCE)
    except filelock.Timeout:  # whoever holds it serves the folder
        sys.stderr.write("Another server process has this folder.\n")
        return 1
    with lock:
        try:
            with Server(folder) as server:
                server.wait(idle)
        except BaseException:  # noqa: BLE001  (whatever it is, the log has it, and Java's threads must not keep the process)
            sys.excepthook(*sys.exc_info())
            folder.drop_state()
            return 1
    return 0


if __name__ == "__main__":
    code = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
