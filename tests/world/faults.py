"""What goes wrong between a client and a service: faults that a test switches on, and off again.

    faults = Faults()
    faults.add(too_many(retry_after=1), service="openalex", times=2)      the first two requests of OpenAlex
    faults.add(cut(), part="/references", nth={3})                        the third request whose path holds this
    faults.add(unavailable())                                            every request
    with Server(world, faults) as server: ...
    faults.fired                                                         which fault met which request

A fault is a function from a request and its right answer to what is sent instead. Of several that match, the one that
was added first counts. A request that a fault only delays or changes was answered by its service before.
"""

from __future__ import annotations

import json
import random
import re
import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from tests.world import arxiv
from tests.world.messages import Json, Request, Response, answer

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

Fault = Callable[[Request, Response], Response]

NO_SUCH_HOST = "http://kg-tests.invalid"
"""A base address whose name no DNS knows: `.invalid` is reserved for it."""


@dataclass(slots=True)
class Rule:
    """A fault, and which requests it meets.

    Attributes:
        fault: what is done.
        service: of which requests; of all where None.
        part: what their path and query, unquoted, must hold.
        nth: which of those that match, counted from 1; all where None.
        times: how many at most; no bound where None.
        seen: how many have matched so far.
    """

    fault: Fault
    service: str | None = None
    part: str = ""
    nth: Collection[int] | None = None
    times: int | None = None
    seen: int = 0
    met: int = 0


