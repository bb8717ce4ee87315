"""Tests of kg.cli.add: papers by identifier, by address, and from files."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.world.server import Elsewhere

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable
    from pathlib import Path

    from kg.store import Store
    from tests.world.papers import World
    from tests.world.server import Server

    Call = Callable[..., subprocess.CompletedProcess[str]]


def titles(store: Store) -> set[str]:
    rows = store.read("MATCH (p:Paper) WHERE p.stub IS NULL RETURN p.title AS title")
    assert len({row["title"] for row in rows}) == len(rows), rows
    return {row["title"].rstrip(".") for row in rows}


def test_papers_come_by_identifiers_of_every_kind(graph: Store, kg: Call, world: World, services: Server) -> None:
    works = world.works
    by_name = {
        "arXiv:2203.00003v2": "w00003",
        "https://huggingface.co/papers/2012.00037": "w00037",
        f"https://doi.org/{works['w00035'].ids['doi']}": "w00035",
        "https://aclanthology.org/P16-1039.pdf": "w00039",
        "pmid:38000040": "w00040",
        works["w00024"].ids["openalex"]: "w00024",
        f"https://www.semanticscholar.org/paper/{works['w00015'].ids['s2']}": "w00015",
        f"CorpusID:{works['w00022'].ids['corpus_id']}": "w00022",
    }
    unknown = {"2101.99999": "knows it", "10.55555/no.such": "knows it", "An unknown title": "no identifier"}
    done = kg("add", *by_name, *unknown)
    assert done.returncode == 0, done.stderr
    assert titles(graph) == {works[key].title for key in by_name.values()}
    for name in by_name:
        assert f"Added: {name} is " in done.stderr
    for name, why in unknown.items():
        line = next(line for line in done.stderr.splitlines() if line.startswith(f"Not added: {name}, because "))
        assert why in line
    assert services.count() < 4 * len(by_name)

    services.forget()
    again = kg("add", *by_name)
    assert again.returncode == 0
    assert again.stderr.count("There already: ") == len(by_name)
    assert services.count() == 0


def test_where_nothing_is_added_the_exit_code_says_so(graph: Store, kg: Call, services: Server) -> None:
    done = kg("add", "2101.99999")
    assert done.returncode == 2
    assert "Not added: 2101.99999, because none of " in done.stderr
    assert done.stderr.splitlines()[-1].startswith("kg: Nothing was added")
    assert titles(graph) == set()
    assert services.count() > 0


def test_files_and_identifiers_may_come_together(
    graph: Store, kg: Call, world: World, services: Server, tmp_path: Path
) -> None:
    path = tmp_path / "papers.jsonl"
    work = world.works["w00003"]
    path.write_text(json.dumps({"title": work.title, "ids": {"arxiv": work.ids["arxiv"]}}) + "\n", encoding="utf-8")
    done = kg("add", path, work.ids["arxiv"], "2012.00037")
    assert done.returncode == 0, done.stderr
    assert titles(graph) == {work.title, world.works["w00037"].title}
    assert f"There already: {work.ids['arxiv']} is {work.ids['arxiv']}" in done.stderr
    assert services.count() > 0


def test_what_no_service_answers_is_said_by_name(graph: Store, kg: Call, services: Server) -> None:
    done = kg("add", "--offline", "2203.00003")
    assert done.returncode == 2
    assert "Not added: 2203.00003, because no service told of it: The cache lacks" in done.stderr
    assert services.count() == 0
    assert titles(graph) == set()


def test_addresses_reach_the_services_alone(graph: Store, kg: Call, services: Server) -> None:
    with Elsewhere() as elsewhere:
        port = elsewhere.url.rpartition(":")[2]
        hostile = [
            "file:///etc/passwd",
            "file:///etc/passwd#2203.00003",
            f"http://127.0.0.1:{port}/abs/2203.00003",
            f"http://localhost:{port}/abs/2203.00003",
            f"http://arxiv.org@127.0.0.1:{port}/abs/2203.00003",
            f"http://arxiv.org:{port}@127.0.0.1:{port}/abs/2203.00003",
            f"http://[::1]:{port}/papers/2203.00003",
            f"http://2130706433:{port}/abs/2203.00003",
            "http://169.254.169.254/latest/meta-data/",
            "http://169.254.169.254/doi/10.1145/3292500",
            "http://10.0.0.1/abs/2203.00003",
            "gopher://127.0.0.1:70/",
            "https://arxiv.org.example/abs/2203.00003",
            "https://arxiv.org/abs/../../etc/passwd",
            "x" * 5000,
        ]
        done = kg("add", *hostile)
        assert not elsewhere.requests
    assert done.returncode == 2, (done.stdout, done.stderr)
    assert "root:" not in done.stdout + done.stderr
    assert titles(graph) == set()
    # What names a paper of a service is asked of that service, by its identifier alone.
    assert all("passwd" not in one.target and "example" not in one.target for one in services.asked())
    assert services.count() == 0
