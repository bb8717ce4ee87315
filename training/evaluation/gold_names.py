"""Gold names: papers whose names a reader listed, and how many of them the whole extractor finds.

Counting is that of `score.py`, which lies with the user's page and also scores papers that are not here; it is run, not
copied.
"""

from __future__ import annotations

import importlib.util
import json
from typing import TYPE_CHECKING, Any, NamedTuple

from extract.resolution import resolve
from kg.errors import CallError
from kg.model import RELATION_TYPES, Paper
from kg.sources import read
from training.evaluation.metrics import Counts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path
    from types import ModuleType

    from extract.extractor import Extractor


class Score(NamedTuple):
    """What was found of each paper.

    Attributes:
        names: the title or id of each paper.
        entities: one count a paper.
        relations: one count a paper, of the found entities; a wrong relation counts as one wrong and one missed.
        labels: type to one count a paper; a name that may have several types counts for the first.
        complete: papers with every required entity.
        errors: of each paper, what was missed, wrong, or related wrongly.
    """

    names: list[str]
    entities: list[Counts]
    relations: list[Counts]
    labels: dict[str, list[Counts]]
    complete: int
    errors: list[list[str]]


def read_gold(path: Path) -> list[dict[str, Any]]:
    """Read a file of listed names, one JSON object a line.

    Raises:
        CallError: the file is absent.
    """
    if not path.exists():
        raise CallError(f"{path} is absent: give the folder that holds it.")
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def read_page(path: Path) -> list[Paper]:
    """Read the papers of a saved page.

    Raises:
        KGError: the page cannot be read.
    """
    return [Paper(paper.paper_id, paper.title, paper.abstract) for paper in read(path)]


def predict(extractor: Extractor, papers: Iterable[Paper]) -> list[dict[str, Any]]:
    """Give what `kg extract` prints of each paper, as far as the script reads it."""
    extractions = list(extractor.extract(papers))
    found = resolve(extractions)
    entities = {entity.entity_id: entity for entity in found.entities}
    rows: dict[str, dict[str, dict[str, Any]]] = {extraction.paper.paper_id: {} for extraction in extractions}
    for relation in sorted(found.relations, key=lambda relation: RELATION_TYPES.index(relation.type)):
        entity = entities[relation.entity_id]
        fresh = {"name": entity.name, "label": entity.label, "relation": relation.type, "aliases": entity.aliases}
        row = rows[relation.paper_id].setdefault(entity.entity_id, {**fresh, "mentions": []})
        row["mentions"] += [
            {"field": m.field, "start": m.start, "end": m.end, "surface": m.surface} for m in relation.mentions
        ]
    return [
        {
            "paper_id": extraction.paper.paper_id,
            "title": extraction.paper.title,
            "abstract": extraction.paper.abstract,
            "entities": list(rows[extraction.paper.paper_id].values()),
        }
        for extraction in extractions
    ]


def score(script: Path, gold: Sequence[dict[str, Any]], predicted: Sequence[dict[str, Any]]) -> Score:
    """Count each paper with the script.

    Args:
        script: the path of `score.py`.
        gold: one object a paper: the names that are required, and those that may be found.
        predicted: what `predict` gives.
    """
    count: Callable[..., Any] = _module(script).score
    names, entities, relations, errors, complete = [], [], [], [], 0
    labels: dict[str, list[Counts]] = {}
    for number, want in enumerate(gold):
        total, ((_, name, _, missed, wrong, related),) = count([want], predicted)
        names.append(str(name))
        entities.append(Counts(total["found"], total["wrong"], total["required"] - total["found"]))
        astray = total["found"] - total["relation"]
        relations.append(Counts(total["relation"], astray, astray))
        complete += total["rows"]
        said = [*(f"missed: {one}" for one in missed), *(f"wrong: {one}" for one in wrong)]
        errors.append([*said, *(f"relation: {one}" for one in related)])
        for label, counts in _by_label(want, missed, wrong).items():
            labels.setdefault(label, [Counts()] * len(gold))[number] = counts
    return Score(names, entities, relations, dict(sorted(labels.items())), complete, errors)


def _by_label(want: dict[str, Any], missed: Sequence[str], wrong: Sequence[str]) -> dict[str, Counts]:
    """Count one paper by type; the script names a miss "surface Type/Type" and a wrong one "name Type"."""
    required = [item["types"][0] for item in want["required"]]
    lost = [one.rpartition(" ")[2].partition("/")[0] for one in missed]
    false = [one.rpartition(" ")[2] for one in wrong]
    return {
        label: Counts(required.count(label) - lost.count(label), false.count(label), lost.count(label))
        for label in {*required, *false}
    }


def _module(path: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score", path) if path.exists() else None
    if spec is None or spec.loader is None:
        raise CallError(f"{path} is absent: give the folder that holds it.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
