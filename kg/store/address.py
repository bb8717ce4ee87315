"""Which store a person means: the local Neo4j in a folder, or somebody's server."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from kg.errors import CallError

LOCAL = "local:"
SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
VARIABLE = "KG_STORE"


@dataclass(frozen=True, slots=True)
class Address:
    """Where a store is: `folder` of a local Neo4j (None: the default one) or `url` of a server."""

    url: str
    local: bool
    folder: Path | None = None


def parse(text: str | None) -> Address:
    """Read a store's address; None stands for what KG_STORE says, else for the local Neo4j.

    Raises:
        CallError: this is no address of a store.
    """
    text = (os.environ.get(VARIABLE) or LOCAL) if text is None else text
    text = text.strip()
    if text.startswith(LOCAL):
        path = text.removeprefix(LOCAL)
        return Address(text, local=True, folder=Path(path).expanduser().absolute() if path else None)
    try:
        parts = urlsplit(text)
        _ = parts.port  # a port that is no number shows here
    except ValueError as error:
        raise CallError(f"{text!r} is no address of a store ({error}): use local:PATH or bolt://HOST:PORT.") from None
    if "@" in parts.netloc:
        raise CallError(
            "A user name or a password does not belong into the address, where logs and process lists show it: "
            "set NEO4J_USERNAME and NEO4J_PASSWORD instead."
        )
    if parts.scheme not in SCHEMES or not parts.hostname:
        raise CallError(
            f"{text!r} is no address of a store: use local:, local:PATH, or HOST behind one of "
            f"{', '.join(scheme + '://' for scheme in SCHEMES)}."
        )
    return Address(text, local=False)


def fingerprint(store: str) -> str:
    """Return a short name for a store, the same for every way to write its address: files about it are named so."""
    where = parse(store)
    place = str(where.folder) if where.local else where.url.rstrip("/")
    return hashlib.sha256(place.encode("utf-8", "surrogatepass")).hexdigest()[:16]
