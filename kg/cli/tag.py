"""`kg tag`: texts marked as the annotators of one corpus would mark them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kg.cli import options  # noqa: TC001 - typer reads the annotations when it runs
from kg.cli.console import emit
from kg.errors import SourceError
from kg.sources.files.container import Container

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_BATCH = 256


def command(
    source: options.Texts,
    *,
    head: Annotated[
        str, typer.Option("--head", help="Whose annotators: tdmsci, heddes, scierc, scirex, crossner or papers.")
    ] = "tdmsci",
    large: options.Large = False,
) -> None:
    """Mark texts as the annotators of one corpus would: the trained tagger alone, without rules.

    \b
    Examples:
      kg tag sentences.jsonl --head tdmsci
      kg tag abstracts.jsonl --head scierc
    """  # noqa: D301 - \b keeps the lines of the examples apart
    from extract.tagger import Tagger  # noqa: PLC0415 - onnxruntime takes a moment to import; others need not wait

    tagger = Tagger.load("large" if large else "default")
    batch: list[tuple[str, str]] = []
    for one in _read(source):
        batch.append(one)
        if len(batch) >= _BATCH:
            _print(batch, tagger.spans([text for _, text in batch], head), head)
            batch = []
    _print(batch, tagger.spans([text for _, text in batch], head), head)


def _read(source: Path) -> Iterator[tuple[str, str]]:
    try:
        with Container(source, "JSON lines of texts") as container:
            lines = (line for member in container.members() for line in member.file)
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _text(source, number, line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise SourceError(f"{source} is not UTF-8: save it as UTF-8 and try again.") from error


def _text(source: Path, number: int, line: str) -> tuple[str, str]:
    try:
        record: Any = json.loads(line)
    except ValueError:
        record = None
    if not isinstance(record, dict):
        raise SourceError(f"{source}, line {number}: expected a JSON object.")
    text = record.get("text")
    if text is None:
        parts = [record.get("title"), record.get("abstract")]
        text = "\n".join(part for part in parts if isinstance(part, str) and part) or None
    if not isinstance(text, str):
        raise SourceError(f'{source}, line {number}: give it a "text", or a "title" and an "abstract".')
    return str(record.get("id", number)), text


def _print(batch: list[tuple[str, str]], found: list[list[Any]], head: str) -> None:
    for (identifier, text), spans in zip(batch, found, strict=True):
        entities = [
            {
                "start": span.start,
                "end": span.end,
                "text": text[span.start : span.end],
                "label": span.label,
                "score": round(span.score, 3),
            }
            for span in spans
        ]
        record = {"id": identifier, "text": text, "head": head, "entities": entities}
        emit(json.dumps(record, ensure_ascii=False) + "\n")
