"""What the tests of the local server share: one server, and a Maven repository on the loopback."""

from __future__ import annotations

import gc
import http.server
import threading
import warnings
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from kg.store import local
from kg.store.local import jars
from kg.store.local.artifacts import Lock, read_lock

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a server that runs."""
    folder = tmp_path_factory.mktemp("local")
    local.ensure(folder)
    yield folder
    local.stop(folder)


class Repository(http.server.ThreadingHTTPServer):
    """A Maven repository of a folder, on the loopback: it counts what was asked of it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.asked: Counter[str] = Counter()
        super().__init__(("127.0.0.1", 0), _Handler)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def hold(self, lock: Lock) -> None:
        """Hold real jars, from the cache, where Maven looks for them."""
        for artifact, path in zip(lock.artifacts, small_jars(lock), strict=True):
            place = self.folder / artifact.group.replace(".", "/") / artifact.artifact / artifact.version
            place.mkdir(parents=True, exist_ok=True)
            (place / artifact.name).write_bytes(path.read_bytes())


class _Handler(http.server.BaseHTTPRequestHandler):
    server: Repository

    def do_GET(self) -> None:
        self.server.asked[self.path.rpartition("/")[2]] += 1
        path = self.server.folder / self.path.lstrip("/")
        content = path.read_bytes() if path.is_file() else b""
        self.send_response(200 if path.is_file() else 404)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Repository]:
    """A Maven repository that jgo's settings of this test name as their mirror."""
    (tmp_path / "repository").mkdir()
    with Repository(tmp_path / "repository") as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        settings = tmp_path / "jgo.conf"
        settings.write_text(f"[repositories]\nmirror = {server.url}\n", encoding="utf-8")
        monkeypatch.setenv("JGO_CONFIG_FILE", str(settings))
        yield server
        server.shutdown()
        thread.join()
        with warnings.catch_warnings():  # jgo leaves answers that were no 200 open
            warnings.simplefilter("ignore", ResourceWarning)
            gc.collect()


@pytest.fixture
def small(repository: Repository) -> Lock:
    """The five smallest jars of the real lock, held by the repository."""
    whole = read_lock()
    lock = Lock(whole.version, tuple(sorted(whole.artifacts, key=lambda artifact: artifact.size)[:5]))
    repository.hold(lock)
    return lock


def small_jars(lock: Lock) -> list[Path]:
    """Where the cache holds the jars of a lock."""
    by_name = {path.name: path for path in jars.fetch()}
    return [by_name[artifact.name] for artifact in lock.artifacts]
