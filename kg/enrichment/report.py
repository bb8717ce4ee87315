"""The report of an enrichment: what was asked, what came, what was refused, and what is left."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kg.build import BuildReport
    from kg.enrichment.titles import Match, Refused
    from kg.sources.apis import Note


@dataclass(frozen=True, slots=True)
class EnrichReport:
    """What an enrichment did.

    Attributes:
        papers: how many papers were asked about.
        matches: records that were taken for papers by their titles, each with its score.
        refused: records that services gave for a title and that were not taken for the paper, and why.
        nowhere: papers that no service knows by their title.
        requests: service to how many requests were sent.
        kept: service to how many answers came from the cache.
        repositories: of how many repositories facts are new.
        build: what changed in the graph; None where nothing was to be written.
        notes: what services did not tell.
        left: what was not asked for want of requests, and of how many.
    """

    papers: int
    matches: tuple[Match, ...] = ()
    refused: tuple[Refused, ...] = ()
    nowhere: tuple[str, ...] = ()
    requests: dict[str, int] = field(default_factory=dict, hash=False)
    kept: dict[str, int] = field(default_factory=dict, hash=False)
    repositories: int = 0
    build: BuildReport | None = None
    notes: tuple[Note, ...] = ()
    left: dict[str, int] = field(default_factory=dict, hash=False)
