"""Redirects: where one may lead, and where it may not."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

if TYPE_CHECKING:
    from kg.sources.http.endpoint import Endpoint

STATUSES = frozenset({301, 302, 303, 307, 308})
MOST = 5


def follow(endpoint: Endpoint, current: str, location: str) -> tuple[str, bool] | None:
    """Say where a redirect leads and whether keys may go there; None where it is not followed.

    On the same scheme, host and port it is followed with keys. The service's own address, where another base address is
    set, stands for that base address. Another of the service's own hosts is followed without keys, over https alone.
    Any other host, address or scheme is not followed.
    """
    try:
        target = urlsplit(urljoin(current, location))
        origin = (target.scheme, target.hostname, target.port)
    except ValueError:
        return None
    if target.username is not None or target.password is not None or not target.hostname:
        return None
    base, own = urlsplit(endpoint.address), urlsplit(endpoint.service.address)
    bare = target._replace(query=_without(endpoint, target.query), fragment="")
    if origin == (base.scheme, base.hostname, base.port):
        if location.startswith("/") and not location.startswith(("//", f"{base.path}/")):
            bare = bare._replace(path=base.path + bare.path)  # a mirror that passes on what the service said
        return _with(endpoint, urlunsplit(bare)), True
    if target.scheme == "https" and target.hostname == own.hostname and target.port in {None, 443}:
        here = bare._replace(scheme=base.scheme, netloc=base.netloc, path=base.path + bare.path)
        return _with(endpoint, urlunsplit(here)), True
    if endpoint.own and target.scheme == "https" and target.hostname in endpoint.service.hosts and target.port is None:
        return urlunsplit(bare), False
    return None


def _without(endpoint: Endpoint, query: str) -> str:
    """Take out the parameters that only the fetcher adds; a service may repeat them in the address it sends us to."""
    if not any(name in query for name in endpoint.params):
        return query
    pairs = parse_qsl(query, keep_blank_values=True)
    return urlencode([(name, value) for name, value in pairs if name not in endpoint.params])


def _with(endpoint: Endpoint, url: str) -> str:
    if not endpoint.params:
        return url
    return f"{url}{'&' if urlsplit(url).query else '?'}{urlencode(endpoint.params)}"
