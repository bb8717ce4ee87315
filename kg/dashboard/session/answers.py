"""Asking the graph: the store is opened once, and an answer is kept for a little while."""

from __future__ import annotations

import logging
import os
import socket
import threading
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar, cast
from urllib.parse import urlsplit

import streamlit as st

from kg import store as kg_store
from kg.errors import StoreError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.store import Store

P = ParamSpec("P")
T = TypeVar("T")

LOCAL = "local:"
KEPT_SECONDS = 30  # a build is seen after this long, at the latest
KEPT_ANSWERS = 300
_log = logging.getLogger(__name__)
_reopening = threading.Lock()


def store_url() -> str:
    """Return which store the dashboard shows: `KG_STORE`, else the local one."""
    return os.environ.get("KG_STORE") or LOCAL


def answer(question: Callable[Concatenate[Store, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Ask the store, or return what it answered a moment ago.

    Example:
        answer(queries.papers, text="attention", limit=20)
    """
    name = f"{question.__module__}.{question.__qualname__}"
    told = tuple((word, _short(value)) for word, value in sorted(kwargs.items()))
    return cast(
        "T", _kept(store_url(), name, tuple(map(_short, args)), told, _question=question, _args=args, _kwargs=kwargs)
    )


def _short(value: object) -> object:
    """Return what tells a value from another: Streamlit takes 3.5 ms for a tuple of 500 words, a text 0.1."""
    if isinstance(value, tuple) and all(type(one) is str for one in value):
        return "words", repr(value)  # a tuple of these two would itself be written so
    return value


def ask(question: Callable[Concatenate[Store, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Ask the store now; one that has gone away in the meantime (a local one stops when idle) is opened again once."""
    url = store_url()
    store = _opened(url)
    if not _listens(store):
        return question(_opened_again(url, store), *args, **kwargs)
    try:
        return question(store, *args, **kwargs)
    except StoreError:
        return question(_opened_again(url, store), *args, **kwargs)


def _opened_again(url: str, gone: Store) -> Store:
    with _reopening:  # of two readers, the second takes what the first has opened
        if _opened(url) is gone:
            _log.warning("%r does not answer any more and is opened again", gone)
            _opened.clear(url)
        return _opened(url)


def _listens(store: Store) -> bool:
    """Tell whether a server is there: it takes no time, where the driver would try for half a minute."""
    parts = urlsplit(store.url)
    try:
        socket.create_connection((str(parts.hostname), parts.port or 7687), timeout=5).close()
    except OSError:
        return False
    return True


@st.cache_resource(
    show_spinner="Opening the store. A local Neo4j takes some ten seconds to start...",
    max_entries=4,
    on_release=lambda store: store.close(),
)
def _opened(url: str) -> Store:
    return kg_store.connect(url)


@st.cache_data(ttl=KEPT_SECONDS, max_entries=KEPT_ANSWERS, show_spinner=False)
def _kept(
    url: str,
    name: str,
    args: tuple[Any, ...],
    kwargs: tuple[tuple[str, Any], ...],
    *,
    _question: Any,
    _args: tuple[Any, ...],
    _kwargs: dict[str, Any],
) -> Any:
    del url, name, args, kwargs  # they tell one kept answer from another
    return ask(_question, *_args, **_kwargs)
