"""Entity types: is a name a Model, a Method or a Benchmark? The words beside it say so, and its form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from spacy.language import Language

from extract.cues.noun_phrases import label_of_noun_phrase
from extract.document import Candidate, annotated
from extract.lexicon import TYPES, is_family, label_of_form, label_of_head, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc

    from extract.document import Group
    from kg.model import Label, RelationType

_ENUMERATION = re.compile(r":\s*(?=\(?(?:1|i|a)\)\s*[A-Z])")
_ITEM = re.compile(r"\s*(?:and\s+)?\(?\w{1,3}\)\s*([A-Z][\w.+-]*(?:[ -][A-Z0-9][\w.+-]*){0,3}?)\s*(?:[;,]|\.(?:\s|$))")
_COUNTED = re.compile(r"\b(?:two|three|four|five|six|seven|eight|\d+)\s+(?:[a-z][\w-]*\s+){0,2}?([a-z]+s)\b")
_APPOSITION = re.compile(r"an?|the|our|one")
_THIS = re.compile(r"\s*(?:\([^()]*\))?\.\s+This\s+(?:(?:new|novel|\w+-\w+)\s+)?([a-z]+)\b")
_CALLED = words("called named dubbed termed coined denoted")
_CALLED_AS = _CALLED | {"such", "known", "to", "term", "name"}
_BESIDE = words(
    ", : ( such as like including e.g. e.g i.e. i.e namely known the both especially notably \" “ \u2018 ' ` $ { "
    "\\textbf . \\textsc \\textit \\emph include includes we term call referred"
)
_VERSIONED = re.compile(r"[A-Z][\w-]*[-\s]?[vV]?\d\.\d(?:-\w+)?")
_CLOSING = words(", . ; : ( ) that which to for — \u2013 -- -")
_COPULA = words("is are was")
_BETWEEN = words("and or on for to in of with a the that which by using into from over at via than can across")
"""What parts a name from the noun that follows."""
_NOUNS = words("news sports games")
"""Nouns that end as verbs do."""
_TRAINED = words("trained pretrained pre-trained finetuned fine-tuned")
"""Before "on": what was trained is a model."""


@Language.component("labels")
def labels(doc: Doc) -> Doc:
    """Leave candidates that say which type a name has."""
    paper = annotated(doc)
    text = paper.text
    found: list[Candidate] = []
    listed = {(c.start, c.end): c.label for c in paper.candidates if c.component == "term_lists" and c.label in TYPES}
    seen: set[str] = set()
    for group in paper.groups:
        said = list(_evidence(group))
        known = [listed.get(member) or label_of_form(text[slice(*member)]) for member in group.members]
        kin = {label for label in known if label is not None}
        for member, label in zip(group.members, known, strict=True):
            surface = text[slice(*member)]
            if surface not in seen:
                found.extend(_form(member, surface))
            seen.add(surface)
            if not is_family(surface):  # "the BERT method" is still about a model
                found.extend(Candidate(*member, "labels", score, label) for label, score in said)
            if label is None and len(kin) == 1:
                found.append(Candidate(*member, "labels", 0.6, next(iter(kin))))
    found.extend(_enumerated(text))
    found.extend(_taken_up(text, {(c.start, c.end) for c in paper.candidates if c.relation == "INTRODUCES"}))
    found.extend(
        Candidate(short.start, short.end, "labels", 0.8, "Benchmark")
        for short in paper.short_forms
        if _ends_in_benchmark(text[short.long_start : short.long_end])
    )
    paper.candidates.extend(found)
    return doc


def _form(member: tuple[int, int], surface: str) -> Iterator[Candidate]:
    """Say once a paper what the form of a name tells."""
    form = label_of_form(surface)
    if form is not None:
        yield Candidate(*member, "labels", 0.95 if form == "Model" else 0.6, form)
    elif _ends_in_benchmark(surface):
        yield Candidate(*member, "labels", 0.8, "Benchmark")
    elif _VERSIONED.fullmatch(surface):
        yield Candidate(*member, "labels", 0.4, "Model")


def _ends_in_benchmark(name: str) -> bool:
    """Say whether the last of several words tells that it is a benchmark: "GUI-Reflection Task Suite"."""
    first, _, last = name.rpartition(" ")
    return bool(first) and label_of_head(last) == "Benchmark"


def _taken_up(text: str, own: set[tuple[int, int]]) -> Iterator[Candidate]:
    """Read what the next sentence calls a name that the paper introduces: "we present A. This benchmark ..."."""
    for start, end in sorted(own):
        called = _THIS.match(text, end)
        label = None if called is None else label_of_head(called[1])
        if label is not None:
            yield Candidate(start, end, "labels", 0.7, label)


def _enumerated(text: str) -> Iterator[Candidate]:
    """Read "three datasets ...: (1) A; (2) B; (3) C"."""
    for opening in _ENUMERATION.finditer(text):
        nouns = [
            label
            for label in map(label_of_head, _COUNTED.findall(text[max(0, opening.start() - 200) : opening.start()]))
            if label
        ]
        if not nouns:
            continue
        place = opening.end()
        while (item := _ITEM.match(text, place)) is not None:
            relation: RelationType | None = "EVALUATES_ON" if nouns[-1] == "Benchmark" else None
            yield Candidate(item.start(1), item.end(1), "labels", 0.7, nouns[-1], relation)
            place = item.end()


def _evidence(group: Group) -> Iterator[tuple[Label, float]]:
    after = group.after
    bracketed = group.before[:1] == ("(",) and after[:1] == (")",)
    right = _right(after[1:] if bracketed else after)
    if right is not None:
        yield right, 0.7
    label = _apposition(after)
    if label is not None:
        yield label, 0.8
    before = [word.lower() for word in group.before]
    loose = before[:1] == [","] and after[:1] and after[0] not in _CLOSING
    label = None if loose or (bracketed and right) else _left(before)
    if label is not None:
        yield label, 1.0 if before[0] == "(" and len(group.members) == 1 else 0.6


def _right(after: tuple[str, ...]) -> Label | None:
    """Read the noun right after the names: "the A and B benchmarks", "the A language model"."""
    words = [word for word in after[:4] if word not in ('"', "”", "}", "$", "'", "\u2019")]
    if not words:
        return None
    if words[0] in _TRAINED and words[1:2] == ["on"]:
        return "Model"
    label = label_of_head(words[0])
    if words[0] == "sets" and words[1:2] in (["a"], ["an"], ["the"], ["new"]):  # "X sets a new state of the art"
        return None
    if label is None and len(words) > 1 and _describes(words[0]):
        label = label_of_head(words[1])
    if label == "Benchmark" and words[0] in ("data", "evaluation", "evaluations"):
        return None
    return label


def _describes(word: str) -> bool:
    """Say whether a word between a name and a noun may describe the noun: no verb, no preposition."""
    verb = word.endswith("s") and not word.endswith(("ss", "ics")) and word not in _NOUNS
    return word.islower() and word.isalpha() and not verb and word not in _BETWEEN


def _apposition(after: tuple[str, ...]) -> Label | None:
    """Read ", a novel framework that ...", "is a benchmark for ..." and "as a benchmark"."""
    words = list(after)
    if words[:1] == ["("] and ")" in words[:12]:
        words = words[words.index(")") + 1 :]
    if not words:
        return None
    role = words[0] == "as"
    if role or words[0] in (",", "—", "\u2013", "--", "-") or words[0] in _COPULA:
        words = words[1:]
    else:
        return None
    if not words or not _APPOSITION.fullmatch(words[0].lower()):
        return None
    label = label_of_noun_phrase(word.lower() for word in words[1:])
    return label if not role or label == "Benchmark" or words[1:2] in (["baseline"], ["backbone"]) else None


def _left(before: list[str]) -> Label | None:
    """Read the noun before the names: "our dataset A", "benchmarks such as A", "a framework for B, called A"."""
    for place, word in enumerate(before[:7]):
        if word in _CALLED:
            article = next((n for n in range(place + 1, len(before)) if before[n] in ("a", "an", "new", "novel")), None)
            if article is not None:
                return label_of_noun_phrase(before[article - 1 : place : -1])
        if word == "as" and not _CALLED_AS.intersection(before[place + 1 : place + 2]):
            return None
        label = label_of_head(word.rsplit("-", 1)[-1])
        if label is not None:
            return label
        if (
            word not in _CALLED
            and word not in _BESIDE
            and (place == 0 or word not in ("of", "and", "are", "which", "to"))
        ):
            return None
    return None
