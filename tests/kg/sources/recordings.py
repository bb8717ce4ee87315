"""The recorded answers of the services, which lie beside the project."""

from __future__ import annotations

import base64
import functools
import gzip
import json
import tarfile
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.conftest import require

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


class Recording:
    """One recorded answer."""

    def __init__(self, value: dict[str, Any]) -> None:
        self.method: str = value["method"]
        self.url: str = value["url"]
        self.path = urlsplit(self.url).path
        self.status: int = value["status"]
        text: str = value["body"]
        # Some recorders wrote bodies in Base64: "eyJ" is how a JSON object begins there.
        self.body = base64.b64decode(text) if text.startswith("eyJ") else text.encode()
        self.asked: str = value["request_body"] or ""

    def json(self) -> Any:
        return json.loads(self.body)


@functools.cache
def recorded(shared: Path, service: str) -> list[Recording]:
    """Give the recordings of a service."""
    path = require(shared / "replay" / f"{service}.jsonl.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [Recording(json.loads(line)) for line in lines]


def daily(shared: Path) -> Iterator[tuple[str, bytes]]:
    """Give the recorded days of Daily Papers: name and body."""
    with tarfile.open(require(shared / "replay" / "hf_daily_papers.tar.gz")) as archive:
        for member in archive:
            if member.name.endswith(".json") and (file := archive.extractfile(member)):
                yield member.name, file.read()


class Omissions(list[tuple[str, str]]):
    """What a parser told of fields that it left out."""

    def __call__(self, field: str, why: str) -> None:
        self.append((field, why))

    @property
    def fields(self) -> list[str]:
        return [field for field, _ in self]
