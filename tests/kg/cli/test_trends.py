"""Tests of kg.cli.trends and kg.cli.gaps."""

from __future__ import annotations

import csv
import datetime as dt
import json
import subprocess
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from kg.build import Contents, assimilate
from kg.model import Named, Paper, Statement
from kg.store import Store, connect, local

if TYPE_CHECKING:
    from collections.abc import Iterator

Call = Callable[..., subprocess.CompletedProcess[str]]


def papers() -> Iterator[Paper]:
    """Sixty papers in two months; Frobnet rises, and only Frobnet is never tried on ZorbBench."""
    for number in range(60):
        recent = number >= 30
        named = [Named("Method", "Frobnet", "USES"), Named("Benchmark", "QuuxBench", "EVALUATES_ON")] * (
            recent and number % 2 == 0 and number % 5 != 1
        )
        for method in ("Adaptoid", "Blorbnet"):
            if number % 5 == 1:
                named += [Named("Method", method, "USES"), Named("Benchmark", "QuuxBench", "EVALUATES_ON")]
                named += [Named("Benchmark", "ZorbBench", "EVALUATES_ON")]
        yield Paper(
            f"2601.{number:05d}" if not recent else f"2602.{number:05d}",
            f"Paper number {number}",
            published=dt.date(2026, 1 + recent, 3),
            named=tuple(dict.fromkeys(named)),
        )


@pytest.fixture(scope="module")
def sixty(server: local.Connection) -> Iterator[Store]:
    """The graph of the sixty; tests only read it."""
    with connect(server.url, user=server.user, password=server.password) as opened:
        opened.clear()
        said = tuple(Statement("a", paper.paper_id, paper) for paper in papers())
        assimilate(opened, [Contents("a", said, whole=True)])
        yield opened


@pytest.fixture
def ask(sixty: Store, server: local.Connection, kg: Call, monkeypatch: pytest.MonkeyPatch) -> Call:
    """Call `kg` on the sixty."""
    del sixty
    monkeypatch.setenv("KG_STORE", server.url)
    monkeypatch.setenv("NEO4J_USERNAME", server.user)
    monkeypatch.setenv("NEO4J_PASSWORD", server.password)
    return kg


def test_what_rises_is_listed_with_limits_and_the_months_are_said(ask: Call) -> None:
    done = ask("trends", "--recent", "1", "--before", "1", "--type", "method", "--format", "json")
    (row,) = json.loads(done.stdout)
    assert (row["name"], row["type"], row["papers"], row["share"], row["before"]) == ("Frobnet", "Method", 12, 40.0, 0)
    assert 15 < row["low"] < 40 < row["high"]
    assert row["q"] < 0.001
    assert done.stderr.startswith("2026-02 to 2026-02 (30 papers) against 2026-01 to 2026-01 (30): 1 rise, 0 fall, ")


def test_nothing_that_falls_is_an_empty_table_and_the_same_sentence(ask: Call) -> None:
    done = ask("trends", "--recent", "1", "--before", "1", "--which", "falling")
    assert (done.returncode, done.stdout) == (0, "")
    assert "0 fall" in done.stderr
    rows = csv.DictReader(ask("trends", "--which", "falling", "--format", "csv").stdout.splitlines())
    assert "name" in (rows.fieldnames or ())


def test_a_gap_names_who_is_tried_there_and_why_these_are_neighbours(ask: Call) -> None:
    (row,) = json.loads(ask("gaps", "frobnet", "--format", "json").stdout)
    assert (row["method"], row["benchmark"], row["score"]) == ("Frobnet", "ZorbBench", 1.0)
    assert row["reason"] == "Adaptoid (12 papers), Blorbnet (12 papers); tried like it on QuuxBench"
    assert row["expected"] == 12
    for spelling in ("ZorbBench", "benchmark:zorbbench"):
        assert json.loads(ask("gaps", spelling, "--format", "json").stdout) == [row], spelling


def test_what_has_no_gap_or_is_not_there_is_said_in_a_sentence(ask: Call) -> None:
    done = ask("gaps", "Adaptoid")
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("No gap is known of Adaptoid (Method)")
    for arguments in (["gaps", "xyzzy"], ["trends", "--type", "Author"], ["trends", "--recent", "0"]):
        done = ask(*arguments)
        assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
