"""The made-up world and its server: are they true to themselves, and shaped as recordings are?"""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import httpx
import pytest

from kg.sources import read
from tests.world import faults
from tests.world.papers import SERVICES, arxiv_doi, make
from tests.world.recordings import Recordings
from tests.world.semantic_scholar import FIELDS
from tests.world.server import Elsewhere, Server
from tests.world.truth import judge
from tests.world.words import tokens

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.world.papers import Pair, Work, World

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


@pytest.fixture(scope="module")
def world() -> World:
    return make(seed=7, size=60)


@pytest.fixture(scope="module")
def switches() -> faults.Faults:
    return faults.Faults()


@pytest.fixture(scope="module")
def running(world: World, switches: faults.Faults) -> Iterator[Server]:
    with Server(world, switches) as server:
        yield server


@pytest.fixture
def server(running: Server, switches: faults.Faults) -> Server:
    running.forget()
    switches.clear()
    return running


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with httpx.Client(timeout=10) as opened:
        yield opened


@pytest.fixture
def get(server: Server, client: httpx.Client) -> Get:
    return Get(server, client)


class Get:
    """Asks a service, and reads what it answers."""

    def __init__(self, server: Server, client: httpx.Client) -> None:
        self.server = server
        self.client = client

    def response(self, service: str, path: str, **parameters: str | int) -> httpx.Response:
        named = {name.replace("__", "."): str(value) for name, value in parameters.items()}
        return self.client.get(self.server.address(service) + path, params=named or None)

    def __call__(self, service: str, path: str, **parameters: str | int) -> Any:
        return self.response(service, path, **parameters).json()

    def batch(self, ids: list[str], fields: str = "title") -> httpx.Response:
        address = self.server.address("semantic_scholar") + "/graph/v1/paper/batch"
        return self.client.post(address, params={"fields": fields}, json={"ids": ids})


# The world.


def decoy(world: World, name: str) -> list[Work]:
    return [work for work in world.works.values() if work.decoy == name]


def test_one_seed_makes_one_world() -> None:
    assert make(3, 80).page() == make(3, 80).page()
    assert make(3, 80).claimed == make(3, 80).claimed
    assert make(3, 80).page() != make(4, 80).page()


@pytest.mark.parametrize("size", [60, 2000])
def test_a_world_is_true_to_itself(size: int) -> None:
    world = make(5, size)
    assert len(world.works) == size
    for work in world.works.values():
        for kind, value in work.ids.items():
            assert world.work_of(kind, value) == work.key, "no identifier names two works"
        assert not set(work.records) & work.lacking
        for name, record in work.records.items():
            assert len(set(record.cites)) == len(record.cites)
            assert work.key not in record.cites
            for cited in record.cites:
                assert name == "crossref" or name in world.works[cited].records, "a service cites what it knows"
    assert world.cites - world.false <= world.true
    assert len(world.false) == len([one for one in world.works.values() if one.decoy == "wrong-references"])
    assert len(world.cites) > 0.95 * len(world.true)


def test_every_kind_of_identifier_and_its_absence_is_there(world: World) -> None:
    for kind in ("arxiv", "doi", "acl", "pmid", "mag"):
        having = [kind in work.ids for work in world.works.values()]
        assert any(having), kind
        assert not all(having), kind
    assert any("/" in work.ids.get("arxiv", "") for work in world.works.values()), "an arXiv id of before 2007"
    assert any(set(work.ids) <= {"openalex", "s2", "corpus_id", "mag", "pmid"} for work in decoy(world, "no-ids"))


def test_decoys_are_what_they_are_called(world: World) -> None:
    for name in ("one-word", "number", "parts"):
        one, other = decoy(world, name)
        assert len(set(tokens(one.title)) ^ set(tokens(other.title))) == 2, name
        assert one.authors == other.authors
    for name in ("same-title-far", "same-title-arxiv", "two-anonymous"):
        one, other = decoy(world, name)
        assert one.title == other.title, name
        assert all(one.ids[kind] != other.ids[kind] for kind in one.ids.keys() & other.ids.keys())
    old, new = decoy(world, "same-title-far")
    assert new.published.year - old.published.year == 7
    assert old.authors[0].family != new.authors[0].family
    one, other = decoy(world, "namesakes")
    assert (one.authors[0].name, one.authors[0].s2) != (other.authors[0].name, other.authors[0].s2)
    assert one.authors[0].name == other.authors[0].name
    for name, years in (("next-year", 1), ("two-years-later", 2)):
        (work,) = decoy(world, name)
        assert work.records["crossref"].year == work.published.year + years
        assert {"arxiv", "doi"} <= set(work.ids)
    assert len({name for work in decoy(world, "lacking") for name in work.lacking}) == 4
    assert decoy(world, "year-zero")[0].records["semantic_scholar"].year == 0
    assert (decoy(world, "future")[0].records["crossref"].year or 0) > world.today.year


