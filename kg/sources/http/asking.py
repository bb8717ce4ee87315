"""Asking over the network: politely, again where that can help, and not without end.

What may be mended is asked again: 408, 429 and 5xx, broken connections, bodies that are cut or something else. Between
tries stands what the service asks for, else a pause that doubles, with some chance in it. A service that gives no
answer to several questions in a row is asked each further one once, and after a few more not at all in this run.

Retries are tenacity's. stamina, which wraps it, was left aside: it keeps its switch and its log hook for the whole
process, and the hook prints a line on stderr for each retry until the application takes it away; here each wait
depends on what the service asked for, which tenacity takes as an argument.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

import tenacity

import kg
from kg.errors import FetchError
from kg.sources.http import redirects, refusals, waits
from kg.sources.http.content import WrongContentError, checked
from kg.sources.http.events import Event
from kg.sources.http.failures import Failures
from kg.sources.http.manners import Manners
from kg.sources.http.pace import TooLong
from kg.sources.http.response import OK, Response
from kg.sources.http.settings import CONTACT
from kg.sources.http.wire import NEAR, Patience, Wire, WireError

if TYPE_CHECKING:
    from collections.abc import Callable

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
_FORBID_HASTE = frozenset({"openalex"})
"""Who says 403 to those who ask too fast; with others it is a refusal."""
_MOST = {"slow": 2, "name": 2, "nowhere": 1}
"""What takes long to find out, or will hardly change, is tried twice; where no name is found for seconds, once."""
_NOWHERE = 3.0
_UNKNOWN = frozenset({"name", "nowhere"})
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
        self._counts = counts
        self._patience = patience
        self._on_event = on_event
        self._manners = Manners(cache, on_event=on_event, tell=tell)
        self._wire = Wire()
        self._failures = Failures()

    def close(self) -> None:
        """Close connections and files."""
        self._wire.close()
        self._manners.close()

    def reaches(self, endpoint: Endpoint, seconds: float) -> bool:
        """Say whether a service answers anything at all within so many seconds."""
        return self._wire.reaches(endpoint.address, seconds, {"User-Agent": self._agent})

    def ask(
        self, endpoint: Endpoint, question: Question, expects: Expects, check: Check | None
    ) -> tuple[Response, float]:
        """Give an answer and its moment; what is neither an answer nor mended is a FetchError."""
        patience = self._patience or (Patience() if endpoint.polite else NEAR)
        held = self._manners.held(endpoint)
        if held - time.time() > patience.longest_wait:
            raise refusals.too_early(endpoint, question, held)
        if far := self._failures.given_up(question):
            raise refusals.given_up(endpoint, question, lasting=far == "service")
        if self._failures.tired(question):
            patience = replace(patience, tries=1)
        try:
            answer = self._again_and_again(endpoint, question, expects, check, patience)
        except _MendableError as error:
            self._failures.failed(question, lasting=error.kind in _UNKNOWN)
            if error.kind in _UNKNOWN:
                raise refusals.not_found(endpoint, question) from error
            raise refusals.failed(endpoint, question, error.reason, status=error.status) from error
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
            most = _MOST.get(error.kind, patience.tries) if isinstance(error, _MendableError) else patience.tries
            return state.attempt_number >= min(most, patience.tries)

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
                raise refusals.too_early(endpoint, question, time.time() + seconds, status=error.status) from error
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
        self._manners.wait(endpoint)
        raw = self._exchange(endpoint, question, expects, patience)
        now = time.time()
        self._manners.note(endpoint, raw.headers, now)
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
            url=endpoint.clean(question.url(endpoint.address)),
            body=body,
            content_type=content_type,
            retrieved=waits.written(now),
            cached=False,
        )
        if raw.status == OK and check is not None and (wrong := check(response)):
            raise _MendableError(wrong, status=OK)
        return response, now

    def _exchange(self, endpoint: Endpoint, question: Question, expects: Expects, patience: Patience) -> Raw:
        """Send a question and follow where it is sent on."""
        headers = {
            "User-Agent": self._agent,
            "Accept": endpoint.service.accept if expects == endpoint.service.expects else "*/*",
            **({} if question.body is None else {"Content-Type": "application/json"}),
        }
        url, keys = question.url(endpoint.address, endpoint.params), True
        for _ in range(redirects.MOST + 1):
            raw = self._send(endpoint, question, url, headers | (endpoint.headers if keys else {}), patience)
            if raw.status not in redirects.STATUSES or not raw.location:
                return raw
            target = redirects.follow(endpoint, url, raw.location)
            if target is None:
                where = refusals.shown(raw.location)
                reason = f"sends the question on to {where}, which is not followed"
                raise refusals.refused(endpoint, question, reason, status=raw.status)
            url, keys = target
        raise refusals.refused(endpoint, question, "sends the question on and on", status=raw.status)

    def _send(
        self, endpoint: Endpoint, question: Question, url: str, headers: dict[str, str], patience: Patience
    ) -> Raw:
        begun = time.monotonic()
        try:
            with self._manners.turn(endpoint, longest=patience.longest_wait):
                sentence = f"{endpoint.title} is asked for {question}."
                self._on_event(Event("ask", endpoint.name, endpoint.clean(sentence)))
                self._counts[endpoint.name].sent += 1
                begun = time.monotonic()
                return self._wire.send(question.method, url, headers=headers, content=question.body, patience=patience)
        except TooLong as error:
            raise refusals.too_early(endpoint, question, error.until) from None
        except WireError as error:
            if error.kind in _FINAL:
                raise refusals.refused(endpoint, question, error.reason, lasting=error.kind != "large") from error
            nowhere = error.kind == "name" and time.monotonic() - begun > _NOWHERE
            raise _MendableError(error.reason, kind="nowhere" if nowhere else error.kind) from error

    def _refuse(self, endpoint: Endpoint, question: Question, raw: Raw, now: float) -> None:
        """Raise what a status that is no answer means."""
        wait = waits.pause(raw.status, raw.headers, now)
        told = refusals.quoted(endpoint, raw.body)
        limited = wait is not None or "rate limit" in told.lower() or endpoint.name in _FORBID_HASTE
        if raw.status in _MENDABLE or (raw.status == _FORBIDDEN and limited):
            if wait:
                self._manners.hold(endpoint, now + wait)
            raise _MendableError(f"answered with HTTP {raw.status}{told}", status=raw.status, wait=wait)
        todo = ""
        if raw.status in {_UNAUTHORISED, _FORBIDDEN} and (key := endpoint.service.key):
            todo = f"; check {key}" if endpoint.keyed else f"; a key in {key} may help"
        raise refusals.refused(endpoint, question, f"answered with HTTP {raw.status}{told}{todo}", status=raw.status)
