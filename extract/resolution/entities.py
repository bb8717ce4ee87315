"""Entity records: canonical name, aliases, id, and what papers say of each."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from extract.lexicon import listed_labels, listed_short_forms, normal_form, own_names, readable
from extract.resolution.disambiguation import NIL
from extract.resolution.entity_keys import FAMILY, Key
from extract.resolution.variants import parents
from kg.model import Entity, Relation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.model import Label, Mention, RelationType


def slug(form: str) -> str:
    """Write a normal form so that it can stand in an id and a URL.

    >>> slug("llama 2 70b"), slug("qwen 2.5 7b")
    ('llama-2-70b', 'qwen-2.5-7b')
    """
    plain = "".join(c if c.isalnum() or c in ".+" else "-" for c in form).strip("-.")
    return plain or "x" + hashlib.sha256(form.encode("utf-8", "surrogatepass")).hexdigest()[:12]


_HOSTS = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "huggingface.co", "hf.co")
_ONLY_WITH: dict[RelationType, Label] = {"EVALUATES_ON": "Benchmark", "ADDRESSES": "Task", "REPORTS": "Metric"}
"""Relations that stand with one label only; where papers disagree which label a name has, they become USES."""
_MARKUP = re.compile(r"\\(?:(?:text|math)\w+|emph|underline)(?=\s*\{)|[${}]|\\(?=[A-Za-z&%_#])")
_NOT_SAID = "not said which"
_FAR_MORE = 3


def _entity(key: Key, members: list[tuple[str, Mention]]) -> Entity:
    surfaces = Counter(_written(mention.name or mention.surface) for _, mention in members)
    labels = [mention.label for _, mention in members]
    votes: Counter[Label] = Counter([label for label in labels if FAMILY[label] == key.family] or labels)
    listed = listed_labels().get(key.form)
    label = min(votes, key=lambda candidate: (-votes[candidate], candidate != listed, candidate))
    long_forms = Counter(_written(mention.long_form) for _, mention in members if mention.long_form)
    known = [surface for surface in (*surfaces, *long_forms) if normal_form(surface) == key.form] or list(surfaces)
    name = min(
        known, key=lambda surface: (surface not in own_names(), -surfaces[surface], -long_forms[surface], surface)
    )
    usual = min(surfaces, key=lambda surface: (-surfaces[surface], surface))
    rare = key.family == "task" and surfaces[usual] >= _FAR_MORE * surfaces[name]
    if rare or (usual in own_names() and name not in own_names() and name not in listed_short_forms().values()):
        name = usual
    if key.sense:
        name = f"{name} ({_NOT_SAID if key.sense == NIL else key.sense})"
    elif name in long_forms and surfaces[usual] > surfaces[name]:
        name = f"{usual} ({name})"
    aliases = tuple(sorted({*surfaces, *long_forms} - {name}))
    if label == "Repo":
        return Entity(f"repo:{key.form}", name, label, aliases, _url(members))
    sense = f".{slug(key.sense)}" if key.sense else ""
    return Entity(f"{label.lower()}:{slug(key.form)}{sense}", name, label, aliases)


def _written(surface: str) -> str:
    r"""Write a surface form in one line, without LaTeX's ties, fonts and signs.

    >>> _written(r"Mixture-of-{E}xperts"), _written(r"$\tau^2$-bench"), _written(r"\textbf{F}eature~K\&K")
    ('Mixture-of-Experts', 'τ^2-bench', 'Feature K&K')
    """
    return " ".join(_MARKUP.sub("", readable(surface).text.replace("~", " ")).split()) or surface


def _variants(id_by_form: Mapping[tuple[Label, str], str]) -> tuple[tuple[str, str], ...]:
    found = set()
    for (label, form), entity_id in id_by_form.items():
        base = next((id_by_form[label, one] for one in parents(form, label) if (label, one) in id_by_form), entity_id)
        if base != entity_id:
            found.add((entity_id, base))
    return tuple(sorted(found))


def _url(members: list[tuple[str, Mention]]) -> str:
    host = min((h for _, mention in members for h in _HOSTS if h in mention.surface.casefold()), default=_HOSTS[0])
    mention = min((mention for _, mention in members), key=lambda m: (m.name or "", m.surface))
    kind = next((part for part in ("datasets/", "spaces/") if f"/{part}" in mention.surface), "")
    return f"https://{'huggingface.co' if host == 'hf.co' else host}/{kind}{mention.name or mention.surface}"


def _relations(entity: Entity, members: list[tuple[str, Mention]], late: set[str]) -> list[Relation]:
    by_paper: dict[tuple[str, RelationType], list[Mention]] = defaultdict(list)
    for paper_id, mention in members:
        fits = _ONLY_WITH.get(mention.relation, entity.label) == entity.label
        fits = fits and not (mention.relation == "INTRODUCES" and paper_id in late)
        by_paper[paper_id, mention.relation if fits else "USES"].append(mention)
    return [
        Relation(
            paper_id,
            entity.entity_id,
            relation,
            max(mention.score for mention in mentions),
            tuple(sorted(mentions, key=lambda m: (m.field != "title", m.start, m.end, m.surface))),
        )
        for (paper_id, relation), mentions in by_paper.items()
    ]
