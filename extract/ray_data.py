"""Extraction on a cluster: Ray Data maps the extractor, and nothing else happens here.

    import ray
    from extract.ray_data import extract

    papers = ray.data.read_json("papers.jsonl")            # columns paper_id, title, abstract
    extract(papers, concurrency=8).write_parquet("mentions")

Ray comes with the extra `ray`. Resolution sees the whole corpus and stays one process: `extract.resolution`.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from extract.extractor import Extractor
from kg.model import Paper

if TYPE_CHECKING:
    import ray.data

    from extract.tagger import Size


class ReadPapers:
    """One worker's extractor: columns of papers in, the same papers and a column of mentions as JSON out."""

    def __init__(self, size: Size | None = "default") -> None:
        self.extractor = Extractor(size=size)

    def __call__(self, batch: dict[str, Any]) -> dict[str, Any]:
        """Read a batch of columns `paper_id`, `title` and `abstract`."""
        columns = (batch["paper_id"], batch["title"], batch["abstract"])
        papers = [Paper(str(paper_id), str(title), str(text)) for paper_id, title, text in zip(*columns, strict=True)]
        found = self.extractor.extract(papers)
        return {**batch, "mentions": [json.dumps([asdict(m) for m in one.mentions]) for one in found]}


def extract(papers: ray.data.Dataset, *, size: Size | None = "default", concurrency: int = 2) -> ray.data.Dataset:
    """Map the extractor over papers, `concurrency` workers at once; the dataset is lazy, as Ray's are."""
    return papers.map_batches(ReadPapers, fn_constructor_args=(size,), concurrency=concurrency, batch_size=64)
