"""Entity keys: what must be equal for two mentions to be one entity.

A name's key is what most papers call it, however they spell it, in a family of labels.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from extract.lexicon import normal_form
from extract.resolution.long_forms import spells
from extract.resolution.spelling_variants import one_spelling

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.model import Label, Mention

    Placed = Sequence[tuple[str, Mention]]
    """Mentions, each with its paper's id."""

FAMILY: dict[Label, str] = {
    "Method": "name",
    "Model": "name",
    "Benchmark": "name",
    "Repo": "repo",
    "Task": "task",
    "Metric": "metric",
}
"""A method, a model and a benchmark may share a name, and papers disagree which it is."""


class Key(NamedTuple):
    """What must be equal for two mentions to be one entity.

    Attributes:
        family: of labels.
        form: normal form.
        sense: which of several things of that name; empty for the one that the bare name stands for.
    """

    family: str
    form: str
    sense: str = ""


def form_of(mention: Mention) -> str:
    """Give the normal form of what a mention names."""
    return normal_form(mention.name or mention.surface)


def spelled_keys(placed: Placed) -> dict[tuple[str, str], Key]:
    """Map (family, normal form) to the key that stands for all spellings of the name.

    A task or a metric that at least as many papers take for a method, a model or a benchmark is that, with its long
    form: "flow matching". An "FID score" is an FID.
    """
    papers: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    explained: list[tuple[str, str, str]] = []
    for paper_id, mention in placed:
        family = FAMILY[mention.label]
        if family == "repo":
            continue
        papers[family][form_of(mention)].add(paper_id)
        if mention.long_form is not None:
            long = normal_form(mention.long_form)
            papers[family][long].add(paper_id)
            explained.append((family, form_of(mention), long))
    keys = {
        (family, form): Key(family, best)
        for family, by_form in papers.items()
        for form, best in one_spelling({form: len(ids) for form, ids in by_form.items()}).items()
    }
    found = keys | _taken_for_names(keys, papers)
    long_forms = {
        (family, long): Key(found[family, short].family, found[family, long].form)
        for family, short, long in explained
        if found[family, short].family != family
    }
    bare = {known: (known[0], known[1].removesuffix(" score")) for known in keys if known[0] == "metric"}
    scores = {
        known: found[other] for known, other in bare.items() if other in found and found[other].family == other[0]
    }
    return found | scores | long_forms


def _taken_for_names(
    keys: Mapping[tuple[str, str], Key], papers: Mapping[str, Mapping[str, set[str]]]
) -> dict[tuple[str, str], Key]:
    users: dict[Key, set[str]] = defaultdict(set)
    for (family, form), key in keys.items():
        users[key] |= papers[family][form]
    names = {known: Key("name", key.form) for known, key in keys.items()}
    return {
        known: name for known, name in names.items() if name in users and len(users[name]) >= len(users[keys[known]])
    }


def bare_keys(placed: Placed, spelled: Mapping[tuple[str, str], Key]) -> list[Key]:
    """Give the key of what each mention is called; a long form is called as the short form that its paper spells it."""
    keys = []
    short: dict[tuple[str, Key], Key] = {}
    for paper_id, mention in placed:
        family = FAMILY[mention.label]
        if family == "repo":
            keys.append(Key(family, (mention.name or mention.surface).casefold()))
            continue
        key = spelled[family, form_of(mention)]
        keys.append(key)
        if mention.long_form is not None:
            long = spelled[family, normal_form(mention.long_form)]
            if spells(key.form, long.form):
                short[paper_id, long] = key
    return [short.get((paper_id, key), key) for (paper_id, _), key in zip(placed, keys, strict=True)]
