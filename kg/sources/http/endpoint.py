"""A service as one person reaches it: the base address in use, and what its requests carry."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import quote, quote_plus, urlsplit

from kg.errors import CallError
from kg.sources.http.services import SERVICES
from kg.sources.http.settings import CONTACT, SECRETS

if TYPE_CHECKING:
    from kg.sources.http.services import Limit, Service
    from kg.sources.http.settings import Settings

_SHORTEST = 4
"""A key of fewer letters would be found in every second answer."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A service's base address, and what only the fetcher adds to a request.

    Args:
        service: what is fixed about the service.
        address: the base address in use, without a slash at its end.
        limit: how often it may be asked.
        polite: whether the limit holds; on the loopback interface only where it is asked for.
        keyed: whether a key goes with each request.
        headers: what carries a key or the contact.
        params: the parameters that carry a key or the contact.
        secrets: the texts that must not be kept or shown: every key and the contact.
    """

    service: Service
    address: str
    limit: Limit
    polite: bool
    keyed: bool
    headers: dict[str, str] = field(repr=False)
    params: dict[str, str] = field(repr=False)
    secrets: tuple[str, ...] = field(repr=False)

    @property
    def name(self) -> str:
        """The service's name."""
        return self.service.name

    @property
    def title(self) -> str:
        """The service's name for a person."""
        return self.service.title

    @property
    def own(self) -> bool:
        """Whether the base address is the service's own."""
        return self.address == self.service.address

    @property
    def place(self) -> str:
        """What tells this base address from others in the cache; an empty text for the service's own."""
        return "" if self.own else self.address

    @property
    def pace(self) -> str:
        """What requests that share one limit have in common."""
        return f"{urlsplit(self.address).netloc} {'with' if self.keyed else 'without'} a key"

    def clean(self, text: str) -> str:
        """Take keys and the contact out of a text."""
        for secret in self.secrets:
            for form in {secret, quote(secret, safe=""), quote_plus(secret)}:
                text = text.replace(form, "***")
        return text

    def clean_bytes(self, body: bytes) -> bytes:
        """Take keys and the contact out of an answer that repeats them."""
        for secret in self.secrets:
            body = body.replace(secret.encode(), b"***")
        return body


def endpoint(service: Service, settings: Settings) -> Endpoint:
    """Read from the settings how a service is reached."""
    address = _address(service, settings.get(service.variable))
    host = urlsplit(address).hostname or ""
    contact = settings.secret(CONTACT)
    key = settings.secret(service.key) if service.key else ""
    if not address.startswith("https:") and not is_loopback(host):
        key = ""  # a key never crosses a network in the clear
    headers, params = _carriers(service, key, contact)
    limit = service.limit
    if service.keyed_limit and (key or (service.key is None and contact)):
        limit = service.keyed_limit
    return Endpoint(
        service=service,
        address=address,
        limit=limit,
        polite=settings.polite or not is_loopback(host),
        keyed=bool(key),
        headers=headers,
        params=params,
        secrets=_secrets(settings),
    )


def endpoints(settings: Settings) -> dict[str, Endpoint]:
    """Read how each service is reached; a wrong address or key is an error before anything is asked."""
    return {name: endpoint(service, settings) for name, service in SERVICES.items()}


def is_loopback(host: str) -> bool:
    """Say whether a host is this machine.

    >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("example.org")
    (True, True, True, False)
    """
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _secrets(settings: Settings) -> tuple[str, ...]:
    found = (settings.secret(name) for name in sorted({*SECRETS, CONTACT}))
    return tuple(secret for secret in found if len(secret) >= _SHORTEST)


def _carriers(service: Service, key: str, contact: str) -> tuple[dict[str, str], dict[str, str]]:
    headers, params = {}, {}
    if key and service.header:
        headers[service.header] = service.prefix + key
    if key and service.parameter:
        params[service.parameter] = key
    if contact and service.contact:
        params[service.contact] = contact
    return headers, params


def _address(service: Service, given: str) -> str:
    if not given:
        return service.address
    wanted = f"{service.variable} must be scheme, host, port and perhaps a path, such as {service.address}"
    if any(letter.isspace() or not letter.isprintable() for letter in given):
        raise CallError(f"{wanted}; it holds a space or a control character.")
    try:
        parts = urlsplit(given)
        port = parts.port
    except ValueError:
        raise CallError(f"{wanted}; its host or port cannot be read.") from None
    if parts.username is not None or parts.password is not None:
        raise CallError(f"{wanted}; a user or password has no place in it.")
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise CallError(f"{wanted}; it is {given}.")
    if parts.query or parts.fragment or port == 0:
        raise CallError(f"{wanted}, without ? and #; it is {given}.")
    return f"{parts.scheme}://{parts.netloc.lower()}{parts.path.rstrip('/')}"
