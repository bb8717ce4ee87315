"""The dashboard as a visitor opens it: served, each page with something to show, in Chromium."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from kg import queries
from kg.dashboard.entry import SETTINGS, arguments

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser, Page

    from kg.store import Store

ROOT = Path(__file__).parents[1]
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
STANDS = (
    "document.querySelector('.stApp')?.dataset.testScriptState === 'notRunning'"
    " && !document.querySelector('[data-stale=true]')"
)
_START_SECONDS = 90.0


def names() -> list[str]:
    """Return the pages of app.py by the last part of their address."""
    found = re.findall(r'url_path="(\w+)"', (ROOT / "app.py").read_text(encoding="utf-8"))
    return [name for name in found if name != "home"]  # the default page is served at the root, and by its own name


def addresses(store: Store) -> dict[str, str]:
    """Return each page with something to show, by its name; `NAME-menu` is it as the menu opens it."""
    one, other = (row.paper_id for row in queries.papers(store, order="entities", limit=2).rows)
    (entity,) = queries.top_entities(store, "Method", limit=1)
    (task,) = queries.top_entities(store, "Task", limit=1)
    (row,) = store.read(
        "MATCH (b:Benchmark) WITH b, COUNT { (:Paper)-[:RESULT]->(b) } AS results "
        "ORDER BY results DESC, b.entity_id LIMIT 1 RETURN b.entity_id AS benchmark"
    )
    people = store.read(
        "MATCH (a:Author)-[:WROTE]->(:Paper)<-[:PUBLISHED]-(o:Organization) "
        "RETURN a.author_id AS author, o.organization_id AS organization ORDER BY author LIMIT 1"
    )
    about = {
        "graph": f"?node={entity.entity_id}",
        "paper": f"?id={one}",
        "entity": f"?id={entity.entity_id}",
        "task": f"?id={task.entity_id}",
        "compare": f"?ids={one}&ids={other}",
        "path": f"?from={one}&to={other}",
        "leaderboards": f"?benchmark={row['benchmark']}",
        "search": "?q=agents",
        "curate": "",
    }
    if people:
        about |= {"author": f"?id={people[0]['author']}", "organization": f"?id={people[0]['organization']}"}
    known = names()
    shown = {name: f"/{name}{about.get(name, '')}" for name in known}
    shown |= {f"{name}-menu": f"/{name}" for name in known if about.get(name)}
    return shown


@contextlib.contextmanager
def served(store: str, folder: Path, script: Sequence[str] = ()) -> Iterator[str]:
    """Serve the dashboard, or another Streamlit script, on a free port, and give its address."""
    with contextlib.closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    settings = [f"--{name}={value}" for name, value in SETTINGS.items()]
    own = ["run", *script, *settings, f"--server.port={port}", "--server.headless=true"]
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit"]
        + (own if script else arguments(server_port=str(port), server_headless="true")),
        env=os.environ | {"KG_STORE": store, "KG_LIBRARY": str(folder / "library"), "PYTHONPATH": path},
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/_stcore/health")
        yield address
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=30)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """Give a browser; it must be installed."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        sys.exit("Chromium is absent: install it (`apt-get install chromium`), then try again.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield browser
        browser.close()


def open_page(page: Page, address: str) -> float:
    """Open a page, wait until it stands, and return how many seconds that took."""
    start = time.perf_counter()
    page.goto(address)
    page.locator(".kg-head h1").first.wait_for()
    page.wait_for_function(STANDS)
    return time.perf_counter() - start


def _wait(address: str) -> None:
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    sys.exit(f"Nothing answered at {address} within {_START_SECONDS:.0f} seconds.")
