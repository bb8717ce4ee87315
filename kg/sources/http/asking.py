"""This file is about asking over the network: politely, again where that can help, and not without end.

What may be mended is asked again: 408, 429 and 5xx, broken connections, bodies that are cut or something else. Between
tries stands what the service asks for, else a pause that doubles, with some chance in it. A service that gives no
answer to several questions in a row is asked each further one once, and after a few more not at all in this run.

Retries are tenacity's. stamina, which wraps it, was left aside: it keeps its switch and its log hook for the whole
process, and the hook prints a line on stderr for each retry until the application takes it away; here each wait
depends on what the service asked for, which tenacity takes as an argument.
"""

from __future__ import annotations

import contextlib
import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import tenacity

import kg
from kg.errors import FetchError
from kg.sources.http import redirects, waits
from kg.sources.http.content import WrongContentError, checked
from kg.sources.http.events import Event
from kg.sources.http.failures import Failures
from kg.sources.http.pace import Pace, TooLong, open_pace
from kg.sources.http.response import OK, Response
from kg.sources.http.settings import CONTACT
from kg.sources.http.wire import NEAR, Patience, Wire, WireError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kg.sources.http.cache import Cache
    from kg.sources.http.endpoint import Endpoint
    from kg.sources.http.events import Count
    from kg.sources.http.question import Question
    from kg.sources.http.services import Expects
    from kg.sources.http.settings import Settings
    from kg.sources.http.wire import Raw

    Check = Callable[[Response], str | None]

_NOTHING = frozenset({400, 404, 410, 451})
"""Answers that say that there is nothing."""
_MENDABLE = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
_UNAUTHORISED = 401
_FORBIDDEN = 403
_QUOTED = 160
"""Letters of a text of theirs that fit in a sentence of ours."""
_TWICE = frozenset({"slow", "name"})
"""What takes long to find out, or will hardly change, is tried twice."""
_FINAL = frozenset({"certificate", "large", "address"})