def test_title_and_year_tell_each_listed_paper_from_all_others(world: World) -> None:
    for key in world.listed:
        work = world.works[key]
        for other in world.works.values():
            if other.key != key and tokens(other.title) == tokens(work.title):
                assert abs(other.published.year - work.published.year) > 2


def test_the_page_reads_as_a_saved_page_and_holds_no_identifier(world: World, tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(world.page(), encoding="utf-8")
    papers = list(read(page))
    works = [world.works[key] for key in world.listed]
    assert [paper.title for paper in papers] == [work.title for work in works]
    assert [paper.abstract for paper in papers] == [work.abstract for work in works]
    assert [paper.published for paper in papers] == [work.published for work in works]
    assert [paper.author_count for paper in papers] == [len(work.authors) for work in works]
    text = world.page()
    assert not [value for work in works for value in work.ids.values() if value in text]


def test_a_graph_is_judged_by_its_identifiers(world: World) -> None:
    def identified(key: str) -> list[str]:
        names = {"corpus_id": "CorpusId"}
        return [f"{names.get(kind, kind)}:{value}" for kind, value in world.works[key].ids.items()]

    ids = {key: identified(key) for key in world.works}
    right = judge(world, ids=ids, cites=world.reachable())
    assert right.right, right
    assert (right.precision, right.recall) == (1, 1)
    one, other = min(world.reachable())
    split = judge(world, ids=ids | {world.works[one].ids["s2"]: []}, cites=world.reachable())
    assert list(split.split) == [one]
    mixed = judge(world, ids=ids | {one: identified(one) + identified(other)}, cites=world.reachable())
    assert mixed.mixed == {one: sorted([one, other])}
    assert not mixed.right
    less = judge(world, ids=ids, cites=world.reachable() - {(one, other)} | {(other, one)})
    assert (less.missing, less.extra) == ({(one, other)}, {(other, one)})
    assert less.precision < 1
    assert less.recall < 1
    title = world.works[one].title
    assert judge(world, ids={"a-slug": []}, titles={"a-slug": title}, expected=()).unknown == []
    assert judge(world, ids={"a-slug": []}, expected=()).unknown == ["a-slug"]


# The services, against the recordings.


def keys(found: dict[str, Any]) -> set[str]:
    return set(found)


@pytest.fixture(scope="module")
def recordings(shared: Path) -> Recordings:
    return Recordings.of(
        shared / "replay", "arxiv", "semantic_scholar", "openalex", "crossref", "github", "huggingface"
    )


def test_arxiv_answers_in_the_recorded_shape(get: Get, world: World, recordings: Recordings) -> None:
    recorded: set[str] = set()
    for one in recordings.about("arxiv", "id_list=[^&]", status=200):
        recorded |= {element.tag for element in ET.fromstring(one.body).iter()}
    arxivs = [work.ids["arxiv"] for work in world.having("arxiv")]
    feed = ET.fromstring(get.response("arxiv", "/api/query", id_list=",".join(arxivs), max_results=100).content)
    ours = {element.tag for element in feed.iter()}
    assert ours <= recorded | {"{http://arxiv.org/schemas/atom}doi"}, "documented, and in no recording"
    assert recorded - ours <= {"{http://arxiv.org/schemas/atom}affiliation"}
    error = next(recordings.about("arxiv", status=400))
    ours_error = get.response("arxiv", "/api/query", id_list="abc")
    assert ours_error.status_code == error.status
    assert [element.tag for element in ET.fromstring(ours_error.content).iter()] == [
        element.tag for element in ET.fromstring(error.body).iter()
    ]


def test_semantic_scholar_answers_in_the_recorded_shape(get: Get, world: World, recordings: Recordings) -> None:
    ids = [f"CorpusId:{work.ids['corpus_id']}" for work in world.having("semantic_scholar")]
    batch = next(recordings.about("semantic_scholar", r"batch\?fields=abstract", method="POST", status=200))
    fields = re.search(r"fields=([^&]*)", batch.target)
    assert fields
    ours = get.batch([*ids, "CorpusId:1"], fields[1]).json()
    assert ours[-1] is None
    for paper in json.loads(batch.body):
        assert paper is None or keys(paper) == keys(ours[0])
    external: set[str] = set()
    for one in recordings.about("semantic_scholar", "externalIds", status=200):
        for paper in _papers(json.loads(one.body)):
            external |= keys(paper.get("externalIds") or {})
    assert {name for paper in ours[:-1] for name in paper["externalIds"]} <= external | {"ACL"}
    cited = {pair[1] for pair in world.claimed["semantic_scholar"]}
    work = next(
        one for one in world.having("semantic_scholar") if one.key in cited and one.records["semantic_scholar"].cites
    )
    paths = {
        "search/match": "/search/match",
        "references": f"/{work.ids['s2']}/references",
        "citations": f"/{work.ids['s2']}/citations",
        r"search\?": "/search",
        "search/bulk": "/search/bulk",
    }
    for pattern, path in paths.items():
        recorded = [
            json.loads(one.body) for one in recordings.about("semantic_scholar", f"/graph.*{pattern}", status=200)
        ]
        found = get("semantic_scholar", f"/graph/v1/paper{path}", query=work.title, fields="title", limit=2)
        assert keys(found) <= set().union(*map(keys, recorded)), path
        rows = [row for one in recorded for row in one.get("data", [])]
        assert keys(found["data"][0]) <= set().union(*map(keys, rows)), path
    assert get("semantic_scholar", "/graph/v1/paper/search", query="zzzz") == {"total": 0, "offset": 0}


def _papers(found: Any) -> list[dict[str, Any]]:
    if isinstance(found, dict):
        found = found.get("data", [found])
    return [one for one in found if isinstance(one, dict)]


@pytest.mark.parametrize(
    ("service", "path", "status"),
    [
        ("semantic_scholar", "/graph/v1/paper/0?fields=title", 404),
        ("semantic_scholar", "/graph/v1/paper/10.1093/mind/lix.236.433?fields=unknown", 400),
        ("semantic_scholar", "/graph/v1/paper/search/match?query=abs12032jsdafn&fields=title", 404),
        ("crossref", "/works/10.1371/notarealdoi", 404),
        ("crossref", "/works?query=widget&cursor=thing", 404),
        ("openalex", "/works/https://doi.org/10.1046/j.1365-2699.2003.00795?select=open_access,doi", 404),
    ],
)
def test_what_is_not_there_is_refused_in_the_recorded_words(
    get: Get, recordings: Recordings, service: str, path: str, status: int
) -> None:
    pattern = re.escape(path.partition("&fields")[0].partition("?fields=title")[0])
    recorded = next(recordings.about(service, pattern, status=status))
    ours = get.response(service, path)
    assert ours.status_code == recorded.status
    assert ours.headers["content-type"].partition(";")[0] == recorded.headers["content-type"].partition(";")[0]
    assert ours.text.strip() == recorded.body.decode().strip() or ours.json() == json.loads(recorded.body)


def test_openalex_answers_in_the_recorded_shape(get: Get, world: World, recordings: Recordings) -> None:
    lists = [json.loads(one.body) for one in recordings.about("openalex", "title.search", status=200)]
    works = [work for one in lists for work in one["results"]]
    title = next(work.title for work in world.having("openalex") if work.decoy == "plain")
    ours = get("openalex", "/works", filter=f"title.search:{title}")
    assert keys(ours) == keys(lists[0])
    assert keys(ours["meta"]) == keys(lists[0]["meta"])
    (work,) = ours["results"]
    assert keys(work) <= set().union(*map(keys, works))
    assert set.intersection(*map(keys, works)) - keys(work) <= {"fulltext_origin"}
    for name in ("ids", "open_access", "biblio", "primary_location"):
        assert keys(work[name]) <= set().union(*(keys(one[name] or {}) for one in works)) | {"mag", "pmid"}
    authorship = works[0]["authorships"][0]
    assert keys(work["authorships"][0]) == keys(authorship)
    assert keys(work["authorships"][0]["author"]) == keys(authorship["author"])
    assert keys(work["primary_location"]["source"]) == keys(works[0]["primary_location"]["source"])


def test_crossref_answers_in_the_recorded_shape(get: Get, world: World, recordings: Recordings) -> None:
    one = [json.loads(r.body) for r in recordings.about("crossref", r"^/works/(?!.*(transform|agency))", status=200)]
    items = [found["message"] for found in one]
    listed = next(
        json.loads(r.body) for r in recordings.about("crossref", r"^/works\?query=ecology&rows=2", status=200)
    )
    cursor = next(json.loads(r.body) for r in recordings.about("crossref", r"cursor=\*", status=200))
    work = world.having("crossref")[-1]
    ours = get("crossref", f"/works/{quote(work.ids['doi'], safe='')}")
    assert keys(ours) == keys(one[0])
    assert keys(ours["message"]) <= set().union(*map(keys, items))
    always = set.intersection(*map(keys, items))
    assert always <= keys(ours["message"])
    found = get("crossref", "/works", query__title=work.title, rows=2)
    assert keys(found["message"]) == keys(listed["message"])
    assert keys(get("crossref", "/works", query="a", cursor="*")["message"]) == keys(cursor["message"])
    wrong = next(json.loads(r.body) for r in recordings.about("crossref", r"^/journals\?rows=things", status=400))
    assert get("crossref", "/works", rows="things") == wrong


def test_github_answers_in_the_recorded_shape(get: Get, world: World, recordings: Recordings) -> None:
    recorded = json.loads(next(recordings.about("github", "^/repos/octokit-fixture-org/hello-world$", status=200)).body)
    moved = json.loads(next(recordings.about("github", "rename-repository", status=301)).body)
    repositories = [work.repository for work in make(5, 600).works.values() if work.repository]
    assert any(one.gone for one in repositories)
    for work in world.having("github"):
        assert work.repository
        response = get.response("github", f"/repos/{work.repository.full_name}")
        if work.repository.moved:
            assert response.status_code == 301
            assert keys(response.json()) == keys(moved)
            response = get.client.get(response.headers["location"])
        assert keys(response.json()) <= keys(recorded)
        assert response.json()["stargazers_count"] == work.repository.stars
    assert get.response("github", "/repos/nobody/nothing").status_code == 404


def test_hugging_face_answers_in_the_recorded_shape(get: Get, world: World, recordings: Recordings) -> None:
    days = [json.loads(one.body) for one in recordings.about("huggingface", "date=2026-")]
    items = [one for day in days for one in day if isinstance(one, dict)]
    outer = set().union(*map(keys, items))
    inner = set().union(*(keys(one["paper"]) for one in items))
    seen = []
    for month in sorted({f"{work.published:%Y-%m}" for work in world.having("huggingface")} | {"2015-01"}):
        seen += get("huggingface", "/api/daily_papers", month=month, limit=100)
    assert all(keys(one) <= outer and keys(one["paper"]) <= inner for one in seen)
    always = set.intersection(*(keys(one["paper"]) for one in items))
    assert all(always <= keys(one["paper"]) for one in seen)


# The services, against the world.


def entries(response: httpx.Response) -> list[str]:
    found = ET.fromstring(response.content).findall(f"{ATOM}entry/{ATOM}id")
    return [re.sub(r"v\d+$", "", (one.text or "").partition("/abs/")[2]) for one in found]


def test_arxiv_finds_by_title_and_by_id_and_pages(get: Get, world: World) -> None:
    for work in world.having("arxiv"):
        found = entries(get.response("arxiv", "/api/query", search_query=f'ti:"{work.title}"'))
        assert work.ids["arxiv"] in found
        assert all(
            set(tokens(work.title)) <= set(tokens(world.works[str(world.work_of("arxiv", one))].title)) for one in found
        )
    listed = [work.ids["arxiv"] for work in world.having("arxiv")]
    pages: list[str] = []
    while len(pages) < len(listed):
        response = get.response("arxiv", "/api/query", id_list=",".join(listed), start=len(pages), max_results=7)
        assert ET.fromstring(response.content).findtext(f"{SEARCH}totalResults") == str(len(listed))
        pages += entries(response)
    assert pages == listed
    assert entries(get.response("arxiv", "/api/query", id_list="2501.99999")) == []
    assert get.response("arxiv", "/api/query", id_list=listed[0], max_results=30001).status_code == 400
    year = entries(
        get.response("arxiv", "/api/query", search_query="submittedDate:[202301010000 TO 202312312359]", max_results=99)
    )
    assert year
    assert {world.works[str(world.work_of("arxiv", one))].published.year for one in year} == {2023}


def test_semantic_scholar_says_both_directions_of_what_it_claims(get: Get, world: World) -> None:
    references: set[Pair] = set()
    citations: set[Pair] = set()
    for work in world.having("semantic_scholar"):
        for edges, inner, pairs in (("references", "citedPaper", references), ("citations", "citingPaper", citations)):
            offset: int | None = 0
            while offset is not None:
                path = f"/graph/v1/paper/{work.ids['s2']}/{edges}"
                page = get("semantic_scholar", path, offset=offset, limit=3, fields="contexts,intents,externalIds")
                assert work.records["semantic_scholar"].elided or len(page["data"]) <= 3
                for one in page["data"] or ():
                    assert (sorted(one)) == sorted(["contexts", "intents", inner])
                    if other := world.work_of("s2", one[inner]["paperId"] or ""):
                        pairs.add((work.key, other) if edges == "references" else (other, work.key))
                offset = page.get("next")
    assert references == citations == world.claimed["semantic_scholar"]


def test_semantic_scholar_keeps_its_limits(get: Get, world: World) -> None:
    work = world.having("semantic_scholar")[-1]
    path = f"/graph/v1/paper/{work.ids['s2']}"
    assert get.batch(["CorpusId:1"] * 500).json() == [None] * 500
    assert get.batch(["CorpusId:1"] * 501).status_code == 400
    assert get.response("semantic_scholar", f"{path}/citations", limit=1001).status_code == 400
    assert get.response("semantic_scholar", f"{path}/citations", limit=1000, offset=9000).status_code == 400
    (elided,) = decoy(world, "elided")
    found = get("semantic_scholar", f"/graph/v1/paper/{elided.ids['s2']}/references")
    assert found["data"] is None
    assert "elided" in found["citingPaperInfo"]["openAccessPdf"]["disclaimer"]
    both = next(one for one in world.having("semantic_scholar") if {"arxiv", "doi"} <= set(one.ids))
    spelled = [
        f"ARXIV:{both.ids['arxiv']}",
        f"DOI:{both.ids['doi'].upper()}",
        f"DOI:{arxiv_doi(both.ids['arxiv'])}",
        both.ids["s2"],
    ]
    assert {one["paperId"] for one in get.batch(spelled).json()} == {both.ids["s2"]}
    assert keys(get.batch(spelled[:1], ",".join(FIELDS)).json()[0]) == FIELDS


def test_openalex_says_both_directions_of_what_it_claims(get: Get, world: World) -> None:
    assert both_directions(get, world) == world.claimed["openalex"]


def test_openalex_may_have_two_records_of_one_work(client: httpx.Client) -> None:
    world = make(7, 62, twins=True)
    with Server(world) as server:
        get = Get(server, client)
        assert both_directions(get, world) == world.claimed["openalex"]
        cited = {
            one
            for work in world.having("openalex")
            for one in get("openalex", f"/works/{work.ids['openalex']}")["referenced_works"]
        }
        for work in decoy(world, "two-records"):
            assert work.twin
            assert {f"https://openalex.org/{own}" for own in (work.twin, work.ids["openalex"])} <= cited
            preprint = get("openalex", f"/works/{work.twin}")
            journal = get("openalex", f"/works/{work.ids['openalex']}")
            assert preprint["doi"] == f"https://doi.org/{arxiv_doi(work.ids['arxiv'])}".lower()
            assert journal["doi"] == f"https://doi.org/{work.ids['doi']}".lower()
            assert get("openalex", "/works", filter=f"title.search:{work.title}")["meta"]["count"] == 2
            assert world.work_of("openalex", work.twin) == work.key


def both_directions(get: Get, world: World) -> set[Pair]:
    references: set[Pair] = set()
    citations: set[Pair] = set()
    for work in world.having("openalex"):
        for own in (work.ids["openalex"], *([work.twin] if work.twin else [])):
            for one in get("openalex", f"/works/{own}")["referenced_works"]:
                if other := world.work_of("openalex", one.rsplit("/", 1)[-1]):
                    references.add((work.key, other))
            for one in pages_of(get, filter=f"cites:{own}", select="id"):
                citations.add((str(world.work_of("openalex", one["id"].rsplit("/", 1)[-1])), work.key))
    assert references == citations
    return references


def pages_of(get: Get, **parameters: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    cursor: str | None = "*"
    while cursor:
        page = get("openalex", "/works", **parameters, per_page=2, cursor=cursor)
        found += page["results"]
        cursor = page["meta"]["next_cursor"]
    return found


def test_openalex_keeps_its_limits_and_sends_merged_ids_on(get: Get, world: World) -> None:
    (merged,) = decoy(world, "merged")
    response = get.response("openalex", f"/works/{merged.old[0]}")
    assert response.status_code == 301
    assert get.client.get(response.headers["location"]).json()["id"].endswith(merged.ids["openalex"])
    cited = {
        one
        for work in world.having("openalex")
        for one in get("openalex", f"/works/{work.ids['openalex']}")["referenced_works"]
    }
    assert f"https://openalex.org/{merged.old[0]}" in cited, "somebody still names the older id"
    wide = get(
        "openalex", "/works", filter="title.search:" + "|".join(world.works[key].title for key in world.listed[:3])
    )
    assert wide["meta"]["count"] >= 3
    dois = [work.doi.lower() for work in world.having("openalex") if work.doi]
    assert len(dois) < 100
    found = get("openalex", "/works", filter="doi:" + "|".join(dois), per_page=100, select="doi")
    assert sorted(one["doi"].removeprefix("https://doi.org/") for one in found["results"]) == sorted(dois)
    many = "|".join(f"W{number}" for number in range(101))
    assert get.response("openalex", "/works", filter=f"openalex_id:{many}").status_code == 400
    assert get.response("openalex", "/works", filter="title.search:a, b").status_code == 400, "a comma ends a filter"
    assert get.response("openalex", "/works", per_page=100, page=101).status_code == 400
    assert get.response("openalex", "/works", select="authorships.author").status_code == 400
    both = next(work for work in world.having("openalex") if {"arxiv", "doi"} <= set(work.ids))
    preprint = arxiv_doi(both.ids["arxiv"]).lower()
    assert get("openalex", "/works", filter=f"doi:{preprint}")["meta"]["count"] == 0, (
        "it is listed by its journal's DOI"
    )
    assert get("openalex", f"/works/doi:{preprint}")["id"].endswith(both.ids["openalex"])


def test_crossref_and_opencitations_say_what_they_claim(get: Get, world: World) -> None:
    crossref: set[Pair] = set()
    for work in world.having("crossref"):
        found = get("crossref", f"/works/{quote(work.ids['doi'], safe='')}")["message"]
        assert found["references-count"] == len(found.get("reference", ()))
        for one in found.get("reference", ()):
            if "DOI" in one:
                crossref.add((work.key, str(world.work_of("doi", one["DOI"]))))
    assert crossref == world.claimed["crossref"]
    said: dict[str, set[Pair]] = {"references": set(), "citations": set()}
    for work in world.having("opencitations"):
        for direction, pairs in said.items():
            for one in get("opencitations", f"/index/api/v2/{direction}/doi:{quote(work.doi or '', safe='')}"):
                assert all(isinstance(value, str) for value in one.values())
                dois = [re.findall(r"doi:(\S+)", one[end]) for end in ("citing", "cited")]
                pairs.add((str(world.work_of("doi", dois[0][0])), str(world.work_of("doi", dois[1][0]))))
    assert said["references"] == said["citations"] == world.claimed["opencitations"]
    assert get("opencitations", "/index/api/v2/references/doi:10.1/nothing") == []
    preprint = next(work.ids["arxiv"] for work in world.works.values() if "doi" not in work.ids and "arxiv" in work.ids)
    assert get.response("crossref", f"/works/{arxiv_doi(preprint)}").status_code == 404, "arXiv's DOIs are DataCite's"


def test_a_retraction_is_said_by_both_records(get: Get, world: World) -> None:
    (work,), (notice,) = decoy(world, "retracted"), decoy(world, "notice")
    found = [get("crossref", f"/works/{quote(one.ids['doi'], safe='')}")["message"] for one in (work, notice)]
    assert found[0]["title"] == [f"RETRACTED: {work.title}"]
    assert [one["DOI"] for one in found[0]["updated-by"]] == [notice.ids["doi"].lower()]
    assert [one["DOI"] for one in found[1]["update-to"]] == [work.ids["doi"].lower()]
    assert get("openalex", f"/works/{work.ids['openalex']}")["is_retracted"] is True
    assert get("openalex", f"/works/{notice.ids['openalex']}")["is_retracted"] is False
    (withdrawn,) = decoy(world, "withdrawn")
    assert "has been withdrawn" in get.response("arxiv", "/api/query", id_list=withdrawn.ids["arxiv"]).text


def test_a_day_a_week_and_a_month_hold_the_same_papers(get: Get, world: World) -> None:
    work = world.having("huggingface")[-1]
    detail = get("huggingface", f"/api/papers/{work.ids['arxiv']}")
    day = dt.date.fromisoformat(detail["submittedOnDailyAt"][:10])
    week = f"{day:%G-W%V}"
    for name, value in (("date", str(day)), ("week", week), ("month", f"{day:%Y-%m}")):
        found = get("huggingface", "/api/daily_papers", **{name: value})
        assert work.ids["arxiv"] in [one["paper"]["id"] for one in found], name
    assert get("huggingface", "/api/daily_papers", month=f"{day:%Y-%m}", p=50) == []
    assert get.response("huggingface", "/api/daily_papers", date="2025-13-01").status_code == 400
    assert get("huggingface", "/api/papers/search", q=work.title)[0]["paper"]["id"] == work.ids["arxiv"]
    lacking = next(one for one in decoy(world, "lacking") if "huggingface" in one.lacking)
    assert get.response("huggingface", f"/api/papers/{lacking.ids['arxiv']}").status_code == 404


def test_every_request_is_logged(get: Get, server: Server) -> None:
    assert set(server.environment()) == {f"KG_{name.upper()}_URL" for name in SERVICES}
    get.batch(["CorpusId:1"], "title")
    get("openalex", "/works", filter="cites:W1")
    posted, listed = server.requests
    assert (posted.service, posted.method, posted.path) == ("semantic_scholar", "POST", "/graph/v1/paper/batch")
    assert posted.json() == {"ids": ["CorpusId:1"]}
    assert "user-agent" in posted.headers
    assert server.asked("openalex", "cites:W1") == [listed]
    assert server.count() == 2


def test_a_key_that_is_wrong_is_refused(world: World, client: httpx.Client) -> None:
    with Server(world, keys={"openalex": "right", "semantic_scholar": "right", "github": "right"}) as server:
        paper = server.address("semantic_scholar") + "/graph/v1/paper/search?query=a"
        assert client.get(paper, headers={"x-api-key": "wrong"}).status_code == 403
        assert client.get(paper, headers={"x-api-key": "right"}).status_code == 200
        works = server.address("openalex") + "/works?cursor=*"
        assert client.get(works).status_code == 401
        assert client.get(works + "&api_key=right").status_code == 200
        assert (
            client.get(server.address("github") + "/repos/a/b", headers={"authorization": "Bearer wrong"}).status_code
            == 401
        )


# Faults.


def test_a_fault_meets_the_requests_that_it_is_for(get: Get, switches: faults.Faults) -> None:
    switches.add(faults.unavailable(), service="openalex", nth={2})
    switches.add(faults.too_many(3), part="/search", times=1)
    assert [get.response("openalex", "/works").status_code for _ in range(3)] == [200, 503, 200]
    first, second = (get.response("semantic_scholar", "/graph/v1/paper/search", query="a") for _ in range(2))
    assert (first.status_code, first.headers["retry-after"], second.status_code) == (429, "3", 200)
    assert [name for name, _ in switches.fired] == ["unavailable", "too_many 429"]
    switches.clear()
    assert get.response("openalex", "/works").status_code == 200


@pytest.mark.parametrize("fault", [faults.hang_up(), faults.cut()], ids=["closed", "cut"])
def test_a_body_that_does_not_come_is_an_error_of_the_connection(
    get: Get, switches: faults.Faults, fault: faults.Fault
) -> None:
    switches.add(fault, times=1)
    with pytest.raises(httpx.RemoteProtocolError):
        get.response("openalex", "/works")
    assert get.response("openalex", "/works").status_code == 200


def test_lists_are_emptied_doubled_and_put_in_another_order(get: Get, world: World, switches: faults.Faults) -> None:
    ids = [f"CorpusId:{work.ids['corpus_id']}" for work in world.having("semantic_scholar")]
    right = get.batch(ids).json()
    switches.add(faults.shuffled(), times=1)
    switches.add(faults.doubled(), times=1)
    switches.add(faults.empty_page(), times=1)
    switches.add(faults.data_null(), times=1)
    other = get.batch(ids).json()
    assert other != right
    assert sorted(map(str, other)) == sorted(map(str, right))
    assert get.batch(ids[:1]).json() == right[:1] * 2
    empty = get("openalex", "/works")
    assert empty["results"] == []
    assert empty["meta"]["count"] == len(world.having("openalex"))
    assert get("crossref", "/works", query="a")["message"]["items"] is None
    switches.add(faults.empty_page(), service="arxiv", times=1)
    feed = ET.fromstring(get.response("arxiv", "/api/query", search_query="cat:cs.LG").content)
    assert feed.findall(f"{ATOM}entry") == []
    assert feed.findtext(f"{SEARCH}totalResults") == str(len(world.having("arxiv")))


def test_cursors_repeat_and_loop(get: Get, switches: faults.Faults) -> None:
    second = get("openalex", "/works", cursor="*", per_page=1)["meta"]["next_cursor"]
    switches.add(faults.same_cursor(), part=second, times=1)
    assert get("openalex", "/works", cursor=second, per_page=1)["meta"]["next_cursor"] == second
    switches.add(faults.first_cursor(), service="crossref")
    assert get("crossref", "/works", query="a", cursor="*", rows=1)["message"]["next-cursor"] == "*"
    switches.add(faults.same_cursor(), service="semantic_scholar")
    page = get("semantic_scholar", "/graph/v1/paper/search", query="a for in", offset=2, limit=1)
    assert page["next"] == 2


def test_bodies_lie_about_what_they_are(get: Get, switches: faults.Faults) -> None:
    switches.add(faults.mislabelled(), times=1)
    page = get.response("crossref", "/works")
    assert page.headers["content-type"] == "application/json"
    with pytest.raises(ValueError, match="Expecting value"):
        page.json()
    switches.add(faults.encoded(), times=1)
    body = get.response("huggingface", "/api/daily_papers").content
    with pytest.raises(UnicodeDecodeError):
        body.decode()
    switches.add(faults.error_inside(), times=2)
    assert "error" in get("semantic_scholar", "/graph/v1/paper/search", query="a")
    assert b"Error" in get.response("arxiv", "/api/query", search_query="all:a").content
    switches.add(faults.truncated(), times=1)
    with pytest.raises(ValueError, match=r"Unterminated|Expecting|delimiter"):
        get("openalex", "/works")


def test_an_answer_may_drip_or_be_huge(get: Get, server: Server, switches: faults.Faults) -> None:
    switches.add(faults.drip(size=1, seconds=0.2), times=1)
    with pytest.raises(httpx.ReadTimeout):
        get.client.get(server.address("openalex") + "/works", timeout=0.1)
    switches.add(faults.huge(5), times=1)
    assert len(get.response("openalex", "/works").content) == 5 << 20


def test_a_redirect_leads_to_another_host_which_writes_down_what_came(
    get: Get, server: Server, switches: faults.Faults
) -> None:
    with Elsewhere() as elsewhere:
        switches.add(faults.redirect(elsewhere.url + "/"), times=1)
        address = server.address("semantic_scholar") + "/graph/v1/paper/search?query=a"
        found = get.client.get(address, headers={"x-api-key": "secret"}, follow_redirects=True)
        assert found.json()["elsewhere"] is True
        (came,) = elsewhere.requests
        assert (came.path, came.query) == ("/graph/v1/paper/search", "query=a")
        assert came.headers["x-api-key"] == "secret", "httpx carries it along; a client must not let it"
    switches.add(faults.redirect(faults.PRIVATE[0]), times=1)
    assert get.response("openalex", "/works").headers["location"] == "file:///etc/passwd"


def test_every_fault_by_name_answers_every_service(get: Get, switches: faults.Faults, world: World) -> None:
    asked = {
        "arxiv": "/api/query?search_query=cat:cs.LG",
        "huggingface": "/api/daily_papers",
        "semantic_scholar": "/graph/v1/paper/search?query=a",
        "openalex": "/works",
        "crossref": "/works",
        "opencitations": f"/index/api/v2/references/doi:{quote(world.having('opencitations')[-1].doi or '')}",
        "github": "/repos/nobody/nothing",
    }
    for name, fault in faults.all_of_them().items():
        switches.clear()
        switches.add(fault)
        for service, path in asked.items():
            try:
                get.client.get(get.server.address(service) + path)
            except httpx.RemoteProtocolError:
                assert name in {"closed connection", "body cut short"}
        assert len(switches.fired) == len(SERVICES), name


def test_after_a_storm_the_right_answer_comes(get: Get, world: World, switches: faults.Faults, server: Server) -> None:
    paths = [f"/works/{work.ids['openalex']}?select=id,title" for work in world.having("openalex")]
    right = [get.response("openalex", path).content for path in paths]
    switches.add(faults.storm(share=0.5, most=2))
    server.forget()
    for path, expected in zip(paths, right, strict=True):
        for _ in range(3):
            try:
                found = get.response("openalex", path).content
            except httpx.RemoteProtocolError:
                continue
            if found == expected:
                break
        assert found == expected
    assert server.count() > 1.3 * len(paths)


# Recordings.


def test_recordings_are_served_for_equal_requests_and_counted(shared: Path, client: httpx.Client) -> None:
    recordings = Recordings.of(shared / "replay", "crossref", "semantic_scholar", ignoring={"fields", "select"})
    match = "/graph/v1/paper/search/match"
    with Server(plays=recordings.plays()) as server:
        doi = client.get(server.address("crossref") + "/works/10.1371%2Fnotarealdoi?mailto=somebody@example.org")
        assert (doi.status_code, doi.text) == (404, "Resource not found.")
        asked = {"fields": "title", "query": "Attention is All you Need"}
        found = client.get(server.address("semantic_scholar") + match, params=asked)
        assert found.json()["data"][0]["externalIds"]["ArXiv"] == "1706.03762"
        assert client.get(server.address("crossref") + "/works/10.1/never").status_code == 501
    assert [request.path for request in recordings.missed] == ["/works/10.1/never"]
    unused = recordings.unused("semantic_scholar", "search/match")
    assert unused
    assert not [target for target in unused if "Attention" in target]
    assert list(recordings.about("semantic_scholar", "search/match"))
    assert not recordings.unused("semantic_scholar", "search/match")
