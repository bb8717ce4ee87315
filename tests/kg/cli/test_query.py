"""Tests of kg.cli.query."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from kg.cli.query import parameters
from kg.errors import CallError

if TYPE_CHECKING:
    from kg.store import Store

Call = Callable[..., subprocess.CompletedProcess[str]]

ROWS = """UNWIND [{n: 1, t: 'a "b", c'}, {n: null, t: 'd'}] AS row RETURN row.n AS n, row.t AS t, [row.n] AS list"""


@pytest.mark.usefixtures("graph")
def test_rows_are_json(kg: Call) -> None:
    done = kg("query", ROWS, "--format", "json")
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == [{"n": 1, "t": 'a "b", c', "list": [1]}, {"n": None, "t": "d", "list": [None]}]


@pytest.mark.usefixtures("graph")
def test_rows_are_json_lines(kg: Call) -> None:
    whole = json.loads(kg("query", ROWS, "--format", "json").stdout)
    assert [json.loads(line) for line in kg("query", ROWS, "--format", "jsonl").stdout.splitlines()] == whole


@pytest.mark.usefixtures("graph")
def test_rows_are_csv(kg: Call) -> None:
    rows = list(csv.reader(io.StringIO(kg("query", ROWS, "--format", "csv").stdout)))
    assert rows == [["n", "t", "list"], ["1", 'a "b", c', "[1]"], ["", "d", "[null]"]]


@pytest.mark.usefixtures("graph")
def test_rows_are_a_table(kg: Call) -> None:
    lines = kg("query", ROWS).stdout.splitlines()
    assert lines[0].split() == ["n", "t", "list"]
    assert [line.split() for line in lines[2:]] == [["1", "a", '"b",', "c", "[1]"], ["d", "[null]"]]


def test_the_graph_is_asked(built: Store, kg: Call) -> None:
    cypher = "MATCH (p:Paper)-[:INTRODUCES]->(e {name: $name}) RETURN p.title AS title"
    done = kg("query", cypher, "--param", "name=Bolmo", "--format", "jsonl")
    assert [json.loads(line) for line in done.stdout.splitlines()] == built.read(
        "MATCH (p:Paper) WHERE p.title STARTS WITH 'Bolmo' RETURN p.title AS title"
    )


@pytest.mark.usefixtures("graph")
def test_parameters_keep_their_kind(kg: Call) -> None:
    params = ["--param-json", "n=41", "--param", "t=a=b", "--param", "id=2405.13729", "--param-json", 'l=[1,"x"]']
    done = kg("query", "RETURN $n + 1 AS n, $t AS t, $id AS id, $l[1] AS l", *params, "--format", "jsonl")
    assert json.loads(done.stdout) == {"n": 42, "t": "a=b", "id": "2405.13729", "l": "x"}


def test_a_paper_is_found_by_its_id(graph: Store, kg: Call) -> None:
    graph.write("CREATE (:Paper {paper_id: '2405.13729', title: 'Found'})")
    cypher = "MATCH (p:Paper {paper_id: $id}) RETURN p.title AS title"
    done = kg("query", cypher, "--param", "id=2405.13729", "--format", "csv")
    assert (done.returncode, done.stdout, done.stderr) == (0, "title\nFound\n", "")


def test_names_that_the_graph_lacks_are_warned_of_beside_the_data(graph: Store, kg: Call) -> None:
    graph.write("CREATE (:Paper {paper_id: 'x'})-[:CITES]->(:Paper {paper_id: 'y'})")
    done = kg("query", "MATCH (p:Papers)-[:CITE]->(q:Paper {paperId: 'y'}) RETURN q.paper_id AS id", "--format", "csv")
    assert (done.returncode, done.stdout) == (0, "id\n")
    assert set(done.stderr.splitlines()) == {
        "There are no rows.",
        "The graph has no label Papers; the nearest that it has is Paper.",
        "The graph has no relationship type CITE; the nearest that it has is CITES.",
        "The graph has no property paperId; the nearest that it has is paper_id.",
    }


@pytest.mark.usefixtures("graph")
def test_a_statement_may_come_from_stdin(kg: Call) -> None:
    assert kg("query", "-", "--format", "csv", stdin="RETURN 1 AS one\n").stdout == "one\n1\n"


@pytest.mark.usefixtures("graph")
def test_a_cut_is_said_beside_the_data(kg: Call) -> None:
    done = kg("query", "UNWIND range(1, 10) AS n RETURN n", "--limit", "3", "--format", "csv")
    assert (done.returncode, done.stdout) == (0, "n\n1\n2\n3\n")
    assert "3" in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.usefixtures("graph")
def test_no_rows_are_said_beside_the_data(kg: Call) -> None:
    done = kg("query", "MATCH (p:Paper) RETURN p.title AS title", "--format", "json")
    assert (done.returncode, done.stdout, done.stderr) == (0, "[]\n", "There are no rows.\n")


@pytest.mark.parametrize(
    "cypher", ["CREATE (n:Paper) RETURN n", "LOAD CSV FROM 'file:///etc/passwd' AS l RETURN l", "SHOW USERS"]
)
def test_a_refusal_has_its_own_exit_code(graph: Store, kg: Call, cypher: str) -> None:
    done = kg("query", cypher)
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (3, "", 1)
    assert graph.read("MATCH (n) RETURN count(n) AS nodes") == [{"nodes": 0}]


@pytest.mark.usefixtures("graph")
@pytest.mark.parametrize("cypher", ["MATCH (n RETURN n", "RETURN $missing", "RETURN nothing"])
def test_cypher_that_is_none_is_a_wrong_call(kg: Call, cypher: str) -> None:
    done = kg("query", cypher)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("kg: ")


@pytest.mark.usefixtures("graph")
def test_a_value_cannot_steer_the_terminal(kg: Call) -> None:
    out = kg("query", "RETURN $t AS t", "--param-json", r't="a\u001b[31mb [red]c[/red]"').stdout
    assert "\x1b" not in out
    assert "[31mb [red]c[/red]" in out


@pytest.mark.usefixtures("graph")
def test_the_time_that_a_query_has_can_be_told(kg: Call) -> None:
    endless = "UNWIND range(1, 10000000000) AS x WITH x WHERE x < 0 RETURN x"
    started = time.monotonic()
    done = kg("query", endless, "--timeout", "1")
    assert (done.returncode, done.stdout) == (2, "")
    assert "ran longer" in done.stderr
    assert time.monotonic() - started < 5
    assert kg("query", endless, "--timeout", "0").returncode == 2


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("1", 1),
        ("1.5", 1.5),
        ("true", True),
        ("null", None),
        ('"1"', "1"),
        ('{"b": [1]}', {"b": [1]}),
        ("2405.13729", 2405.13729),
    ],
)
def test_a_parameter_is_a_text_unless_json_is_asked_for(text: str, read: object) -> None:
    assert parameters([f"a={text}"], []) == {"a": text}
    assert parameters([], [f"a={text}"]) == {"a": read}


@pytest.mark.parametrize("text", ["", "some text", "2405.13729v1", "NaN", "[" * 100_000])
def test_json_that_is_none_is_a_wrong_call_that_names_the_other_option(text: str) -> None:
    assert parameters([f"a={text}"], []) == {"a": text}
    with pytest.raises(CallError, match=r"--param-json a=.* is no JSON; --param a=.* hands it over as a text"):
        parameters([], [f"a={text}"])


@pytest.mark.parametrize(
    ("texts", "jsons"),
    [(["a"], []), (["=1"], []), (["1a=1"], []), ([], ["a b=1"]), (["a=1", "a=2"], []), (["a=1"], ["a=1"])],
)
def test_a_parameter_needs_a_name_of_its_own(texts: list[str], jsons: list[str]) -> None:
    with pytest.raises(CallError, match="param"):
        parameters(texts, jsons)


LONG = "WITH {title: 'T', abstract: reduce(s = '', i IN range(1, 500) | s + 'x')} AS p RETURN p"


@pytest.mark.usefixtures("graph")
def test_long_texts_of_nodes_are_shortened_in_a_table_and_it_says_so(kg: Call) -> None:
    done = kg("query", LONG)
    assert "x… (420 more chars)" in done.stdout
    assert "shortened in the table" in done.stderr
    whole = kg("query", LONG, "--format", "json")
    assert (json.loads(whole.stdout)[0]["p"]["abstract"], whole.stderr) == ("x" * 500, "")
