"""Recorded responses of the real services: served again for equal requests, and counted.

    recordings = Recordings.of(shared / "replay", "crossref", "openalex")
    with Server(plays=recordings.plays()) as server: ...         real clients before recorded answers
    for recording in recordings.about("crossref", "/works/"): parse(recording.body)       or without HTTP
    assert not recordings.unused("crossref", "/works/")

Two requests are equal where method, path, query (in any order, without contact addresses and keys) and body are. What a
client of ours asks for is seldom what somebody recorded: parameters such as `fields` can be left out of the comparison
with `ignoring`; a request that is equal with all its parameters still comes first.
"""

from __future__ import annotations

import base64
import gzip
import json
import re
import tarfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.world.messages import Response, answer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator
    from pathlib import Path

    from tests.world.messages import Request

HOSTS = {
    "export.arxiv.org": "arxiv",
    "huggingface.co": "huggingface",
    "api.semanticscholar.org": "semantic_scholar",
    "api.openalex.org": "openalex",
    "api.crossref.org": "crossref",
    "opencitations.net": "opencitations",
    "api.github.com": "github",
}
FILES = {
    "arxiv": ("arxiv.jsonl.gz",),
    "semantic_scholar": ("semantic_scholar.jsonl.gz",),
    "openalex": ("openalex.jsonl.gz", "openalex_objects.jsonl.gz"),
    "crossref": ("crossref.jsonl.gz",),
    "github": ("github.jsonl.gz",),
    "huggingface": ("hf_daily_papers.tar.gz",),
}
SECRETS = frozenset({"mailto", "email", "api_key", "key"})
_HOP = frozenset({"content-length", "transfer-encoding", "connection", "content-encoding", "date", "status"})

Key = tuple[str, str, str, tuple[tuple[str, str], ...], str]


@dataclass(slots=True)
class Recording:
    """One exchange that somebody recorded; `used` once it was served or looked at."""

    service: str
    method: str
    url: str
    status: int
    headers: dict[str, str]
    body: bytes
    request_body: bytes = b""
    used: bool = False

    @property
    def target(self) -> str:
        """Path and query, unquoted."""
        split = urlsplit(self.url)
        return unquote(split.path + ("?" + split.query if split.query else "")).replace("+", " ")

    def key(self, ignoring: Collection[str]) -> Key:
        """What a request must have to be answered with this."""
        split = urlsplit(self.url)
        return _key(self.service, self.method, split.path, split.query, body=self.request_body, ignoring=ignoring)

    def response(self) -> Response:
        """The answer, as it was."""
        headers = {name.lower(): value for name, value in self.headers.items() if name.lower() not in _HOP}
        return Response(self.status, self.body, headers.pop("content-type", "application/json"), headers)


@dataclass
class Recordings:
    """Recordings, and which of them were used.

    Attributes:
        all: every recording, in the order of the files.
        ignoring: parameters that do not count, beside contact addresses and keys.
        missed: requests for which there is none; they were answered 501.
    """

    all: list[Recording]
    ignoring: frozenset[str] = frozenset()
    missed: list[Request] = field(default_factory=list)
    _by_key: dict[frozenset[str], dict[Key, list[Recording]]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, folder: Path, *services: str, ignoring: Iterable[str] = ()) -> Recordings:
        """Read the recordings of some services, or of all."""
        found: list[Recording] = []
        for service in services or FILES:
            for name in FILES[service]:
                found.extend(_days(folder / name) if name.endswith(".tar.gz") else _lines(folder / name))
        return cls(found, frozenset(ignoring))

    def plays(self) -> dict[str, Recordings]:
        """Answer for every service that there is a recording of (see `tests.world.server.Server`)."""
        return dict.fromkeys({recording.service for recording in self.all}, self)

    def about(
        self, service: str, pattern: str = "", *, method: str = "GET", status: int | None = None
    ) -> Iterator[Recording]:
        """Give the recordings whose unquoted path and query match a pattern, and count them as used."""
        for recording in self._matching(service, pattern, method, status):
            recording.used = True
            yield recording

    def unused(self, service: str, pattern: str = "", *, method: str = "GET", status: int | None = None) -> list[str]:
        """Name the recordings that nothing used."""
        return [one.target for one in self._matching(service, pattern, method, status) if not one.used]

    def _matching(self, service: str, pattern: str, method: str, status: int | None) -> list[Recording]:
        return [
            one
            for one in self.all
            if (one.service, one.method) == (service, method)
            and status in {None, one.status}
            and re.search(pattern, one.target)
        ]

    def answer(self, request: Request) -> Response:
        """Serve the recording of an equal request: one that was not served before, if there are several."""
        for ignoring in (frozenset[str](), self.ignoring):
            wanted = _key(
                request.service, request.method, request.path, request.query, body=request.body, ignoring=ignoring
            )
            if equal := self._index(ignoring).get(wanted):
                chosen = next((one for one in equal if not one.used), equal[-1])
                chosen.used = True
                return chosen.response()
        self.missed.append(request)
        return answer({"error": f"nothing was recorded for {request.method} {request.target}"}, 501)

    def _index(self, ignoring: frozenset[str]) -> dict[Key, list[Recording]]:
        if ignoring not in self._by_key:
            index: dict[Key, list[Recording]] = {}
            for recording in self.all:
                index.setdefault(recording.key(ignoring), []).append(recording)
            self._by_key[ignoring] = index
        return self._by_key[ignoring]


def _key(service: str, method: str, path: str, query: str, *, body: bytes, ignoring: Collection[str]) -> Key:
    path = re.sub(r"(?<=/)(?:https?:/+doi\.org/|doi:)", "", unquote(path), flags=re.IGNORECASE).rstrip("/")
    pairs = {
        (name, "" if name == "token" else value)  # recorded tokens were blacked out
        for name, value in parse_qsl(query)
        if name not in SECRETS and name not in ignoring
    }
    try:
        text = json.dumps(json.loads(body), sort_keys=True) if body else ""
    except ValueError:
        text = body.decode(errors="replace")
    return service, method, path, tuple(sorted(pairs)), text


def _lines(path: Path) -> Iterator[Recording]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            found = json.loads(line)
            service = HOSTS.get(urlsplit(found["url"]).hostname or "")
            if service is None:
                continue
            asked = found.get("request_body") or ""
            body = _plain(found["body"] or "")
            yield Recording(
                service,
                found["method"],
                found["url"],
                found["status"],
                found["headers"] or {},
                (body if isinstance(body, str) else json.dumps(body)).encode(),
                (asked if isinstance(asked, str) else json.dumps(asked)).encode(),
            )


def _plain(body: Any) -> Any:
    """Undo what some recorders did to a body: JSON in base64."""
    if isinstance(body, str) and re.match("eyJ|W3si|WyJ", body):
        return base64.b64decode(body).decode()
    return body


def _days(path: Path) -> Iterator[Recording]:
    """Read the archive of days: each file is what `/api/daily_papers` answered for the date in its name."""
    with tarfile.open(path) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            if content is not None and (match := re.search(r"(\d{4}-\d\d-\d\d)\.json$", member.name)):
                address = f"https://huggingface.co/api/daily_papers?date={match[1]}"
                yield Recording("huggingface", "GET", address, 200, {}, content.read())
