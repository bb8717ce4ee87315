"""Kills over all commands: what is killed in the middle is whole, and the next command works.

    python -m bench.campaign [--kills N] [--minutes M] [--seed N] [--only COMMAND ...]

Each try begins a command on one local store and does something to it at a moment that is chosen by chance within the
time that the command takes: kill -9 of the command, kill -9 of its server, a server that is frozen for some seconds, a
connection that is cut, or a second builder beside it. Then the same command is run to its end, and the graph is looked
at: every paper that was acknowledged before is there, everything that must hold does (`kg.queries.invariants`), and
every tenth time Neo4j checks its files. The exit code is the number of tries that did not hold; a line on stderr tells
of each.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import select
import socket
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

import psutil

from kg.cli import command_line
from kg.errors import KGError
from kg.queries import invariants
from kg.store import connect, lease, local
from tests.world.papers import make
from tests.world.server import Server

if TYPE_CHECKING:
    from collections.abc import Sequence

COMMANDS: Final = ("build", "rebuild", "add", "enrich", "analyse", "backup", "restore", "check")
ON_THE_GRAPH: Final = ("build", "rebuild", "add", "enrich", "analyse")
FROZEN: Final = 3.0
CHECK_EVERY: Final = 10
PAPERS: Final = "MATCH (p:Paper) WHERE p.stub IS NULL RETURN collect(p.paper_id) AS ids"
LISTED: Final = ("w00003", "w00024", "w00038", "w00015")


@dataclass
class Place:
    """Where the campaign runs, and what it knows was acknowledged."""

    folder: Path
    chance: random.Random
    acknowledged: set[str] = field(default_factory=set)
    seconds: dict[str, float] = field(default_factory=dict)
    number: int = 0

    @property
    def store(self) -> Path:
        """The folder of the store."""
        return self.folder / "store"

    @property
    def address(self) -> str:
        """What names the store."""
        return f"local:{self.store}"

    def papers(self, name: str, count: int, first: int = 0) -> Path:
        """Write a file of made-up papers."""
        path = self.folder / name
        with path.open("w", encoding="utf-8") as file:
            for number in range(first, first + count):
                net, bench = f"Alpha{number % 17}Net", f"Gamma{number % 7}Bench"
                record = {
                    "paper_id": f"2401.{number:05}",
                    "title": f"{net}: Paper number {number}",
                    "abstract": f"We propose {net}, a method. It outperforms Beta{number % 5}Net on {bench}.",
                    "authors": [f"Author {number % 11}"],
                    "references": [f"2401.{number // 2:05}", f"1901.{number % 3:05}"],
                }
                file.write(json.dumps(record) + "\n")
        return path

    def arguments(self, command: str) -> list[str]:
        """Give a command's arguments, with something new to do in each try."""
        self.number += 1
        backup = str(self.folder / "graph.kg")
        return {
            "build": lambda: ["build", str(self.papers(f"new-{self.number}.jsonl", 10, 10 * self.number))],
            "rebuild": lambda: ["build", str(self.papers("page.jsonl", 20, self.number % 2))],
            "add": lambda: ["add", str(self.papers(f"added-{self.number}.jsonl", 5, 10 * self.number + 3))],
            "enrich": lambda: ["enrich", "--refresh"],
            "analyse": lambda: ["analyse"],
            "backup": lambda: ["backup", backup],
            "restore": lambda: ["restore", backup, "--replace"],
            "check": lambda: ["check"],
        }[command]()


