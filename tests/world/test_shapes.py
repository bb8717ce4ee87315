"""The services of a world, against the recordings: they answer in the recorded shape."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest

from tests.world.papers import make
from tests.world.recordings import Recordings

if TYPE_CHECKING:
    from pathlib import Path

    from tests.world.asking import Get
    from tests.world.papers import World


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