@dataclass
class Faults:
    """The faults that are switched on."""

    rules: list[Rule] = field(default_factory=list)
    fired: list[tuple[str, Request]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(
        self,
        fault: Fault,
        *,
        service: str | None = None,
        part: str = "",
        nth: Collection[int] | None = None,
        times: int | None = None,
    ) -> Rule:
        """Switch a fault on."""
        rule = Rule(fault, service, part, nth, times)
        with self.lock:
            self.rules.append(rule)
        return rule

    def clear(self) -> None:
        """Switch all faults off, and forget which fired."""
        with self.lock:
            self.rules.clear()
            self.fired.clear()

    def spoil(self, request: Request, response: Response) -> Response:
        """Give what is sent instead of the right answer."""
        with self.lock:
            chosen = None
            for rule in self.rules:
                if rule.service not in {None, request.service} or rule.part not in request.target:
                    continue
                rule.seen += 1
                counted = rule.nth is None or rule.seen in rule.nth
                if chosen is None and counted and (rule.times is None or rule.met < rule.times):
                    rule.met += 1
                    chosen = rule
            if chosen is None:
                return response
            self.fired.append((chosen.fault.__name__, request))
        return chosen.fault(request, response)


def _named(name: str, fault: Fault) -> Fault:
    fault.__name__ = name
    return fault


# Refusals.


def status(code: int, content: Json | None = None, **headers: str) -> Fault:
    """Answer with a status of HTTP."""
    return _named(f"status {code}", lambda _, __: answer(content or {"message": "made up"}, code, **headers))


_REFUSALS: dict[str, tuple[str, str]] = {
    "arxiv": ("Rate exceeded.", "text/plain"),
    "semantic_scholar": (
        '{"message": "Too Many Requests. Please wait and try again.", "code": "429"}',
        "application/json",
    ),
    "openalex": ('{"error": "Rate limit exceeded", "message": "Daily budget used up."}', "application/json"),
    "huggingface": (
        '{"error": "We had to rate limit you, you hit the quota of 500 api requests per 5 minutes."}',
        "application/json",
    ),
    "github": (
        '{"message": "API rate limit exceeded", "documentation_url": "https://docs.github.com/rest"}',
        "application/json",
    ),
}


def too_many(retry_after: str | float | None = None, *, code: int = 429, reset: dict[str, str] | None = None) -> Fault:
    """Answer 429 in the service's own words, with Retry-After (seconds, or a date) or without.

    Args:
        retry_after: what the header says.
        code: GitHub says 403 for it, too.
        reset: the service's own headers, such as ``{"x-ratelimit-reset": "1750000000"}``.
    """

    def fault(request: Request, _: Response) -> Response:
        body, kind = _REFUSALS.get(request.service, ("Too Many Requests", "text/plain"))
        headers = dict(reset or {})
        if request.service == "huggingface":
            headers.setdefault("RateLimit", '"api";r=0;t=1')
        if request.service == "github":
            headers.setdefault("x-ratelimit-remaining", "0")
        if retry_after is not None:
            headers["Retry-After"] = str(retry_after)
        return Response(code, body.encode(), kind, headers)

    return _named(f"too_many {code}", fault)


def unavailable(retry_after: float | None = None) -> Fault:
    """Answer 503 with a page for people, as a proxy before a service does."""
    headers = {} if retry_after is None else {"Retry-After": str(retry_after)}
    body = b"<html><head><title>503 Service Temporarily Unavailable</title></head><body></body></html>"
    return _named("unavailable", lambda _, __: Response(503, body, "text/html", headers))


def redirect(location: str, code: int = 302) -> Fault:
    """Send the client elsewhere; where the address ends in a slash, with path and query of the request."""

    def fault(request: Request, _: Response) -> Response:
        rest = (
            request.path.lstrip("/") + (f"?{request.query}" if request.query else "") if location.endswith("/") else ""
        )
        return Response(code, b"", "text/html", {"Location": location + rest})

    return _named("redirect", fault)


PRIVATE = (
    "file:///etc/passwd",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "gopher://127.0.0.1:70/",
)
"""Where no redirect may lead."""


# On the wire.


def hang_up() -> Fault:
    """Close the connection without a word."""
    return _named("hang_up", lambda _, response: replace(response, hang_up=True))


def cut(share: float = 0.5) -> Fault:
    """Send a part of the body and close: Content-Length promises more."""
    return _named("cut", lambda _, response: replace(response, sent=int(len(response.body) * share)))


def truncated(share: float = 0.5) -> Fault:
    """Send a part of the body as if it were all: the length is right, the JSON ends in the middle."""
    return _named(
        "truncated", lambda _, response: replace(response, body=response.body[: int(len(response.body) * share)])
    )


def drip(size: int = 16, seconds: float = 0.05) -> Fault:
    """Send the body in small pieces with pauses between."""
    return _named("drip", lambda _, response: replace(response, drip=(size, seconds)))


def huge(megabytes: int = 50) -> Fault:
    """Send a body of that size: the right one, and spaces, which JSON and XML allow."""
    return _named("huge", lambda _, response: replace(response, body=response.body.ljust(megabytes << 20)))


# What the body is.


def mislabelled(content_type: str = "application/json") -> Fault:
    """Send a page for people and say that it is JSON."""
    body = b"<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>Checking your browser</body></html>"
    return _named(
        "mislabelled", lambda _, response: replace(response, status=200, body=body, content_type=content_type)
    )


def labelled(content_type: str) -> Fault:
    """Send the right body with another label, such as ``text/plain; charset=iso-8859-1``: the bytes stay UTF-8."""
    return _named("labelled", lambda _, response: replace(response, content_type=content_type))


def encoded(charset: str = "iso-8859-1") -> Fault:
    """Send the body in another encoding than the label says."""
    return _named(
        "encoded", lambda _, response: replace(response, body=response.body.decode().encode(charset, "replace"))
    )


def error_inside(message: str = "Something went wrong, try again later") -> Fault:
    """Answer 200 with an error in the service's own shape."""

    def fault(request: Request, _: Response) -> Response:
        if request.service == "arxiv":
            return arxiv.error_inside(message)
        if request.service == "crossref":
            return answer(
                {"status": "failed", "message-type": "exception", "message": {"name": "exception", "message": message}}
            )
        return answer({"error": message, "message": message})

    return _named("error_inside", fault)


# What a list holds.

_ENTRY = re.compile(r"  <entry>\n.*?  </entry>\n", re.DOTALL)


def _change(response: Response, change: Callable[[list[Any]], list[Any] | None]) -> Response:
    """Change the list of a right answer, wherever the service keeps it; other answers stay as they are."""
    if response.status != 200:
        return response
    if "xml" in response.content_type:
        text = response.body.decode()
        entries = change(_ENTRY.findall(text)) or []
        return replace(
            response, body=(_ENTRY.sub("", text).removesuffix("</feed>\n") + "".join(entries) + "</feed>\n").encode()
        )
    content = response.json()
    if isinstance(content, list):
        return replace(response, body=json.dumps(change(content)).encode())
    at = content.get("message", content) if isinstance(content, dict) else {}
    for name in ("data", "results", "items", "reference", "referenced_works"):
        if isinstance(at, dict) and isinstance(at.get(name), list):
            at[name] = change(at[name])
            return replace(response, body=json.dumps(content).encode())
    return response


def empty_page() -> Fault:
    """Answer with a list without entries; totals and cursors stay."""
    return _named("empty_page", lambda _, response: _change(response, lambda _: []))


def data_null() -> Fault:
    """Answer with null where the list should be."""
    return _named("data_null", lambda _, response: _change(response, lambda _: None))


def shuffled(seed: int = 1) -> Fault:
    """Answer with the entries in another order."""

    def change(found: list[Any]) -> list[Any]:
        return random.Random(seed).sample(found, len(found))

    return _named("shuffled", lambda _, response: _change(response, change))


def doubled() -> Fault:
    """Answer with every entry twice."""
    return _named(
        "doubled", lambda _, response: _change(response, lambda found: [one for one in found for _ in (0, 1)])
    )


def shortened(count: int = 1) -> Fault:
    """Answer with some entries fewer than there are."""
    return _named("shortened", lambda _, response: _change(response, lambda found: found[: len(found) - count]))


# Cursors.


def same_cursor() -> Fault:
    """Give the cursor that was given as the next one, so that each page is followed by itself."""
    return _named("same_cursor", lambda request, response: _next(response, _given(request)))


def first_cursor() -> Fault:
    """Give the first cursor as the next one, so that the pages go round and round."""
    return _named(
        "first_cursor", lambda request, response: _next(response, "0" if "offset" in request.parameters else "*")
    )


def _given(request: Request) -> str:
    given = request.parameters
    return given.get("cursor") or given.get("token") or given.get("offset") or "0"


def _next(response: Response, cursor: str) -> Response:
    if response.status != 200 or "json" not in response.content_type:
        return response
    content = response.json()
    if not isinstance(content, dict):
        return response
    if "meta" in content:
        content["meta"]["next_cursor"] = cursor
    elif isinstance(content.get("message"), dict) and "next-cursor" in content["message"]:
        content["message"]["next-cursor"] = cursor
    elif "token" in content:
        content["token"] = cursor
    elif "offset" in content:
        content["next"] = int(cursor) if cursor.isdigit() else 0
    return replace(response, body=json.dumps(content).encode())


# Many at once.


def storm(seed: int = 1, share: float = 0.3, most: int = 2, kinds: Sequence[Fault] | None = None) -> Fault:
    """Spoil a share of the attempts at each request, at most so many of them: then the right answer comes.

    Chance falls by the request and its attempt, not by the order in which requests come.

    Args:
        seed: of chance.
        share: how many attempts of a hundred are spoiled, in hundredths of one.
        most: after so many spoiled attempts at one request the right answer comes.
        kinds: what goes wrong; what a client can see by itself where None (see `visible`).
    """
    chosen = list(visible().values() if kinds is None else kinds)
    spoiled: Counter[tuple[str, str, str, bytes]] = Counter()
    attempts: Counter[tuple[str, str, str, bytes]] = Counter()
    lock = threading.Lock()

    def fault(request: Request, response: Response) -> Response:
        key = (request.service, request.method, request.target, request.body)
        with lock:
            attempts[key] += 1
            chance = random.Random(f"{seed} {key} {attempts[key]}")
            if spoiled[key] >= most or chance.random() >= share:
                return response
            spoiled[key] += 1
        return chance.choice(chosen)(request, response)

    return _named("storm", fault)


def visible() -> dict[str, Fault]:
    """Give the faults that a client sees in the answer itself, or that change nothing of what it says."""
    names = {"empty page", "data null", "wrong charset"}
    return {name: fault for name, fault in all_of_them().items() if name not in names}


def all_of_them() -> dict[str, Fault]:
    """Give every fault that a client must survive when it meets one request, by name."""
    return {
        "429 with Retry-After": too_many(0),
        "429 without Retry-After": too_many(),
        "429 until a date": too_many("Wed, 11 Jun 2025 00:00:00 GMT"),
        "503": unavailable(),
        "503 with Retry-After": unavailable(0),
        "closed connection": hang_up(),
        "body cut short": cut(),
        "JSON that ends in the middle": truncated(),
        "HTML as JSON": mislabelled(),
        "HTML as Atom": mislabelled("application/atom+xml"),
        "wrong charset": encoded(),
        "label of another charset": labelled("application/json; charset=iso-8859-1"),
        "error inside": error_inside(),
        "empty page": empty_page(),
        "data null": data_null(),
        "another order": shuffled(),
        "entries twice": doubled(),
    }
