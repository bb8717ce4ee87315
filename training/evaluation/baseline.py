"""The baseline: what spaCy's own recogniser makes of a corpus, trained from nothing.

The pipeline is in `baseline.cfg`. What it marks in the dev part is kept in `figures/`, so that scores can be printed
again, by type and with intervals, without training again; offsets are kept, and no text.
"""

from __future__ import annotations

import io
import json
import tempfile
import time
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import spacy
from spacy.tokens import DocBin
from spacy.training.initialize import init_nlp
from spacy.training.loop import train
from spacy.util import filter_spans, load_config_from_str

from training.corpora.passages import Passage, Span, read

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from spacy.language import Language

FIGURES: Final = Path(__file__).parent / "figures"
SEEDS: Final[dict[str, tuple[int, ...]]] = {
    "scierc": (0, 1, 2),
    "tdmsci": (0,),
    "heddes": (0,),
    "crossner": (0,),
    "scirex": (0,),
}
"""Corpus to the seeds of its runs; SciERC has the three that its target asks for."""
_MOST: Final = 20_000
"""Passages of a train part that are learned from; only SciREX has more, and its first ones are whole abstracts."""


def fit(train_part: Sequence[Passage], dev_part: Sequence[Passage], *, seed: int, steps: int | None = None) -> Language:
    """Train the baseline until the dev part stops improving, and give the best pipeline.

    Args:
        train_part: passages to learn from.
        dev_part: passages that say when to stop.
        seed: of weights and order.
        steps: at most so many updates; as many as `baseline.cfg` says when None.
    """
    with tempfile.TemporaryDirectory() as folder:
        parts = {"train": Path(folder) / "train.spacy", "dev": Path(folder) / "dev.spacy"}
        pack(train_part).to_disk(parts["train"])
        pack(dev_part).to_disk(parts["dev"])
        text = resources.files("training.evaluation").joinpath("baseline.cfg").read_text(encoding="utf-8")
        overrides: dict[str, Any] = {
            "system.seed": seed,
            **{f"paths.{name}": str(path) for name, path in parts.items()},
        }
        if steps is not None:
            overrides["training.max_steps"] = steps
        config = load_config_from_str(text, overrides=overrides, interpolate=True)
        nlp = init_nlp(config)
        out = Path(folder) / "out"
        out.mkdir()
        train(nlp, out, stdout=io.StringIO(), stderr=io.StringIO())
        return spacy.load(out / "model-best")


def pack(passages: Iterable[Passage]) -> DocBin:
    """Lay passages out as spaCy reads them: a span that cuts a token takes the whole token."""
    nlp = spacy.blank("en")
    packed = DocBin()
    for passage in passages:
        doc = nlp.make_doc(passage.text)
        spans = [doc.char_span(*span[:2], label=span.label, alignment_mode="expand") for span in passage.spans]
        doc.ents = filter_spans([span for span in spans if span is not None])
        packed.add(doc)
    return packed


def predict(nlp: Language, passages: Sequence[Passage]) -> list[tuple[Span, ...]]:
    """Mark the passages with a trained pipeline."""
    docs = nlp.pipe(passage.text for passage in passages)
    return [tuple(Span(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents) for doc in docs]


def run(ner: Path, corpus: str, seed: int, *, figures: Path = FIGURES, steps: int | None = None) -> Path:
    """Train on a corpus' train part, mark its dev part, and write what was marked.

    Args:
        ner: the folder that holds one folder a corpus.
        corpus: a key of `SEEDS`.
        seed: of the run.
        figures: where the file goes.
        steps: see `fit`.
    """
    began = time.monotonic()
    dev = read(ner, corpus, "dev")
    nlp = fit(read(ner, corpus, "train")[:_MOST], dev, seed=seed, steps=steps)
    marked = predict(nlp, dev)
    record = {
        "corpus": corpus,
        "seed": seed,
        "seconds": round(time.monotonic() - began),
        "spans": {
            passage.id: [list(span) for span in spans] for passage, spans in zip(dev, marked, strict=True) if spans
        },
    }
    path = _file(figures, corpus, seed)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(record, separators=(",", ":")) + "\n", encoding="utf-8")
    return path


def kept(corpus: str, dev: Sequence[Passage], *, figures: Path = FIGURES) -> list[list[tuple[Span, ...]]]:
    """Give what each run that was made marked in the dev part, one list a seed."""
    runs = []
    for seed in SEEDS.get(corpus, ()):
        path = _file(figures, corpus, seed)
        if path.exists():
            spans = json.loads(path.read_text(encoding="utf-8"))["spans"]
            runs.append([tuple(Span(*span) for span in spans.get(passage.id, ())) for passage in dev])
    return runs


def _file(figures: Path, corpus: str, seed: int) -> Path:
    return figures / f"baseline_{corpus}_{seed}.json"
