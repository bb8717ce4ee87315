from __future__ import annotations

import json
import warnings
from dataclasses import asdict
from typing import TYPE_CHECKING

from extract.extractor import Extractor
from extract.ray_data import extract
from kg.sources import read

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_cluster_says_what_one_process_says(sample: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RAY_DATA_DISABLE_PROGRESS_BARS", "1")
    monkeypatch.setenv("RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO", "0")
    monkeypatch.setenv("RAY_USAGE_STATS_ENABLED", "0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Ray's own
        import ray  # noqa: PLC0415 - its warnings are not ours
        import ray.data  # noqa: PLC0415 - as above

        ray.init(num_cpus=2, include_dashboard=False, log_to_driver=False, _node_ip_address="127.0.0.1")
        try:
            papers = list(read(sample))[:12]
            rows = [{"paper_id": p.paper_id, "title": p.title, "abstract": p.abstract} for p in papers]
            found = extract(ray.data.from_items(rows), concurrency=1).take_all()
        finally:
            ray.shutdown()
    here = {x.paper.paper_id: json.dumps([asdict(m) for m in x.mentions]) for x in Extractor().extract(papers)}
    assert {row["paper_id"]: row["mentions"] for row in found} == here
    assert sum(map(len, here.values())) > 0
