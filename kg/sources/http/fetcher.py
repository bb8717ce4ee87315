"""Asking services: from the cache, else politely over the network, again where that can help.

    with Fetcher() as fetcher:
        response = fetcher.get("openalex", "/works", {"filter": "doi:10.1/x"})
        for work in response.json()["results"]: ...

An answer is a 200, or a 400, 404, 410 or 451 that says that there is nothing. What may be mended by asking again is
asked again: 429 and 5xx, broken connections, bodies that are cut or something else. The rest is a FetchError.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, Self

from kg.errors import CallError, FetchError, KGError, OfflineError
from kg.sources.http.asking import Asker
from kg.sources.http.cache import Cache
from kg.sources.http.content import has_gaps
from kg.sources.http.endpoint import endpoints
from kg.sources.http.events import Count, Event
from kg.sources.http.question import Question
from kg.sources.http.services import SERVICES
from kg.sources.http.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import timedelta
    from types import TracebackType

    from kg.sources.http.asking import Check
    from kg.sources.http.endpoint import Endpoint
    from kg.sources.http.question import Params
    from kg.sources.http.response import Response
    from kg.sources.http.services import Expects
    from kg.sources.http.wire import Patience

_SEVEN_DAYS = 7 * 24 * 3600.0


class Fetcher:
    """Ask services, and keep what they answer.

    Args:
        offline: answer from the cache alone, however old; what it lacks is an OfflineError.
        refresh: ask again, each thing once while this fetcher is open.
        on_event: called with what happens.
        settings: addresses, keys and the contact; read from the environment and the settings file by default.
        patience: how often and how long; by default that of services, or a quicker one with a server on this machine.
    """

    def __init__(
        self,
        *,
        offline: bool = False,
        refresh: bool = False,
        on_event: Callable[[Event], None] | None = None,
        settings: Settings | None = None,
        patience: Patience | None = None,
    ) -> None:
        self.offline = offline
        self.counts: dict[str, Count] = {name: Count() for name in SERVICES}
        self._refresh = refresh
        self._on_event = on_event or (lambda _: None)
        self._settings = settings or Settings()
        self._endpoints = endpoints(self._settings)
        self._cache = Cache(self._settings.cache, tell=self._say)
        self._asker = Asker(
            self._settings, self._cache, self.counts, patience=patience, on_event=self._on_event, tell=self._say
        )
        self._asked: set[str] = set()
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._asker.close()
        self._cache.close()

    def get(
        self,
        service: str,
        path: str,
        params: Params | None = None,
        *,
        life: timedelta | None = None,
        expects: Expects | None = None,
        check: Check | None = None,
    ) -> Response:
        """Ask a service for something.

        Args:
            service: the service's name.
            path: the service's own path, as plain text: it is percent-encoded here.
            params: the parameters, in any order, as plain text; those that are None are left out.
            life: how long a good answer is kept; until --refresh by default.
            expects: what a good answer is made of; what the service always sends by default.
            check: look at a good answer and say what is wrong with it, as in "sent an empty page"; it is asked for
                again then, and not kept.

        Raises:
            FetchError: the service gives no answer.
            OfflineError: the cache lacks it, and nobody may be asked.
        """
        return self._fetch(Question.of("GET", service, path, params), life, expects, check)

    def post(
        self,
        service: str,
        path: str,
        params: Params | None = None,
        *,
        json: Any,
        life: timedelta | None = None,
        expects: Expects | None = None,
        check: Check | None = None,
    ) -> Response:
        """Ask a service for what a body names; such a question is a look-up, and may be sent twice."""
        return self._fetch(Question.of("POST", service, path, params, json), life, expects, check)

    def reachable(self, service: str, *, within: float = 3.0) -> bool:
        """Say whether a service answers anything at all within so many seconds; offline, none does."""
        endpoint = self._endpoint(service)
        return not self.offline and self._asker.reaches(endpoint, within)

    def forget(self, service: str, path: str, params: Params | None = None, *, json: Any = None) -> None:
        """Forget an answer that turned out to be wrong, so that it is asked for again."""
        method = "GET" if json is None else "POST"
        key = Question.of(method, service, path, params, json).key(self._endpoint(service).place)
        self._asked.discard(key)
        self._cache.forget(key)

    def _fetch(
        self, question: Question, life: timedelta | None, expects: Expects | None, check: Check | None
    ) -> Response:
        with self._lock:
            endpoint = self._endpoint(question.service)
            key = question.key(endpoint.place)
            kept = self._cache.find(key)
            if kept and (self.offline or key in self._asked or not (kept.expired or self._refresh)):
                self.counts[endpoint.name].kept += 1
                return kept.response
            if self.offline:
                raise OfflineError(
                    f"The cache lacks what {endpoint.title} says to {question}; run the same without --offline.",
                    service=endpoint.name,
                )
            try:
                response, moment = self._asker.ask(endpoint, question, expects or endpoint.service.expects, check)
            except FetchError as error:
                if kept is None or self._refresh:
                    raise
                told = f"{error} The answer of {kept.response.retrieved} is used."
                self._say(told, endpoint.name)
                self.counts[endpoint.name].kept += 1
                return kept.response
            self._keep(endpoint, question, response, moment, life)
            self._asked.add(key)
            return response

    def _endpoint(self, service: str) -> Endpoint:
        if service not in self._endpoints:
            raise CallError(f"{service} is no service; there are {', '.join(SERVICES)}.")
        return self._endpoints[service]

    def _keep(
        self, endpoint: Endpoint, question: Question, response: Response, moment: float, life: timedelta | None
    ) -> None:
        seconds = life.total_seconds() if life is not None else None
        if not response.ok or has_gaps(response.body):
            seconds = _SEVEN_DAYS if seconds is None else min(seconds, _SEVEN_DAYS)
        expires = None if seconds is None else moment + seconds
        try:
            self._cache.keep(question, endpoint.place, response, retrieved=moment, expires=expires)
        except KGError as error:  # a full disk costs the next run a request, and this one nothing
            self._say(f"An answer of {endpoint.title} is not kept: {error}", endpoint.name)

    def _say(self, sentence: str, service: str = "") -> None:
        self._on_event(Event("note", service, sentence))
