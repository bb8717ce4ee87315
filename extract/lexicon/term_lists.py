"""The term lists (gazetteer): `extract/terms/`, where each name has its source."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal

from extract.lexicon.normalization import normal_form

if TYPE_CHECKING:
    from kg.model import Label

Trait = Literal["number", "loose", "plain", "cost"]
"""What our list says of a metric, see `extract/terms/SOURCES`."""
_NOT_ALONE = frozenset(["number", "begins"])

_LISTS: tuple[tuple[str, Label], ...] = (
    ("benchmarks", "Benchmark"),
    ("models", "Model"),
    ("methods", "Method"),
    ("tasks", "Task"),
    ("metrics", "Metric"),
)


def read(name: str) -> tuple[str, ...]:
    """Read the names of one of our lists, such as ``"benchmarks"``."""
    return tuple(row[0] for row in _rows(name) if _NOT_ALONE.isdisjoint(_traits(row)))


def metric_names(trait: Trait | None = None) -> frozenset[str]:
    """Give all metrics that our list has, those that are one beside a number alone among them, or those with a trait.

    >>> sorted(metric_names("cost"))[:3]
    ['FLOPs', 'GPU hours', 'fertility']
    """
    return frozenset(row[0] for row in _rows("metrics") if trait is None or trait in _traits(row))


def model_families(trait: Literal["family", "versions"]) -> tuple[str, ...]:
    """Give what begins the names of a family of models that many papers use, or does so with a version alone.

    >>> "Qwen" in model_families("family"), "Sora" in model_families("versions")
    (True, True)
    """
    return tuple(row[0] for row in _rows("models") if trait in _traits(row))


def _traits(row: list[str]) -> list[str]:
    return row[3].split() if len(row) > 3 else []  # noqa: PLR2004 - the fourth column, see terms/SOURCES


def _rows(name: str) -> list[list[str]]:
    text = resources.files("extract").joinpath("terms", f"{name}.tsv").read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()]


@cache
def listed_short_forms() -> dict[str, str]:
    """Map the normal form of a listed long form to the short form that the field knows it by."""
    return {normal_form(row[0]): row[2] for name, _ in _LISTS for row in _rows(name) if row[2:] and row[2]}


@cache
def first_years() -> dict[str, int]:
    """Map the normal form of what the field has known for long to the year in which it was first published."""
    return {normal_form(name): int(year) for name, year in _rows("older")}


def own_terms() -> dict[Label, list[str]]:
    """Give our lists, by label."""
    return {label: list(read(name)) for name, label in _LISTS}


@cache
def listed_labels() -> dict[str, Label]:
    """Map the normal form of each listed name to its label; that of the first list where several have it."""
    return {normal_form(name): label for label, names in reversed(own_terms().items()) for name in names}


@cache
def own_names() -> frozenset[str]:
    """Give all names of our lists."""
    return frozenset(name for names in own_terms().values() for name in names)
