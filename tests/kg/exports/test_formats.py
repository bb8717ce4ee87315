"""Every format that kg.exports writes: what is written is read back as it was."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

import networkx as nx
import pytest

from kg.exports import WRITERS, part
from kg.sources import bibtex, csl, jsonl, ris

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.exports import Part
    from kg.model import Paper
    from kg.store import Store

    Snapshot = Callable[[Store], tuple[list[str], list[str]]]

PARSERS: dict[str, Any] = {"bibtex": bibtex.parse, "ris": ris.parse, "csl": csl.parse}


def written(form: str, chosen: Part) -> str:
    file = io.StringIO(newline="")
    count = WRITERS[form](chosen, file)
    assert count == len(list(chosen.nodes() if form == "cypher" else chosen.papers())) or form in ("graphml", "gexf")
    return file.getvalue()


def read(form: str, text: str) -> dict[str, Paper]:
    def reject(one: object) -> None:
        pytest.fail(str(one))

    papers = PARSERS[form](text.encode(), "x", on_reject=reject, on_omission=reject)
    return {paper.paper_id: paper for paper in papers}


def flat(text: str) -> str:
    return " ".join(text.split())


def test_bibliographies_are_read_back_as_they_were(graph: Store) -> None:
    before = {record.paper.paper_id: record.paper for record in part(graph).papers()}
    assert set(before) == {"2401.00001", "2401.00003", "using-alpha"}
    for form in PARSERS:
        after = read(form, written(form, part(graph)))
        assert set(after) == set(before)
        for paper_id, paper in before.items():
            again = after[paper_id]
            assert (again.title, flat(again.abstract)) == (paper.title, flat(paper.abstract))
            assert [author.name for author in again.authors] == [author.name for author in paper.authors]
            assert (again.published, again.url, again.venue) == (paper.published, paper.url, paper.venue)
            assert again.ids == paper.ids


def test_bibtex_is_plain_ascii_where_latex_has_a_word_for_it(graph: Store) -> None:
    text = written("bibtex", part(graph, papers=["2401.00001"]))
    assert text.isascii()
    assert r"title = {{Alpha: an {\'e}tude of $x_1$ \& 5\% of \{it\}}}" in text
    assert r"author = {van der Lovelace, Ada and M{\"u}ller, J{\'e}r{\^o}me and Smith, Jr., Bob}" in text
    assert "note = {Retracted}" in text


def test_keys_are_unique_and_the_same_in_every_export(graph: Store) -> None:
    whole = [line for line in written("bibtex", part(graph)).splitlines() if line.startswith("@")]
    alone = [
        line
        for paper_id in ("2401.00001", "2401.00003", "using-alpha")
        for line in written("bibtex", part(graph, papers=[paper_id])).splitlines()
        if line.startswith("@")
    ]
    assert whole == alone
    assert len(set(whole)) == 3
    assert whole[0].startswith("@inproceedings{vanderlovelace2024alpha-")


def test_csl_says_who_wrote_it_by_id(graph: Store) -> None:
    items = json.loads(written("csl", part(graph, papers=["2401.00001"])))
    assert items[0]["author"][1]["ORCID"] == "https://orcid.org/0000-0002-1825-0097"
    assert "retracted" in items[0]["note"]


def test_csv_has_a_row_a_paper(graph: Store) -> None:
    rows = list(csv.DictReader(io.StringIO(written("csv", part(graph)), newline="")))
    first = next(row for row in rows if row["paper_id"] == "2401.00001")
    assert len(rows) == 3
    assert (first["authors"], first["introduces"]) == ("Ada van der Lovelace; Jérôme Müller; Bob Smith Jr.", "Alpha")
    assert (first["cites"], first["published"], first["status"]) == (
        "1706.03762; using-alpha",
        "2024-01-02",
        "retracted",
    )
    assert first["abstract"].endswith("\n\nA second part.")


def test_networks_hold_the_whole_graph(graph: Store) -> None:
    nodes = graph.read("MATCH (n) WHERE NOT n:Build AND NOT n:Statement RETURN count(n) AS n")[0]["n"]
    edges = graph.read("MATCH ()-[r]->() RETURN count(r) AS n")[0]["n"]
    for network in (
        nx.parse_graphml(written("graphml", part(graph))),
        nx.read_gexf(io.BytesIO(written("gexf", part(graph)).encode())),
    ):
        assert (network.number_of_nodes(), network.number_of_edges(), network.is_directed()) == (nodes, edges, True)
        paper = network.nodes["Paper:2401.00001"]
        assert (paper["kind"], paper["published"], paper["upvotes"]) == ("Paper", "2024-01-02", 7)
        assert network.nodes["Entity:method:alpha"]["kind"] == "Method"
        assert network.nodes["Paper:1706.03762"]["stub"] is True
        between = {(source, target): data for source, target, data in network.edges(data=True)}
        cites = between["Paper:2401.00001", "Paper:using-alpha"]
        assert cites["relationship"] == "CITES"
        assert json.loads(cites["contexts"])[0] == 'As shown in [1]; it\'s "good".'
        introduces = between["Paper:2401.00001", "Entity:method:alpha"]
        assert (json.loads(introduces["surfaces"]), introduces["score"]) == (["Alpha"], 0.9)


def test_json_ld_says_who_cites_whom(graph: Store) -> None:
    found = {one["@id"]: one for one in json.loads(written("jsonld", part(graph)))["@graph"]}
    one = found["https://arxiv.org/abs/2401.00001"]
    assert one["@type"] == "ScholarlyArticle"
    assert [cited["@id"] for cited in one["citation"]] == [
        "https://arxiv.org/abs/1706.03762",
        "urn:paper-kg:using-alpha",
    ]
    assert one["author"][1]["@id"] == "https://orcid.org/0000-0002-1825-0097"
    assert one["creativeWorkStatus"] == "retracted"


def test_cypher_loads_into_an_empty_neo4j_and_gives_the_same_graph(graph: Store, snapshot: Snapshot) -> None:
    before, text = snapshot(graph), written("cypher", part(graph))
    graph.clear()
    for statement in text.split(";\n"):
        if statement:
            graph.write(statement)
    assert snapshot(graph) == before


def test_json_lines_build_the_same_papers(graph: Store) -> None:
    lines = written("jsonl", part(graph)).splitlines()
    papers = {paper.paper_id: paper for paper in (jsonl.parse_line(line.encode()) for line in lines)}
    expected = {record.paper.paper_id: record.paper for record in part(graph).papers()}
    assert set(papers) == set(expected)
    for paper_id, paper in papers.items():
        same = ("title", "abstract", "published", "url", "venue", "ids", "comments", "upvotes", "organization")
        assert [getattr(paper, name) for name in same] == [getattr(expected[paper_id], name) for name in same]
        assert [one.paper_id for one in paper.references] == [one.paper_id for one in expected[paper_id].references]
        assert [one.name for one in paper.authors] == [one.name for one in expected[paper_id].authors]


def test_an_empty_graph_is_an_empty_file_that_can_be_read(store: Store) -> None:
    texts = {form: written(form, part(store)) for form in WRITERS}
    assert json.loads(texts["csl"]) == []
    assert json.loads(texts["jsonld"])["@graph"] == []
    assert nx.parse_graphml(texts["graphml"]).number_of_nodes() == 0
    assert (texts["bibtex"], texts["ris"], texts["jsonl"]) == ("", "", "")