class _MendableError(Exception):
    """Say what was wrong, and for how long the service asks to be left alone."""

    def __init__(
        self, reason: str, *, status: int | None = None, wait: float | None = None, kind: str = "answer"
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.wait = wait
        self.kind = kind


class Asker:
    """Ask services over the network.

    Args:
        settings: where the contact is found.
        cache: where what is left of a budget is remembered.
        counts: what was sent, by service.
        patience: how often and how long; by default that of services, or a quicker one with a server on this machine.
        on_event: called with what happens.
        tell: called with a sentence about the machine's own files.
    """

    def __init__(
        self,
        settings: Settings,
        cache: Cache,
        counts: dict[str, Count],
        *,
        patience: Patience | None,
        on_event: Callable[[Event], None],
        tell: Callable[[str], None],
    ) -> None:
        contact = settings.secret(CONTACT)
        self._agent = f"paper-kg/{kg.__version__}" + (f" (mailto:{contact})" if contact else "")
        self._cache = cache
        self._counts = counts
        self._patience = patience
        self._on_event = on_event
        self._tell = tell
        self._pace: Pace | None = None
        self._wire = Wire()
        self._failures = Failures()
        self._held: dict[str, float] = {}
        self._intervals: dict[str, float] = {}

    def close(self) -> None:
        """Close connections and files."""
        self._wire.close()
        if self._pace is not None:
            self._pace.close()

    def ask(
        self, endpoint: Endpoint, question: Question, expects: Expects, check: Check | None
    ) -> tuple[Response, float]:
        """Give an answer and its moment; what is neither an answer nor mended is a FetchError."""
        patience = self._patience or (Patience() if endpoint.polite else NEAR)
        held = self._held.get(endpoint.pace, 0.0)
        if held - time.time() > patience.longest_wait:
            raise self._too_long(endpoint, question, held, None)
        if far := self._failures.given_up(question):
            sentence = (
                f"{endpoint.title} is not asked for {question}, as it gave no answer to what it was asked before; "
                "run the same again later."
            )
            raise FetchError(endpoint.clean(sentence), service=endpoint.name, lasting=far == "service")
        if self._failures.tired(question):
            patience = replace(patience, tries=1)
        try:
            answer = self._again_and_again(endpoint, question, expects, check, patience)
        except _MendableError as error:
            self._failures.failed(question, lasting=error.kind == "name")
            raise self._failed(endpoint, question, error) from error
        except FetchError as error:
            if error.lasting or error.status in {_UNAUTHORISED, _FORBIDDEN}:
                self._failures.failed(question, lasting=error.lasting and error.until is None)
            raise
        self._failures.answered(question)
        return answer

    def _again_and_again(
        self, endpoint: Endpoint, question: Question, expects: Expects, check: Check | None, patience: Patience
    ) -> tuple[Response, float]:
        backoff = tenacity.wait_exponential(patience.backoff, max=patience.longest_wait) + tenacity.wait_random(
            0, patience.jitter
        )
        waited = 0.0

        def wait(state: tenacity.RetryCallState) -> float:
            error = state.outcome.exception() if state.outcome else None
            told = error.wait if isinstance(error, _MendableError) else None
            return backoff(state) if told is None else told

        def stop(state: tenacity.RetryCallState) -> bool:
            error = state.outcome.exception() if state.outcome else None
            most = (
                min(2, patience.tries) if isinstance(error, _MendableError) and error.kind in _TWICE else patience.tries
            )
            return state.attempt_number >= most

        def pause(seconds: float) -> None:
            nonlocal waited
            waited += seconds
            time.sleep(seconds)

        def told(state: tenacity.RetryCallState) -> None:
            error = state.outcome.exception() if state.outcome else None
            if not isinstance(error, _MendableError):
                return
            seconds = state.next_action.sleep if state.next_action else 0.0
            if waited + seconds > patience.longest_wait:
                raise self._too_long(endpoint, question, time.time() + seconds, error.status) from error
            sentence = f"{endpoint.title} {error.reason}; it is asked again in {seconds:.1f} s."
            self._on_event(Event("retry", endpoint.name, endpoint.clean(sentence), seconds))

        retrying = tenacity.Retrying(
            stop=stop,
            wait=wait,
            sleep=pause,
            before_sleep=told,
            retry=tenacity.retry_if_exception_type(_MendableError),
            reraise=True,
        )
        return retrying(self._once, endpoint, question, expects, check, patience)

    def _once(
        self, endpoint: Endpoint, question: Question, expects: Expects, check: Check | None, patience: Patience
    ) -> tuple[Response, float]:
        self._wait_for_hold(endpoint)
        raw, url = self._exchange(endpoint, question, patience)
        now = time.time()
        self._note_limits(endpoint, raw, now)
        body = endpoint.clean_bytes(raw.body)
        content_type = raw.headers.get("content-type", "")
        if raw.status == OK:
            try:
                body = checked(body, content_type, expects)
            except WrongContentError as error:
                raise _MendableError(endpoint.clean(str(error)), status=OK) from None
        elif raw.status not in _NOTHING:
            self._refuse(endpoint, question, raw, now)
        response = Response(
            service=endpoint.name,
            status=raw.status,
            url=endpoint.clean(url),
            body=body,
            content_type=content_type,
            retrieved=waits.written(now),
            cached=False,
        )
        if raw.status == OK and check is not None and (wrong := check(response)):
            raise _MendableError(wrong, status=OK)
        return response, now

    def _wait_for_hold(self, endpoint: Endpoint) -> None:
        """Wait until the moment that the service named to an earlier question."""
        seconds = self._held.get(endpoint.pace, 0.0) - time.time()
        if seconds > 0:
            sentence = f"{endpoint.title} asked to be left alone for {seconds:.1f} s more."
            self._on_event(Event("wait", endpoint.name, sentence, seconds))
            time.sleep(seconds)

    def _exchange(self, endpoint: Endpoint, question: Question, patience: Patience) -> tuple[Raw, str]:
        """Send a question and follow where it is sent on; the address is the one without keys."""
        url, keys = question.url(endpoint.address, endpoint.params), True
        for _ in range(redirects.MOST + 1):
            raw = self._send(endpoint, question, url, patience, keys=keys)
            if raw.status not in redirects.STATUSES or not raw.location:
                return raw, question.url(endpoint.address)
            target = redirects.follow(endpoint, url, raw.location)
            if target is None:
                raise self._error(
                    endpoint,
                    question,
                    f"sends the question on to {_shown(raw.location)}, which is not followed",
                    raw.status,
                )
            url, keys = target
        raise self._error(endpoint, question, "sends the question on and on", raw.status)

    def _send(self, endpoint: Endpoint, question: Question, url: str, patience: Patience, *, keys: bool) -> Raw:
        headers = {"User-Agent": self._agent, "Accept": endpoint.service.accept}
        if question.body is not None:
            headers["Content-Type"] = "application/json"
        if keys:
            headers |= endpoint.headers
        with self._turn(endpoint, question, patience):
            self._on_event(
                Event("ask", endpoint.name, f"{endpoint.title} is asked for {endpoint.clean(str(question))}.")
            )
            self._counts[endpoint.name].sent += 1
            try:
                return self._wire.send(question.method, url, headers=headers, content=question.body, patience=patience)
            except WireError as error:
                if error.kind in _FINAL:
                    raise self._error(endpoint, question, error.reason, None, lasting=error.kind != "large") from error
                raise _MendableError(error.reason, kind=error.kind) from error

    @contextlib.contextmanager
    def _turn(self, endpoint: Endpoint, question: Question, patience: Patience) -> Iterator[None]:
        if not endpoint.polite:
            yield
            return
        if self._pace is None:
            self._pace = open_pace(self._cache.path.parent, tell=self._tell)
        slower = self._intervals.get(endpoint.pace, 0.0)
        limit = replace(endpoint.limit, interval=max(endpoint.limit.interval, slower))

        def waiting(seconds: float) -> None:
            sentence = f"{endpoint.title} takes one request in {limit.interval:g} s: {seconds:.1f} s to wait."
            self._on_event(Event("wait", endpoint.name, sentence, seconds))

        try:
            with self._pace.turn(endpoint.pace, limit, longest=patience.longest_wait, on_wait=waiting):
                yield
        except TooLong as error:
            raise self._too_long(endpoint, question, error.until, None) from None

    def _note_limits(self, endpoint: Endpoint, raw: Raw, now: float) -> None:
        """Remember what is left, and let nobody ask where nothing is."""
        if (interval := waits.interval(raw.headers)) is not None:
            self._intervals[endpoint.pace] = interval
        budget = waits.budget(raw.headers, now)
        if budget is None:
            return
        with contextlib.suppress(Exception):
            self._cache.remember(endpoint.name, endpoint.place, budget, keyed=endpoint.keyed)
        if endpoint.polite and budget.left == 0 and budget.resets is not None:
            self._hold(endpoint, budget.resets)

    def _hold(self, endpoint: Endpoint, until: float) -> None:
        self._held[endpoint.pace] = until
        if endpoint.polite and self._pace is not None:
            self._pace.hold(endpoint.pace, until)

    def _refuse(self, endpoint: Endpoint, question: Question, raw: Raw, now: float) -> None:
        """Raise what a status that is no answer means."""
        wait = waits.pause(raw.status, raw.headers, now)
        told = _message(endpoint, raw)
        limited = raw.status == _FORBIDDEN and (wait is not None or "rate limit" in told.lower() or _too_fast(endpoint))
        if raw.status in _MENDABLE or limited:
            if wait:
                self._hold(endpoint, now + wait)
            raise _MendableError(f"answered with HTTP {raw.status}{told}", status=raw.status, wait=wait)
        key = endpoint.service.key
        if raw.status in {_UNAUTHORISED, _FORBIDDEN} and key:
            todo = f"check {key}" if endpoint.keyed else f"a key in {key} may help"
            raise self._error(endpoint, question, f"answered with HTTP {raw.status}{told}; {todo}", raw.status)
        raise self._error(endpoint, question, f"answered with HTTP {raw.status}{told}", raw.status)

    def _failed(self, endpoint: Endpoint, question: Question, error: _MendableError) -> FetchError:
        if error.kind == "name":
            host = endpoint.address.partition("://")[2].partition("/")[0]
            return FetchError(
                f"{endpoint.title} cannot be asked for {endpoint.clean(str(question))}: the host {host} was not found; "
                "connect to a network, or use --offline.",
                service=endpoint.name,
                lasting=True,
            )
        return self._error(
            endpoint,
            question,
            f"{error.reason} each time it was asked; run the same again later",
            error.status,
            verb="could not be asked",
        )

    def _error(
        self,
        endpoint: Endpoint,
        question: Question,
        reason: str,
        status: int | None,
        *,
        lasting: bool = False,
        verb: str = "was asked",
    ) -> FetchError:
        sentence = f"{endpoint.title} {verb} for {question}: it {reason}."
        return FetchError(endpoint.clean(sentence), service=endpoint.name, status=status, lasting=lasting)

    def _too_long(self, endpoint: Endpoint, question: Question, until: float, status: int | None) -> FetchError:
        moment = waits.written(until)
        sentence = (
            f"{endpoint.title} is not to be asked before {moment}, so {question} stays open; run the same again then."
        )
        return FetchError(endpoint.clean(sentence), service=endpoint.name, status=status, until=moment, lasting=True)


def _too_fast(endpoint: Endpoint) -> bool:
    """OpenAlex says 403 to those who ask too fast; with others it is a refusal."""
    return endpoint.name == "openalex"


def _message(endpoint: Endpoint, raw: Raw) -> str:
    """Quote what a service says about its refusal, where it is short and no page."""
    text = " ".join(endpoint.clean_bytes(raw.body[:2000]).decode("utf-8", "replace").split())
    with contextlib.suppress(ValueError, RecursionError):
        value = json.loads(text)
        if isinstance(value, dict):
            text = " ".join(str(value.get("message") or value.get("error") or text).split())
    if not text or text.startswith("<") or not text.isprintable():
        return ""
    return f" ({text.rstrip('.') if len(text) <= _QUOTED else text[:_QUOTED] + '…'})"


def _shown(location: str) -> str:
    return location if len(location) <= _QUOTED and location.isprintable() else "another place"