def main() -> None:
    """Kill as often as asked, print what came of it, and exit with how many tries did not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench.campaign")
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--minutes", type=float, default=600)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="*", choices=COMMANDS, default=COMMANDS)
    options = parser.parse_args()
    until = time.monotonic() + 60 * options.minutes
    known = {command.name for command in command_line.app.registered_commands}
    chosen = [command for command in options.only if command in known | {"rebuild"}]
    tried: dict[tuple[str, str], Counter[bool]] = defaultdict(Counter)
    with tempfile.TemporaryDirectory(prefix="paper-kg-campaign-") as name, Server(make(seed=7, size=20)) as services:
        os.environ.update(services.environment())
        os.environ |= {"KG_HTTP_CACHE": f"{name}/http.sqlite", "KG_STORE": f"local:{name}/store"}
        place = Place(Path(name), random.Random(options.seed))
        page = place.folder / "page.txt"
        page.write_text(make(seed=7, size=20).page(LISTED), encoding="utf-8")
        try:
            _run(["build", str(page), "--year", "2025"])
            _run(["backup", str(place.folder / "graph.kg")])
            for number in range(options.kills):
                if time.monotonic() > until:
                    break
                command = chosen[number % len(chosen)]
                done, wrong = _try(place, command, number)
                tried[command, done][not wrong] += 1
                sys.stderr.write(f"{number} {command} {done}: {wrong or 'held'}\n")
        finally:
            local.stop(place.store)
    print("| command | what was done to it | tries | held |\n| --- | --- | --- | --- |")
    for (command, done), held in sorted(tried.items()):
        print(f"| {command} | {done} | {held.total()} | {held[True]} |")
    held = sum((one for one in tried.values()), Counter[bool]())
    print(f"| all | | {held.total()} | {held[True]} |", flush=True)
    sys.exit(held[False])


def _try(place: Place, command: str, number: int) -> tuple[str, str]:
    """Disturb a command, run it to its end, and say what was done and what did not hold."""
    if command == "restore":  # so that what comes back is what was acknowledged
        _run(["backup", str(place.folder / "graph.kg")])
    arguments = place.arguments(command)
    if command not in place.seconds:
        begun = time.monotonic()
        if code := _run(arguments):
            return "nothing", f"undisturbed it ended with {code}"
        place.seconds[command] = time.monotonic() - begun
        arguments = place.arguments(command)
    place.acknowledged = set(_papers(place))
    kinds = ["kill -9 of the command", "kill -9 of the server", "a frozen server"]
    kinds += ["a cut connection", "a second builder that is killed"] if command in ON_THE_GRAPH else []
    done = place.chance.choice(kinds)
    try:
        _disturb(place, arguments, done, place.chance.uniform(0.05, 1.0) * place.seconds[command])
        code = _run(arguments)
        return done, f"the next run ended with {code}" if code else _look(place, command, number)
    except KGError as error:
        return done, str(error)


def _look(place: Place, command: str, number: int) -> str:
    papers = set(_papers(place))
    if command != "rebuild" and (lost := place.acknowledged - papers):
        return f"{len(lost)} acknowledged papers are gone, such as {min(lost)}"
    with connect(place.address) as store:
        wrong = [one.what for one in invariants.findings(store) if one.count]
        if lease.is_left(store):
            wrong.append("a lease is left")
    if not wrong and number % CHECK_EVERY == 0:
        local.check_files(place.store)
    left = [path.name for path in place.store.iterdir() if path.name in {"restoring", "data.before", "data.refused"}]
    return "; ".join(wrong + left)


def _papers(place: Place) -> list[str]:
    with connect(place.address) as store:
        return list(store.read(PAPERS)[0]["ids"])


def _disturb(place: Place, arguments: Sequence[str], done: str, after: float) -> None:
    """Begin a command, and do something to it after some seconds."""
    if done == "a cut connection":
        _cut(place, arguments, after)
        return
    child = _begin(arguments)
    time.sleep(after)
    if done == "kill -9 of the command":
        _end(child)
    elif done == "a second builder that is killed":
        other = _begin(["build", str(place.papers("other.jsonl", 10, 5000))])
        time.sleep(place.chance.uniform(0.1, 1.0) * place.seconds.get("build", 3.0))
        _end(other)
    else:
        with suppress(psutil.Error, TypeError):
            server = psutil.Process(local.status(place.store).pid)
            if done == "kill -9 of the server":
                server.kill()
            else:
                server.suspend()
                time.sleep(FROZEN)
                server.resume()
    with suppress(ChildProcessError):
        os.waitpid(child, 0)


def _cut(place: Place, arguments: Sequence[str], after: float) -> None:
    """Run a command through a relay whose connections break after some seconds; new ones are let through."""
    connection = local.ensure(place.store)
    port = int(connection.url.rpartition(":")[2])
    with _Relay(port) as relay:
        environment = {"NEO4J_USERNAME": connection.user, "NEO4J_PASSWORD": connection.password}
        child = _begin([*arguments, "--store", f"bolt://127.0.0.1:{relay.port}"], environment)
        time.sleep(after)
        relay.cut()
        os.waitpid(child, 0)


class _Relay:
    """Passes bytes between clients and a port of this machine, until told to break them off."""

    def __init__(self, target: int) -> None:
        self._target = target
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = self._listening.getsockname()[1]
        self._open: list[socket.socket] = []

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self._listening.close()
        self.cut()

    def cut(self) -> None:
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
        self._open.clear()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._listening.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
                self._open += [near, far]
                threading.Thread(target=_pass, args=(near, far), daemon=True).start()


def _pass(near: socket.socket, far: socket.socket) -> None:
    with suppress(OSError, ValueError), near, far:
        while True:
            for one in select.select([near, far], [], [])[0]:
                data = one.recv(65536)
                if not data:
                    return
                (far if one is near else near).sendall(data)


def _begin(arguments: Sequence[str], environment: dict[str, str] | None = None) -> int:
    """Begin `kg` in a process of its own, which has all that it imports already."""
    pid = os.fork()
    if not pid:
        os.setsid()
        os.environ |= environment or {}
        quiet = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(quiet, stream)
        os._exit(command_line.run(list(arguments)))
    return pid


def _end(pid: int) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, 9)
    os.waitpid(pid, 0)


def _run(arguments: Sequence[str]) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(_begin(arguments), 0)[1])


if __name__ == "__main__":
    main()
