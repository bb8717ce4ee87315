"""Questions that stay open: the sentence for each, naming the service and what was asked."""

from __future__ import annotations

import contextlib
import json
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from kg.errors import FetchError
from kg.sources.http.waits import written

if TYPE_CHECKING:
    from kg.sources.http.endpoint import Endpoint
    from kg.sources.http.question import Question

_QUOTED = 160
"""Letters of a text of theirs that fit in a sentence of ours."""


def refused(
    endpoint: Endpoint, question: Question, reason: str, *, status: int | None = None, lasting: bool = False
) -> FetchError:
    """Say that asking again would not help."""
    return _error(endpoint, f"was asked for {question}: it {reason}.", status=status, lasting=lasting)


def failed(endpoint: Endpoint, question: Question, reason: str, *, status: int | None) -> FetchError:
    """Say that asking again did not help."""
    sentence = f"could not be asked for {question}: it {reason} each time it was asked; run the same again later."
    return _error(endpoint, sentence, status=status)


def not_found(endpoint: Endpoint, question: Question) -> FetchError:
    """Say that the host has no address: most often there is no network."""
    host = urlsplit(endpoint.address).netloc
    sentence = f"cannot be asked for {question}: the host {host} was not found; connect to a network, or use --offline."
    return _error(endpoint, sentence, lasting=True)


def given_up(endpoint: Endpoint, question: Question, *, lasting: bool) -> FetchError:
    """Say that a question was not sent after others like it had failed."""
    sentence = (
        f"is not asked for {question}, as it gave no answer to what it was asked before; run the same again later."
    )
    return _error(endpoint, sentence, lasting=lasting)


def too_early(endpoint: Endpoint, question: Question, until: float, *, status: int | None = None) -> FetchError:
    """Say when to come again."""
    moment = written(until)
    sentence = f"is not to be asked before {moment}, so {question} stays open; run the same again then."
    return _error(endpoint, sentence, status=status, until=moment, lasting=True)


def quoted(endpoint: Endpoint, body: bytes) -> str:
    """Quote what a service says about its refusal, where it is a text and no page; else an empty text."""
    text = _in_one_line(endpoint.clean_bytes(body[:2000]).decode("utf-8", "replace"))
    with contextlib.suppress(ValueError, RecursionError):
        value = json.loads(text)
        if isinstance(value, dict):
            text = _in_one_line(str(value.get("message") or value.get("error") or text))
    if not text or text.startswith("<") or not text.isprintable():
        return ""
    return f" ({shown(text).rstrip('.')})"


def shown(text: str) -> str:
    """Cut a text of theirs to what fits in a sentence; what would steer a terminal is not shown."""
    if not text.isprintable():
        return "what cannot be shown"
    return text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _error(
    endpoint: Endpoint, rest: str, *, status: int | None = None, until: str | None = None, lasting: bool = False
) -> FetchError:
    sentence = endpoint.clean(f"{endpoint.title} {rest}")
    return FetchError(sentence, service=endpoint.name, status=status, until=until, lasting=lasting)
