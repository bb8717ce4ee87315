"""Hugging Face's papers as the replay server plays them: a day, a week, a month; one; a search."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from typing import TYPE_CHECKING

from tests.world.lookup import Index
from tests.world.messages import Response, answer, whole

if TYPE_CHECKING:
    from tests.world.messages import Json, Request
    from tests.world.papers import Work, World

LIMITS = {"RateLimit": '"api";r=499;t=300', "RateLimit-Policy": '"fixed window";"api";q=500;w=300'}


def submitted(work: Work) -> dt.date:
    """The day on which a paper is among the Daily Papers: the working day after arXiv's."""
    day = work.published + dt.timedelta(days=1)
    while day.isoweekday() > 5:
        day += dt.timedelta(days=1)
    return day


class HuggingFace:
    """Plays ``/api/daily_papers``, ``/api/papers/{id}`` and ``/api/papers/search``."""

    def __init__(self, world: World, base: str) -> None:
        self.world = world
        self.base = base
        self.index = Index(world, "huggingface")

    def answer(self, request: Request) -> Response:
        """Answer a request."""
        found = self._answer(request)
        found.headers.update(LIMITS)
        return found

    def _answer(self, request: Request) -> Response:
        match request.parts:
            case ("api", "daily_papers"):
                return self._daily(request)
            case ("api", "papers", "search"):
                size = whole(request.parameters.get("limit"), 20)
                query = request.parameters.get("q", "")
                if not query or size is None or not 1 <= size <= 120:
                    return _bad("✖ Invalid input: q and limit (1 to 120)")
                return answer([item(work) for work, share in self.index.any_word(query)[:size] if share > 0.2])
            case ("api", "papers", arxiv):
                key = self.world.work_of("arxiv", arxiv)
                if key is None or "huggingface" not in self.world.works[key].records:
                    return answer({"error": "Paper not found"}, 404)
                return answer(detail(self.world.works[key]))
            case _:
                return answer({"error": "Sorry, we can't find the page you are looking for."}, 404)

    def _daily(self, request: Request) -> Response:
        given = request.parameters
        page, size = whole(given.get("p"), 0), whole(given.get("limit"), 50)
        if page is None or size is None or not 1 <= size <= 100:
            return _bad("✖ Too big: expected number to be <=100\n  → at limit")
        works = self.world.having("huggingface")
        try:
            if "date" in given:
                day = dt.datetime.strptime(given["date"], "%Y-%m-%d").replace(tzinfo=dt.UTC).date()
                works = [work for work in works if submitted(work) == day]
            elif "week" in given:
                found = re.fullmatch(r"(\d{4})-W(\d\d)", given["week"])
                week = dt.date.fromisocalendar(int(found[1]), int(found[2]), 1) if found else _raise()
                works = [work for work in works if 0 <= (submitted(work) - week).days < 7]
            elif "month" in given:
                month = dt.datetime.strptime(given["month"], "%Y-%m").replace(tzinfo=dt.UTC).date()
                works = [work for work in works if submitted(work).replace(day=1) == month]
        except ValueError:
            return _bad("✖ Invalid date")
        works = sorted(works, key=submitted, reverse=True)
        return answer([item(work) for work in works[page * size : (page + 1) * size]])


def _raise() -> dt.date:
    raise ValueError


def _bad(message: str) -> Response:
    return answer({"error": message}, 400)


def _object_id(text: str) -> str:
    return hashlib.sha1(text.encode()).hexdigest()[:24]


def _wrapped(title: str) -> str:
    """Break a title into lines, as arXiv's older records do."""
    return title.replace(": ", ":\n  ")


def paper(work: Work) -> Json:
    """Write a work as the feed nests it; fields come and go as they do in recorded days."""
    record = work.records["huggingface"]
    day = f"{submitted(work)}T00:00:00.000Z"
    person = {
        "_id": _object_id("ak"),
        "avatarUrl": "/avatars/ak.svg",
        "isPro": False,
        "fullname": "AK",
        "user": "akhaliq",
        "type": "user",
    }
    found: Json = {
        "id": work.ids["arxiv"],
        "authors": [
            {"_id": _object_id(work.key + one.name), "name": one.name, "hidden": False} for one in record.authors
        ],
        "publishedAt": f"{work.published}T17:59:46.000Z",
        "submittedOnDailyAt": day,
        "title": _wrapped(record.title) if work.upvotes % 3 == 1 else record.title,
        "submittedOnDailyBy": person,
        "summary": work.abstract,
        "upvotes": work.upvotes,
        "discussionId": _object_id(work.key),
    }
    if work.repository:
        # Seen as a full address and as owner/name.
        full = work.repository.full_name
        found |= {
            "githubRepo": full if work.upvotes % 5 == 0 else f"https://github.com/{full}",
            "githubRepoAddedBy": "user",
        }
        if work.upvotes % 2:
            found["githubStars"] = work.repository.stars
    if work.upvotes % 3:
        found["ai_summary"] = work.abstract.partition(". ")[2].partition(". ")[0] + "."
        found["ai_keywords"] = ["sparse routing", "latent replay"]
    if work.upvotes % 4 == 0:
        name = record.authors[0].organization
        found["organization"] = {
            "_id": _object_id(name),
            "name": name.lower().replace(" ", "-"),
            "fullname": name,
            "avatar": "",
        }
    return found


def item(work: Work) -> Json:
    """Write a work as an item of a day."""
    inner = paper(work)
    found: Json = {
        "paper": inner,
        "publishedAt": f"{work.published}T13:59:46.000Z",
        "title": work.records["huggingface"].title,
        "summary": inner["summary"],
        "thumbnail": f"https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/{work.ids['arxiv']}.png",
        "numComments": work.upvotes % 7,
        "submittedBy": inner["submittedOnDailyBy"],
        "isAuthorParticipating": False,
    }
    if "organization" in inner:
        found["organization"] = inner["organization"]
    return found


def detail(work: Work) -> Json:
    """Write a work as its own page's data."""
    none: Json = {
        "linkedModels": [],
        "numTotalModels": 0,
        "linkedDatasets": [],
        "numTotalDatasets": 0,
        "linkedSpaces": [],
    }
    return paper(work) | none
