"""This package is about HTTP: services asked politely, their answers kept.

    with Fetcher() as fetcher:
        response = fetcher.get("openalex", "/works", {"filter": "doi:10.1/x"})

It knows hosts, headers and files, and nothing of papers.
"""

from kg.sources.http.events import Count, Event
from kg.sources.http.fetcher import Fetcher
from kg.sources.http.overview import Overview, ServiceState, clear, overview
from kg.sources.http.response import Response
from kg.sources.http.services import SERVICES, Service
from kg.sources.http.settings import Settings
from kg.sources.http.wire import Patience

__all__ = [
    "SERVICES",
    "Count",
    "Event",
    "Fetcher",
    "Overview",
    "Patience",
    "Response",
    "Service",
    "ServiceState",
    "Settings",
    "clear",
    "overview",
]
