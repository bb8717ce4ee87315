"""The curation page: one press an answer, the ledger, and what a reader may not do."""

from __future__ import annotations

import json
import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from kg.build import assimilate, build
from kg.corrections import Ledger, Thing, new_entry
from kg.dashboard.curation import correcting
from kg.dashboard.curation.correct_button import correct_button
from kg.dashboard.session import rights
from kg.errors import CallError
from kg.jobs import ENDED, Jobs
from tests.kg.dashboard.conftest import served

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser

    from kg.store import Store
    from kg.store.local import Connection

    Read = Callable[..., AppTest]
    Words = Callable[[AppTest], str]

ROOT = Path(__file__).parents[4]
EVIL = "<img src=x onerror=alert(1)> **bold** :smile: [a](javascript:alert(2))"
PAPERS = (
    {
        "paper_id": "2401.00001",
        "title": "ZorbNet: Sparse Experts",
        "abstract": "We propose ZorbNet, fine-tuned with LoRA. We evaluate on ZorbBench.",
    },
    {
        "paper_id": "2401.00002",
        "title": "Qwibble: Faster Agents",
        "abstract": "We propose Qwibble, fine-tuned with LoRA. We evaluate Qwibble and ZorbNetwork-7B on ZorbBench.",
    },
)
LATER = {"paper_id": "2402.00003", "title": "Flumio", "abstract": "We use ZorbNetwork-7B and LoRA."}
KEYS = """\
MATCH (e:Entity {name: $name})
RETURN e.entity_id AS id, e.name AS name, [label IN labels(e) WHERE label <> 'Entity'][0] AS label
"""
NAMES = "MATCH (e:Entity) RETURN collect(e.name) AS names"


@pytest.fixture
def source(store: Store, tmp_path: Path) -> Path:
    """The papers' file, which is built."""
    path = tmp_path / "papers.jsonl"
    path.write_text("".join(json.dumps(paper) + "\n" for paper in PAPERS), encoding="utf-8")
    build(store, [path])
    return path


