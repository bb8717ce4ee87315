"""The services of a world, against the world: what they say is what it holds."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

from tests.world.asking import ATOM, SEARCH, Get, decoy
from tests.world.papers import SERVICES, arxiv_doi, make
from tests.world.semantic_scholar import FIELDS
from tests.world.server import Server
from tests.world.words import tokens

if TYPE_CHECKING:
    import httpx

    from tests.world.papers import Pair, World


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
    assert set(get.batch(spelled[:1], ",".join(FIELDS)).json()[0]) == FIELDS


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
