"""What the dashboard's tests share: the sample's graph, the served dashboard, a browser."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import streamlit as st
from filelock import FileLock
from streamlit.testing.v1 import AppTest

from kg.build import build
from kg.dashboard.entry import arguments
from kg.measures.analysis import analyse
from kg.store import Store, connect, local
from tests.started import Started

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Dialog, Page, Request

    from kg.store.local import Connection

ROOT = Path(__file__).parents[3]
_TITLE = "<script>alert(1)</script> EvilNet: **bold** $x^2$ :smile: :red[hi] [a](javascript:alert(2)) `c`"
HOSTILE = {
    "paper_id": 'evil<img src=x onerror="alert(3)">',
    "title": _TITLE,
    "abstract": "We propose EvilNet, <img src=x onerror=alert(4)> evaluated on MMLU. Costs $5 and $6. **No** :rocket:.",
    "published": "2030-01-01",
    "url": "javascript:alert(5)",
}
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def environment(server: Connection) -> dict[str, str]:
    """What tells the dashboard which store to show."""
    return {"KG_STORE": server.url, "NEO4J_USERNAME": server.user, "NEO4J_PASSWORD": server.password}


@pytest.fixture(scope="session")
def hostile() -> dict[str, str]:
    """A paper whose every field is hostile."""
    return HOSTILE


@pytest.fixture(scope="module")
def dashboard_environment(server: Connection) -> Iterator[None]:
    """The dashboard's code in this process shows the run's Neo4j, and has kept no answer."""
    st.cache_data.clear()
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment(server).items():
            patch.setenv(name, value)
        yield
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def sample_server(sample: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    """A Neo4j of its own for the sample's graph, which every test of pages reads and none changes.

    It holds one paper of hostile words besides, and its measures. The first worker who needs it makes it, and the last
    one who has it stops it.
    """
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if worker else base) / "sample"  # pytest-xdist's workers have it together
    folder.mkdir(exist_ok=True)
    used, built = folder / f"used by {worker}", folder / "built"
    with FileLock(folder / "lock"):
        used.touch()
        server = local.ensure(folder / "neo4j")
        if not built.exists():
            evil = folder / "evil.jsonl"
            evil.write_text(json.dumps(HOSTILE) + "\n", encoding="utf-8")
            with connect(server.url, user=server.user, password=server.password) as store:
                build(store, [sample, evil], year=2026)
                analyse(store)
            built.touch()
    yield server
    with FileLock(folder / "lock"):
        used.unlink()
        if not list(folder.glob("used by *")):
            local.stop(folder / "neo4j")


@pytest.fixture(scope="module")
def graph(
    dashboard_environment: None, sample_server: Connection, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """The sample's graph, shown by the dashboard's code in this process; a module with another graph has its own."""
    del dashboard_environment
    with (
        pytest.MonkeyPatch.context() as patch,
        connect(sample_server.url, user=sample_server.user, password=sample_server.password) as store,
    ):
        for name, value in environment(sample_server).items():
            patch.setenv(name, value)
        patch.setenv("KG_LIBRARY", str(tmp_path_factory.mktemp("library")))
        yield store


@pytest.fixture
def read() -> Callable[..., AppTest]:
    """Open a page by its name, with what its URL says."""

    def opened(page: str, /, **query: str | list[str]) -> AppTest:
        app = AppTest.from_function(_page_alone, args=(page,), default_timeout=60)
        for name, value in query.items():
            app.query_params[name] = value
        app.run()
        assert not app.exception
        return app

    return opened


@pytest.fixture
def words() -> Callable[[AppTest], str]:
    """All HTML that a page shows, as one text."""

    def said(app: AppTest) -> str:
        parts: list[Any] = [*app.get("html")]
        return "\n".join(str(part.proto.body) for part in parts)

    return said


def _page_alone(page: str) -> None:
    """Streamlit runs this function's text as a script."""
    import importlib  # noqa: PLC0415 # a script's own

    importlib.import_module(f"kg.dashboard.views.{page}").show()


@contextmanager
def served(server: Connection, folder: Path, **more: str) -> Iterator[str]:
    """Serve the dashboard as the command line does, and give its address; `more` goes into its environment."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = folder / "log"
    kept = {"KG_LIBRARY": str(folder / "library"), "PYTHONPATH": str(ROOT)}
    with log.open("w") as out:
        process = Started(
            [sys.executable, "-m", "streamlit", *arguments(server_port=str(port), server_headless="true")],
            env=os.environ | environment(server) | kept | more,
            cwd=log.parent,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_until_healthy(f"{address}/_stcore/health", process, log)
            yield address
        finally:
            process.end()
    assert "Traceback" not in log.read_text()


@pytest.fixture(scope="session")
def sample_site(sample_server: Connection, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the dashboard on the sample's graph."""
    with served(sample_server, tmp_path_factory.mktemp("dashboard")) as address:
        yield address


@pytest.fixture(scope="module")
def site(
    graph: Store, server: Connection, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The address of the dashboard on the module's graph: the run's own where that is the sample's."""
    if graph.url != server.url:
        yield request.getfixturevalue("sample_site")
        return
    with served(server, tmp_path_factory.mktemp("dashboard")) as address:
        yield address


def _wait_until_healthy(address: str, process: Started, log: Path) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)  # between two looks at a condition
    pytest.fail(f"the dashboard did not start: {log.read_text()}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for the run."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is absent, and CI lets nothing skip")
        pytest.skip("Chromium is absent")
    from playwright.sync_api import expect, sync_playwright  # noqa: PLC0415 # not where there is no browser

    expect.set_options(timeout=20_000)  # a page may wait for the other tests

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Browser, site: str) -> Iterator[Page]:
    """A wide, light page that reaches the dashboard alone, runs no foreign script and breaks nowhere."""
    context = chromium.new_context(viewport={"width": 1400, "height": 1000}, base_url=site)
    context.set_default_timeout(20_000)
    opened = context.new_page()
    wrong: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith((site, "data:", "blob:")):
            wrong.append(f"asked somebody outside: {request.url}")

    def spoke(dialog: Dialog) -> None:
        wrong.append(f"ran a foreign script: {dialog.message}")
        dialog.dismiss()

    opened.on("pageerror", lambda error: wrong.append(f"broke: {error}"))
    opened.on("dialog", spoke)
    opened.on("request", asked)
    yield opened
    context.close()
    assert wrong == []
