"""Scores: every table that can be computed, with intervals, by set, system and type.

The dev parts have no share in training, but they decided when to stop and what to keep: test parts may score lower.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from extract.extractor import Extractor
from training.corpora.papers import HELD_OUT, read_annotations, read_papers
from training.corpora.passages import LABELS, read
from training.evaluation import baseline
from training.evaluation import gold_names as listed
from training.evaluation.metrics import calibration_error, compare, interval, of_label, reliability, total
from training.evaluation.systems import SIZES, SYSTEMS, has_weights, runs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from extract.tagger import Size
    from kg.model import Paper
    from training.corpora.passages import Passage
    from training.evaluation.metrics import Counts, Interval
    from training.evaluation.systems import Run

FILE: Final = baseline.FIGURES / "scores.json"


class Set(NamedTuple):
    """A corpus whose dev part is scored.

    Attributes:
        published: the best F1 that others print for its test part, or "".
        reach: what ours is to reach there, or "".
    """

    corpus: str
    title: str
    published: str = ""
    reach: str = ""


SETS: Final = (
    Set("tdmsci", "TDMSci, 15% of train", "62.0", "70"),
    Set("scierc", "SciERC, dev", "50.0 spaCy; 67.7 SciBERT on a GPU", "62, then 66"),
    Set("heddes", "Heddes, 15% of train", "", "80"),
    Set("crossner", "CrossNER AI, dev", "", ""),
    Set("scirex", "SciREX, dev: titles and abstracts", "", ""),
)


def compute(shared: Path, gold: Path, *, tell: Callable[[str], None] = lambda _: None) -> dict[str, Any]:
    """Compute every table that can be computed.

    Args:
        shared: the folder that holds `ner`, `corpora` and `seed`.
        gold: the folder that holds `gold_more.jsonl`.
        tell: is told what is being scored.

    Raises:
        CallError: a corpus is absent.
    """
    tables = {}
    for one in SETS:
        tell(f"scoring {one.title}")
        tables[one.corpus] = _corpus(one, read(shared / "ner", one.corpus, "dev"))
    script = shared / "seed" / "score.py"
    tell("scoring the user's page")
    page = listed.read_page(shared / "seed" / "daily_papers.txt")
    wanted = listed.read_gold(shared / "seed" / "gold.jsonl")
    tables["page"] = _listed("the user's page", "95; relations 95; 44 of 44 rows", script, wanted, page)
    more = listed.read_gold(gold / "gold_more.jsonl")
    tell("scoring listed Hugging Face papers")
    papers = read_papers(shared / "corpora")
    title = f"{len(more)} Hugging Face papers that ours was made with"
    tables["papers"] = _listed(title, "", script, more, [papers[row["id"]] for row in more])
    held_out = read_annotations(HELD_OUT)
    tell("scoring Hugging Face papers that nothing was made with")
    title = f"{len(held_out)} Hugging Face papers that nothing was made with"
    tables["held_out"] = _listed(title, "90; relations 90", script, held_out, [papers[row["id"]] for row in held_out])
    return tables


def write(tables: dict[str, Any], path: Path = FILE) -> None:
    """Keep the tables as JSON: figures, and no names out of papers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(_kept(tables), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def _corpus(one: Set, dev: Sequence[Passage]) -> dict[str, Any]:
    systems, absent = {}, []
    for system in SYSTEMS:
        made = runs(system, one.corpus, dev)
        if isinstance(made, str):
            absent.append(f"{system}: {made}")
        else:
            systems[system] = _system(one.corpus, dev, made)
    return {
        "title": one.title,
        "published": one.published,
        "reach": one.reach,
        "passages": len(dev),
        "annotated": sum(len(passage.spans) for passage in dev),
        "systems": systems,
        "absent": absent,
    }


def _system(corpus: str, dev: Sequence[Passage], made: Sequence[Run]) -> dict[str, Any]:
    counted = [[compare(passage.spans, spans) for passage, spans in zip(dev, run.spans, strict=True)] for run in made]
    labels = {}
    for label in LABELS[corpus]:
        alone = [
            [
                compare(of_label(label, passage.spans), of_label(label, spans))
                for passage, spans in zip(dev, run.spans, strict=True)
            ]
            for run in made
        ]
        labels[label] = _figures(alone)
    figures = _figures(counted) | {"seeds": len(made), "labels": labels}
    scored = [
        (span, passage) for run in made for passage, spans in zip(dev, run.scored, strict=False) for span in spans
    ]
    if scored:
        right = [span[:3] in passage.spans for span, passage in scored]
        table = reliability([span.score for span, _ in scored], right)
        figures["calibration"] = {"error": calibration_error(table), "bins": [one._asdict() for one in table]}
    return figures


def _listed(
    title: str, reach: str, script: Path, gold: list[dict[str, Any]], papers: Sequence[Paper]
) -> dict[str, Any]:
    systems, absent = {}, []
    sizes: tuple[tuple[str, Size | None], ...] = (*((size, size) for size in SIZES), ("rules", None))
    for system, size in sizes:
        if size is not None and not has_weights(size):
            absent.append(
                f"{system}: the package holds no weights of the tagger called {size}: `make train` makes them"
            )
            continue
        with Extractor(size=size) as extractor:
            score = listed.score(script, gold, listed.predict(extractor, papers))
        systems[system] = _figures([score.entities]) | {
            "relations": _bounds(interval([score.relations])),
            "complete": score.complete,
            "labels": {label: _figures([counts]) for label, counts in score.labels.items()},
            "errors": [[name, *said] for name, said in zip(score.names, score.errors, strict=True)],
        }
    return {
        "title": title,
        "published": "",
        "reach": reach,
        "passages": len(papers),
        "annotated": sum(len(row["required"]) for row in gold),
        "systems": systems,
        "absent": absent,
    }


def _figures(counted: Sequence[Sequence[Counts]]) -> dict[str, Any]:
    """Give F1 with its interval, precision and recall, the means of the runs', and how many spans are annotated."""
    sums = [total(run) for run in counted]
    return {
        "f1": _bounds(interval(counted)),
        "precision": sum(one.precision for one in sums) / len(sums),
        "recall": sum(one.recall for one in sums) / len(sums),
        "annotated": sums[0].right + sums[0].missed,
    }


def _bounds(figure: Interval) -> list[float]:
    return [figure.value, figure.low, figure.high]


def _kept(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _kept(one) for key, one in value.items() if key != "errors"}
    if isinstance(value, list):
        return [_kept(one) for one in value]
    return round(value, 4) if isinstance(value, float) else value
