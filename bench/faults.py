"""`make faults`: what a hard week does to a store, in a row and with counts.

    python -m bench.faults [--kills N] [--prepares N] [--copies N] [--forgeries N] [--rubbish N] [--full N]
                           [--readonly N] [--clocks N] [--seed N]

Each line of the table is tried so many times on a real local server; 0 leaves it out. The exit code is the number of
lines that did not hold. A full disk and one that only reads need the right to mount a small file system, and are left
out without it. What is killed in the middle of a command is `bench.campaign`'s.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psutil

from kg.errors import KGError, LocalServerError, StoreError
from kg.store import connect, lease, local
from kg.store.local.folder import Folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.store import Store

    Fault = Callable[[Path, random.Random], tuple[bool, str]]

COUNTS = {
    "kills": 5,
    "prepares": 10,
    "copies": 3,
    "forgeries": 50,
    "rubbish": 10,
    "full": 1,
    "readonly": 1,
    "clocks": 3,
}
ADD = "UNWIND range(1, 200) AS n CREATE (:Kept {batch: $batch, n: n})"
COUNT = "MATCH (k:Kept) RETURN count(k) AS kept"
LATER = """\
MATCH (l:Lease)
SET l.taken_at = l.taken_at + duration({hours: 1}), l.expires_at = l.expires_at + duration({hours: 1})
RETURN count(l) AS left
"""
TMPFS = "size=400m"
LEFT_FREE = 8_000_000


def main() -> None:
    """Try each fault, print the table, and exit with how many lines did not hold."""
    parser = argparse.ArgumentParser(prog="python -m bench.faults")
    for name, count in COUNTS.items():
        parser.add_argument(f"--{name}", type=int, default=count)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    faults: dict[str, tuple[str, Fault]] = {
        "kills": ("kill -9 of the server amid writing: nothing acknowledged is lost", killed),
        "prepares": ("four builders prepare a fresh store at once: none fails", prepared),
        "copies": ("a running store is copied, the copy stopped and opened: the original is left alone", copied),
        "forgeries": ("a state file names another process: it is neither ended nor attached to", forged),
        "rubbish": ("random bytes in database files: a sentence that names the folder, or it opens", rubbish),
        "full": ("the disk fills up amid writing: said with where and how much, nothing acknowledged is lost", full),
        "readonly": ("the disk takes no more writes: said with where; once it does, everything is there", readonly),
        "clocks": ("the clock goes back an hour after a builder died: the next one begins at once", turned),
    }
    print(
        "| what was done, and what must hold | tries | held | what came of it |\n| --- | --- | --- | --- |", flush=True
    )
    failed = 0
    for name, (what, fault) in faults.items():
        tries = getattr(options, name)
        if tries:
            held, said = _tried(fault, tries, options.seed)
            failed += held < sum(said.values())
            came = "; ".join(f"{count} {kind}" for kind, count in said.most_common())
            print(f"| {what} | {sum(said.values())} | {held} | {came} |", flush=True)
    sys.exit(failed)


def _tried(fault: Fault, tries: int, seed: int) -> tuple[int, Counter[str]]:
    held, said = 0, Counter[str]()
    with tempfile.TemporaryDirectory(prefix="paper-kg-faults-") as name:
        folder = Path(name) / "store"
        try:
            for number in range(tries):
                good, kind = fault(folder, random.Random(f"{seed} {number}"))
                held += good
                said[kind] += 1
        finally:
            local.stop(folder)
    return held, said


def killed(folder: Path, chance: random.Random) -> tuple[bool, str]:
    """Kill the server while batches are written, and count what was acknowledged."""
    with connect(f"local:{folder}") as store:
        before = store.read(COUNT)[0]["kept"]
        server = psutil.Process(local.status(folder).pid)
        timer = threading.Timer(chance.uniform(0.05, 1.5), server.kill)
        timer.start()
        acknowledged = _write(store)
        timer.join()
        server.wait(30)
    with connect(f"local:{folder}") as store:
        kept = store.read(COUNT)[0]["kept"] - before
    good = acknowledged <= kept <= acknowledged + 200 and kept % 200 == 0
    return good, "recovered" if good else f"wrong ({acknowledged} acknowledged, {kept} kept)"


def _write(store: Store) -> int:
    """Write batches until the server is gone, and return how many nodes were acknowledged."""
    acknowledged = 0
    try:
        while True:
            store.write(ADD, batch=time.time())
            acknowledged += 200
    except KGError:
        return acknowledged


def prepared(folder: Path, _: random.Random) -> tuple[bool, str]:
    """Let four builders make the constraints of a store that has none."""
    address = f"local:{folder}"
    with connect(address) as store:
        for row in store.read("SHOW CONSTRAINTS YIELD name RETURN name"):
            store.write(f"DROP CONSTRAINT {row['name']}")
        for row in store.read("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP' RETURN name"):
            store.write(f"DROP INDEX {row['name']}")

    def prepare(_: int) -> str:
        try:
            with connect(address) as other:
                other.prepare()
        except KGError as error:
            return type(error).__name__
        return ""

    with ThreadPoolExecutor(4) as builders:
        errors = [said for said in builders.map(prepare, range(4)) if said]
    return not errors, "prepared" if not errors else "failed"


def copied(folder: Path, _: random.Random) -> tuple[bool, str]:
    """Copy the folder of a server that runs; the copy has nothing to do with it."""
    original = local.ensure(folder)
    copy = folder.parent / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("tmp"))
    try:
        untouched = not local.stop(copy) and not local.status(copy).running and local.status(folder).running
        own = local.ensure(copy)
        good = untouched and own.url != original.url and own.password != original.password
        return good and local.ensure(folder) == original, "apart" if good else "mixed up"
    finally:
        local.stop(copy)


def forged(folder: Path, chance: random.Random) -> tuple[bool, str]:
    """Forge a state that names a bystander, with and without a lock that is held."""
    folder.mkdir(mode=0o700, exist_ok=True)
    place = Folder(folder)
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as bystander:
        said = {
            "port": chance.randrange(1, 65536), "pid": bystander.pid, "version": "5.26.30", "folder": str(folder),
            "created": psutil.Process(bystander.pid).create_time(), "started_at": "", "inode": place.inode(),
            "control": chance.randrange(1, 65536), "secret": chance.choice(["", "00" * 32]),
        }  # fmt: skip
        (folder / "state.json").write_text(json.dumps(said), encoding="utf-8")
        (folder / "state.json").chmod(0o600)
        fooled = local.status(folder).running
        if chance.random() < 0.5:  # noqa: PLR2004 - half of them
            fooled = local.stop(folder) or fooled
        good = not fooled and bystander.poll() is None
        bystander.kill()
    return good, "ignored" if good else "believed"


def rubbish(folder: Path, chance: random.Random) -> tuple[bool, str]:
    """Overwrite one to three files of the databases, and open the store."""
    base = folder.parent / "base"
    if not base.exists():
        with connect(f"local:{base}") as store:
            store.prepare()
            store.write(ADD, batch=0)
        local.stop(base)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(base, folder)
    files = sorted(path for path in (folder / "data").rglob("*") if path.is_file() and path.stat().st_size)
    for path in chance.sample(files, chance.randint(1, 3)):
        path.write_bytes(chance.randbytes(path.stat().st_size))
    try:
        with connect(f"local:{folder}") as store:
            store.read(COUNT)
    except LocalServerError as error:
        good = str(folder) in str(error) and "\n" not in str(error)
        return good, "told" if good else "told without the folder"
    except KGError as error:
        return "\n" not in str(error), f"told as {type(error).__name__}"
    else:
        return True, "opened"
    finally:
        local.stop(folder)


def full(folder: Path, _: random.Random) -> tuple[bool, str]:
    """Fill the disk while batches are written."""
    with _small_disk(folder.parent / "disk") as disk:
        if disk is None:
            return True, "not possible here"
        try:
            return _filled(disk)
        finally:
            local.stop(disk / "store")


def readonly(folder: Path, _: random.Random) -> tuple[bool, str]:
    """Open a store on a disk that only reads, and again when it takes writes."""
    with _small_disk(folder.parent / "disk") as disk:
        if disk is None:
            return True, "not possible here"
        address = f"local:{disk / 'store'}"
        try:
            with connect(address) as store:
                store.write(ADD, batch=0)
            local.stop(disk / "store")
            _remount(disk, "ro")
            try:
                connect(address).close()
                told = ""
            except KGError as error:
                told = str(error)
            _remount(disk, "rw")
            with connect(address) as store:
                kept = store.read(COUNT)[0]["kept"]
            good = str(disk) in told and "\n" not in told and kept == 200  # noqa: PLR2004 - what ADD makes
            return good, "told, and there" if good else f"wrong ({kept} kept): {told}"
        finally:
            local.stop(disk / "store")


def _remount(disk: Path, how: str) -> None:
    """Let a disk take writes, or none; a server that has just stopped may still be closing its files."""
    deadline = time.monotonic() + 60
    while subprocess.run(["mount", "-o", f"remount,{how}", str(disk)], check=False, capture_output=True).returncode:
        if time.monotonic() > deadline:
            raise OSError(f"{disk} cannot be made {how}")
        time.sleep(0.5)


def turned(folder: Path, _: random.Random) -> tuple[bool, str]:
    """Let a builder die, and set the clock back an hour: its turn seems to last an hour more."""
    address = f"local:{folder}"
    with connect(address) as store:
        dying = "import os, sys\nfrom kg.store import connect, lease\n"
        dying += "with connect(sys.argv[1]) as store, lease.held(store):\n    os.kill(os.getpid(), 9)\n"
        subprocess.run([sys.executable, "-c", dying, address], check=False)
        left = store.write(LATER)[0]["left"]
        begun = time.monotonic()
        with lease.held(store):
            seconds = time.monotonic() - begun
    good = left == 2 and seconds < lease.SECONDS / 2  # noqa: PLR2004 - the lease, and what its writes lock
    return good, "taken at once" if good else f"taken after {seconds:.0f} s"


def _filled(disk: Path) -> tuple[bool, str]:
    address, filler, acknowledged = f"local:{disk / 'store'}", disk / "filler", 0
    with connect(address) as store:
        with filler.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(disk).free - LEFT_FREE)
        try:
            while True:
                store.write(ADD, batch="x" * 10_000)
                acknowledged += 200
        except StoreError as error:
            told = str(error)
    filler.unlink()
    with connect(address) as store:
        kept = store.read(COUNT)[0]["kept"]
    named = str(disk) in told and "MB" in told
    good = named and kept >= acknowledged
    return good, "told, and recovered" if good else f"wrong ({acknowledged} acknowledged, {kept} kept): {told}"


@contextmanager
def _small_disk(path: Path) -> Iterator[Path | None]:
    path.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", TMPFS, "tmpfs", str(path)]
    if subprocess.run(command, check=False, capture_output=True).returncode:
        yield None
        return
    try:
        path.chmod(0o700)
        yield path
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=False)


if __name__ == "__main__":
    main()