@pytest.fixture(autouse=True)
def ledger(
    tmp_path: Path, source: Path, dashboard_environment: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Ledger]:
    """The ledger that the page writes into, with jobs of the test's own."""
    del source, dashboard_environment
    monkeypatch.setenv("KG_LEDGER", str(tmp_path / "corrections.jsonl"))
    monkeypatch.setenv("KG_JOBS", str(tmp_path / "jobs"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    st.cache_data.clear()
    yield Ledger(tmp_path / "corrections.jsonl")
    ended()


def ended() -> None:
    """Wait until no job runs."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        if all(job.outcome in ENDED for job in Jobs(os.environ["KG_STORE"]).all()):
            return
        time.sleep(0.1)  # between two looks at a condition
    pytest.fail("the job did not end")


def names(store: Store) -> set[str]:
    return set(store.read(NAMES)[0]["names"])


def test_one_press_is_noted_at_once_and_applied_by_a_job(
    store: Store, ledger: Ledger, read: Read, words: Words
) -> None:
    app = read("curate", about="method:lora")
    assert "LoRA" in words(app)
    next(one for one in app.button if one.label == "It is right").click().run()
    (entry,) = ledger.read().entries
    assert (entry.kind, entry.who, entry.entity) == ("accept", "local", Thing("method:lora", "LoRA", "Method"))
    ended()
    (row,) = store.read("MATCH (e:Entity {entity_id: 'method:lora'}) RETURN e.accepted_by AS by")
    assert row["by"] == ["local"]
    st.cache_data.clear()
    app = read("curate", part="ledger")
    assert "Of 1 reviewed thing, 1 was right: 100% (95 % interval 21% to 100%)." in words(app)
    next(one for one in app.button if one.label == "Take back").click().run()
    ended()
    (row,) = store.read("MATCH (e:Entity {entity_id: 'method:lora'}) RETURN e.accepted_by AS by")
    assert row["by"] is None


def test_a_hostile_ledger_is_shown_as_text(ledger: Ledger, read: Read, words: Words) -> None:
    thing = Thing("method:evil", EVIL, "Method")
    ledger.append([new_entry("rename", EVIL, entity=thing, name=EVIL, why=EVIL)])
    with ledger.path.open("a") as file:
        file.write('{"kind": "<script>alert(3)</script>"}\n')
    app = read("curate", part="ledger")
    said = words(app)
    assert "<img" not in said
    assert "<script" not in said
    assert "&lt;img src=x onerror=alert(1)&gt;" in said
    assert "line 2 is left out" in said


def test_a_read_only_dashboard_shows_and_refuses(
    ledger: Ledger, read: Read, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    ledger.append([new_entry("accept", "ada", entity=Thing("method:lora", "LoRA", "Method"))])
    monkeypatch.setenv(rights.VARIABLE, "1")
    for query in ({"part": "ledger"}, {"about": "method:lora"}, {"why": "unsure"}):
        app = read("curate", **query)
        assert not app.button
        assert "This dashboard is read-only" in words(app)
    for act in (
        lambda: correcting.revert(ledger.read().entries[0].entry_id),
        lambda: correcting.take(ledger.text()),
        correcting.apply,
    ):
        with pytest.raises(CallError, match="read-only"):
            act()
    assert len(ledger.read().entries) == 1


def test_an_address_that_makes_no_sense_is_told(read: Read, words: Words) -> None:
    assert "why\\=nonsense" in read("curate", why="nonsense").warning[0].value
    assert "holds nothing with the id &lt;b&gt;" in words(read("curate", about="<b>"))


def test_the_way_to_a_correction() -> None:
    assert 'href="curate?about=method%3Alora"' in correct_button("Method", "method:lora")
    assert correct_button("Author", "author:ada") == ""


def test_a_former_key_in_an_address_leads_to_all_papers_of_what_it_is_now(
    store: Store, ledger: Ledger, read: Read, words: Words
) -> None:
    network = store.read(KEYS, name="ZorbNetwork-7B")[0]
    net = store.read(KEYS, name="ZorbNet")[0]
    one, other = (Thing(row["id"], row["name"], row["label"]) for row in (network, net))
    ledger.append([new_entry("merge", "ada", entity=one, into=other)])
    assimilate(store, [])
    assert names(store) >= {"ZorbNet"}
    assert "ZorbNetwork-7B" not in names(store)
    for page, asked in (("entity", {"id": one.entity_id}), ("overview", {"entity": one.entity_id})):
        said = words(read(page, **asked))
        assert {paper["title"] for paper in PAPERS if paper["title"] in said} == {paper["title"] for paper in PAPERS}
        assert "any more" not in said


@pytest.fixture
def writable(server: Connection, ledger: Ledger, tmp_path: Path) -> Iterator[str]:
    """The address of a dashboard that may change its graph."""
    del ledger
    with served(server, tmp_path) as address:
        yield address


def test_a_correction_a_rebuild_and_the_correction_is_still_there(
    store: Store, source: Path, writable: str, chromium: Browser, tmp_path: Path
) -> None:
    former = store.read(KEYS, name="ZorbNetwork-7B")[0]["id"]
    page = chromium.new_page(base_url=writable)
    page.set_default_timeout(60_000)
    page.goto(f"curate?about={former}", wait_until="commit")
    page.get_by_label("It is one with (a key or a whole name)").fill("ZorbNet")
    page.get_by_text("the other's").click()
    page.get_by_role("button", name="Make them one").click()
    page.get_by_text("also written ZorbNetwork-7B").wait_for()  # the job has ended, and the old key leads to ZorbNet
    later = tmp_path / "later.jsonl"
    later.write_text(json.dumps(LATER), encoding="utf-8")
    build(store, [source, later])
    assert "ZorbNetwork-7B" not in names(store)
    (row,) = store.read("MATCH (p:Paper)-->(:Entity {name: 'ZorbNet'}) RETURN count(DISTINCT p) AS papers")
    assert row["papers"] == len(PAPERS) + 1
    page.goto(f"entity?id={former}", wait_until="commit")
    page.get_by_role("heading", name="ZorbNet", exact=True).wait_for()
    page.locator("[data-testid=stMain]").get_by_role("link", name=LATER["title"]).first.wait_for()
    page.close()


def test_the_log_tells_who_corrected_what_and_where_more_can_be_said(ledger: Ledger, read: Read, words: Words) -> None:
    thing = Thing("method:lora", "LoRA", "Method")
    first = new_entry("accept", "ada", entity=thing, why=EVIL)
    ledger.append([first, new_entry("revert", "grace", of=first.entry_id)])
    later = new_entry("rename", "ada", entity=thing, name="Low-Rank Adaptation")
    ledger.append([later])
    said = words(read("log"))
    assert "3 corrections" in said
    assert "by ada, grace" in said
    alone = words(read("log", kind="corrections"))
    assert "3 entries of the ledger, latest first" in alone
    assert alone.index("Low-Rank Adaptation") < alone.index("grace")
    assert alone.count('href="curate?about=method%3Alora"') == 3
    assert alone.count("taken back ·") == 1
    assert "<img" not in alone
    assert "corrections" not in words(read("log", kind="new")), "one kind is that kind alone"


def test_a_ledger_that_cannot_be_read_leaves_the_log_its_builds(ledger: Ledger, read: Read, words: Words) -> None:
    ledger.path.mkdir()
    app = read("log")
    assert len(app.error) == 1
    assert "1 build, newest first" in words(app)
    ledger.path.rmdir()


def test_what_a_thing_was_called_leads_every_page_to_what_it_is_now(store: Store, ledger: Ledger) -> None:
    network, net = (store.read(KEYS, name=name)[0] for name in ("ZorbNetwork-7B", "ZorbNet"))
    one, other = (Thing(row["id"], row["name"], row["label"]) for row in (network, net))
    ledger.append([new_entry("merge", "ada", entity=one, into=other)])
    assimilate(store, [])
    st.cache_data.clear()
    lora = "method:lora"
    app = AppTest.from_function(_kept_current, default_timeout=60)
    asked = {
        "ids": [one.entity_id, lora, other.entity_id],
        "from": one.entity_id,
        "benchmark": "benchmark:nothing",
        "q": one.entity_id,
    }
    for name, value in asked.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    assert app.query_params == {
        "ids": [other.entity_id, lora],
        "from": other.entity_id,
        "benchmark": "benchmark:nothing",
        "q": one.entity_id,
    }


def _kept_current() -> None:
    from kg.dashboard.session.current_keys import keep_current  # noqa: PLC0415 # a script's own

    keep_current()
