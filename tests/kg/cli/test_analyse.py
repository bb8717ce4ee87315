"""Tests of kg.cli.analyse: a table for people, JSON for programs, and an end after kill -9."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from kg.store import analyses

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from kg.store import Store

    Call = Callable[..., subprocess.CompletedProcess[str]]
    Start = Callable[..., subprocess.Popen[str]]


def pages(path: Path, count: int) -> Path:
    """Papers, each of which cites the three before it."""
    lines = [
        {
            "paper_id": f"2{number // 100:03}.{number % 100:05}",
            "title": f"Paper number {number} of many",
            "references": [f"2{one // 100:03}.{one % 100:05}" for one in range(max(0, number - 3), number)],
        }
        for number in range(100, 100 + count)
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


def kept(store: Store) -> list[dict[str, Any]]:
    """What analyses leave, but when."""
    return store.read(
        "MATCH (p:Paper) RETURN 'paper' AS kind, p.paper_id AS key, p{.pagerank, .hub, .authority, .core, .community, "
        ".betweenness, .main_path, .cited_by, .measured_build} AS said UNION ALL "
        "MATCH (c:Community) RETURN 'community' AS kind, c.community AS key, c{.*} AS said UNION ALL "
        "MATCH (a:Analysis) RETURN 'measure' AS kind, a.measure AS key, a{.*, at: null} AS said"
    )


def in_order(rows: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps(row, sort_keys=True) for row in rows)


def test_the_report_is_a_table_or_json_and_a_build_says_that_measures_are_old(
    graph: Store, kg: Call, tmp_path: Path
) -> None:
    assert kg("build", pages(tmp_path / "papers.jsonl", 12)).stderr.count("kg analyse") == 0
    told = kg("analyse")
    assert told.returncode == 0, told.stderr
    lines = [line.strip() for line in told.stdout.splitlines()]
    assert lines[0].split() == ["measure", "state", "build", "nodes", "seconds", "notes"]
    assert any(line.startswith("pagerank") and "done" in line for line in lines)
    assert "15 papers and 36 citations of build 1" in told.stderr
    report = json.loads(kg("analyse", "--json").stdout)
    assert {one["state"] for one in report["measures"]} == {"unchanged"}
    assert (report["build"], report["papers"], report["citations"]) == (1, 15, 36)
    again = kg("build", pages(tmp_path / "papers.jsonl", 13))
    assert "The measures are of build 1, and the graph is of build 2: run `kg analyse`." in again.stderr
    assert kg("analyse").returncode == 0
    assert analyses.outdated(graph) == ""
    assert "kg analyse" not in kg("build", tmp_path / "papers.jsonl").stderr


def test_what_was_killed_is_finished_by_the_next_run(graph: Store, kg: Call, start: Start, tmp_path: Path) -> None:
    assert kg("build", pages(tmp_path / "papers.jsonl", 60)).returncode == 0
    process = start("analyse")
    while process.poll() is None:
        if any(one.signature is None for one in analyses.books(graph).values()):
            process.kill()  # SIGKILL, while it writes
            break
    process.communicate(timeout=60)
    assert kg("analyse").returncode == 0
    assert analyses.outdated(graph) == ""
    after = in_order(kept(graph))
    assert kg("analyse", "--again").returncode == 0
    assert in_order(kept(graph)) == after
