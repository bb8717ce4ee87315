"""What is known of the services without asking them: addresses, keys, budgets, and the cache."""

from __future__ import annotations

import time
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kg.sources.http.cache import Cache
from kg.sources.http.endpoint import endpoints
from kg.sources.http.settings import CONTACT, Settings
from kg.sources.http.waits import written

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.sources.http.endpoint import Endpoint


@dataclass(frozen=True, slots=True)
class ServiceState:
    """What is known of a service.

    Args:
        name: its name.
        title: its name for a person.
        address: the base address in use.
        variable: the variable that sets another.
        key: the variable of its key; None where it takes none.
        key_from: "environment", "settings file", or an empty text where no key is set.
        keyed: whether the key goes with each request; over plain http to another machine it does not.
        left: what is left of its budget, as it said last; None where it never said, or where that is over.
        limit: how much there is in all.
        unit: "requests" or "USD".
        resets: when it starts anew (ISO 8601).
        answers: how many of its answers are kept.
    """

    name: str
    title: str
    address: str
    variable: str
    key: str | None
    key_from: str
    keyed: bool
    left: float | None
    limit: float | None
    unit: str | None
    resets: str | None
    answers: int


@dataclass(frozen=True, slots=True)
class Overview:
    """What is known without asking.

    Args:
        services: each service.
        cache: the file that answers are kept in.
        cache_bytes: how large it is; 0 where it is not there yet.
        settings: the settings file.
        settings_exist: whether it is there.
        contact_from: where the contact address is set; an empty text where it is not.
    """

    services: tuple[ServiceState, ...]
    cache: Path
    cache_bytes: int
    settings: Path
    settings_exist: bool
    contact_from: str


def overview(settings: Settings | None = None, *, tell: Callable[[str], None]) -> Overview:
    """Say what is known of the services; nobody is asked, and no file is made."""
    settings = settings or Settings()
    reached = endpoints(settings)
    path = settings.cache
    if path.is_file():
        with closing(Cache(path, tell=tell)) as cache:
            counts = cache.counts()
            states = tuple(_state(endpoint, settings, cache, counts) for endpoint in reached.values())
    else:
        states = tuple(_state(endpoint, settings, None, {}) for endpoint in reached.values())
    return Overview(
        services=states,
        cache=path,
        cache_bytes=sum(_size(Path(f"{path}{ending}")) for ending in ("", "-wal")),
        settings=settings.path,
        settings_exist=settings.path.is_file(),
        contact_from=settings.place(CONTACT),
    )


def clear(settings: Settings | None = None, *, tell: Callable[[str], None]) -> int:
    """Forget every answer that is kept; how many there were."""
    path = (settings or Settings()).cache
    if not path.is_file():
        return 0
    with closing(Cache(path, tell=tell)) as cache:
        return cache.clear()


def _state(endpoint: Endpoint, settings: Settings, cache: Cache | None, counts: dict[str, int]) -> ServiceState:
    service = endpoint.service
    budget = cache.recall(service.name, endpoint.place, keyed=endpoint.keyed) if cache else None
    if budget and budget.resets is not None and budget.resets <= time.time():
        budget = None  # it has started anew since
    return ServiceState(
        name=service.name,
        title=service.title,
        address=endpoint.address,
        variable=service.variable,
        key=service.key,
        key_from=settings.place(service.key) if service.key else "",
        keyed=endpoint.keyed,
        left=budget.left if budget else None,
        limit=budget.limit if budget else None,
        unit=budget.unit if budget else None,
        resets=written(budget.resets) if budget and budget.resets is not None else None,
        answers=counts.get(service.name, 0),
    )


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else 0
