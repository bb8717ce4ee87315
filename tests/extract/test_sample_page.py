"""Everything that is read from the sample page, as one hash: who moves or tidies code learns here what he changed."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from extract import Extractor, resolve
from kg.sources import read

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kg.model import Extraction, Resolution

READ = "6601290f4a99f018"


def said(extractions: Iterable[Extraction], resolution: Resolution) -> list[Any]:
    """Give mentions, results, entities and relations, without the scores, whose last digits are a processor's own."""
    papers = [
        [
            one.paper.paper_id,
            [asdict(mention) | {"score": None} for mention in one.mentions],
            list(map(asdict, one.results)),
        ]
        for one in extractions
    ]
    entities = [asdict(entity) for entity in resolution.entities]
    relations = [[one.paper_id, one.entity_id, one.type] for one in resolution.relations]
    return [papers, entities, relations, resolution.variants]


def test_the_sample_page_is_read_as_it_was(trained: Extractor, sample: Path) -> None:
    extractions = list(trained.extract(read(sample)))
    text = json.dumps(said(extractions, resolve(extractions)), sort_keys=True)
    assert hashlib.blake2b(text.encode(), digest_size=8).hexdigest() == READ, (
        "the sample page is read differently: compare what `kg extract --format jsonl` gives of it before and "
        "after; where the difference is meant, write the new hash here"
    )
