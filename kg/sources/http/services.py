"""The seven services: where each stands, what its key is called, and how often it may be asked.

The figures of the limits are those that the services publish: arXiv one request in three seconds over one connection,
all machines of a person together; Hugging Face 500 requests in five minutes, 1,000 with a token; Semantic Scholar one
a second; Crossref one list a second, three with a contact address; OpenCitations 180 a minute. OpenAlex and GitHub
count a day's or an hour's budget, which their headers tell.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Expects = Literal["json", "xml", "text"]


@dataclass(frozen=True, slots=True)
class Limit:
    """How often a service may be asked: a request every so many seconds, a few at once where `burst` says so.

    Args:
        interval: seconds from one request to the next.
        burst: how many requests may come at once after a pause.
        single: whether only one request may be under way, over all processes.
    """

    interval: float
    burst: int = 1
    single: bool = False


@dataclass(frozen=True, slots=True)
class Service:
    """What is fixed about a service.

    Args:
        name: its name in this code and in the cache.
        title: its name for a person.
        address: its base address; paths start after it.
        variable: the environment variable that sets another base address.
        hosts: its own hosts; a redirect to any other is not followed.
        limit: how often it may be asked.
        keyed_limit: how often with a key, or where no key exists with a contact address; `limit` where none is given.
        key: the environment variable of its key.
        header: the header that carries the key.
        prefix: what stands before the key in the header.
        parameter: the parameter that carries the key, where no header does.
        contact: the parameter that carries the contact address; the User-Agent carries it everywhere.
        expects: what a good answer is made of.
        accept: the media type to ask for.
    """

    name: str
    title: str
    address: str
    variable: str
    hosts: tuple[str, ...]
    limit: Limit
    keyed_limit: Limit | None = None
    key: str | None = None
    header: str | None = None
    prefix: str = ""
    parameter: str | None = None
    contact: str | None = None
    expects: Expects = "json"
    accept: str = "application/json"


SERVICES: dict[str, Service] = {
    service.name: service
    for service in (
        Service(
            name="arxiv",
            title="arXiv",
            address="https://export.arxiv.org",
            variable="KG_ARXIV_URL",
            hosts=("export.arxiv.org", "arxiv.org"),
            limit=Limit(3.0, single=True),
            expects="xml",
            accept="application/atom+xml",
        ),
        Service(
            name="huggingface",
            title="Hugging Face",
            address="https://huggingface.co",
            variable="KG_HUGGINGFACE_URL",
            hosts=("huggingface.co", "hf.co"),
            limit=Limit(0.6, burst=100),
            keyed_limit=Limit(0.3, burst=200),
            key="HF_TOKEN",
            header="Authorization",
            prefix="Bearer ",
        ),
        Service(
            name="semantic_scholar",
            title="Semantic Scholar",
            address="https://api.semanticscholar.org",
            variable="KG_SEMANTIC_SCHOLAR_URL",
            hosts=("api.semanticscholar.org",),
            limit=Limit(1.0),
            key="SEMANTIC_SCHOLAR_API_KEY",
            header="x-api-key",
        ),
        Service(
            name="openalex",
            title="OpenAlex",
            address="https://api.openalex.org",
            variable="KG_OPENALEX_URL",
            hosts=("api.openalex.org",),
            limit=Limit(0.1, burst=10),
            key="OPENALEX_API_KEY",
            parameter="api_key",
        ),
        Service(
            name="crossref",
            title="Crossref",
            address="https://api.crossref.org",
            variable="KG_CROSSREF_URL",
            hosts=("api.crossref.org",),
            limit=Limit(1.0, single=True),
            keyed_limit=Limit(0.34, single=True),
            contact="mailto",
        ),
        Service(
            name="opencitations",
            title="OpenCitations",
            address="https://opencitations.net",
            variable="KG_OPENCITATIONS_URL",
            hosts=("opencitations.net", "api.opencitations.net"),
            limit=Limit(0.34),
            key="OPENCITATIONS_TOKEN",
            header="Authorization",
        ),
        Service(
            name="github",
            title="GitHub",
            address="https://api.github.com",
            variable="KG_GITHUB_URL",
            hosts=("api.github.com",),
            limit=Limit(0.1, burst=10),
            key="GITHUB_TOKEN",
            header="Authorization",
            prefix="Bearer ",
            accept="application/vnd.github+json",
        ),
    )
}
"""The services by name, in the order in which they are shown."""
