"""This file is about whose a claimed result is: this paper's, or that of what it compares with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

if TYPE_CHECKING:
    from extract.claim_sentences import Number, Sentence, Span

Whose = Literal["own", "baseline"]

_OWN = re.compile(
    r"\b(?:we|our|ours|us|the\s+proposed|this\s+(?:work|paper|approach|method|model|framework))\b", re.IGNORECASE
)
_OWN_SYSTEM = re.compile(
    r"\bwe\s+(?:achiev|reach|obtain|attain|improv|set)\w*|\b(?:our|the\s+proposed|this)\s+(?:[\w-]+\s+){0,3}?"
    r"(?:models?|methods?|approach|systems?|agents?|frameworks?|pipelines?|baselines?|networks?|algorithms?|"
    r"recipes?)\b",
    re.IGNORECASE,
)
_THEIRS = re.compile(
    r"\b(?:(?:even|best|strongest|leading|frontier|existing|current|top|most|all|state-of-the-art|humans?|human|"
    r"previous|"
    r"prior|baselines?|proprietary|open-source|closed-source|advanced|today's|vanilla|original|standard)\b"
    r"(?:[\s-]+[\w-]+){0,4}?\s*(?:models?|agents?|systems?|methods?|llms?|mllms?|vlms?|performers?|baselines?|experts?|"
    r"annotators?|performance|approaches)?)",
    re.IGNORECASE,
)
_SCORES_VERB = re.compile(
    r"\b(?:achiev\w*|scor\w*|reach\w*|attain\w*|obtain\w*|get\w*|yield\w*|deliver\w*|gain\w*|hit\w*|record\w*|solv\w*|"
    r"improv\w*|outperform\w*|surpass\w*|exceed\w*|increas\w*|boost\w*|rais\w*|lift\w*|set\w*|establish\w*|report\w*|"
    r"demonstrat\w*|show\w*|resolv\w*|rank\w*|achieving|perform\w*|drop\w*|fall\w*|fail\w*|succeed\w*|enabl\w*|push\w*|"
    r"bring\w*|advanc\w*|beat\w*|secur\w*|is|are|has|have)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:over|than|against|versus|vs\.?|outperform\w*|surpass\w*|exceed\w*|beat\w*|compared\s+(?:to|with)|unlike|"
    r"improv\w+(?:\s+(?:on|upon|over))?|(?:performance|results?|accuracy|score)\s+of|based\s+on|built\s+on|using|with|"
    r"when|on|to|from|for|of|and)\s+(?:the\s+|both\s+)?"
    r"(?:[\w-]+\s+){0,3}$",
    re.IGNORECASE,
)
_LIFTED = re.compile(
    r"\b(?:enhanc|boost|improv|rais|lift|increas|help|bring|enabl|elevat|push|equip|accelerat|advanc|mak|allow|tak|"
    r"conditioning|fine-?tuning|training|applying|integrating|adapting)\w*"
    r"\s+(?:the\s+)?(?:frozen\s+)?(?:performance\s+of\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"(?<!our )(?<!proposed )\b(?:models|llms|agents|systems|methods)\s+(?:\w+\s+)?"
    r"(?:scor|achiev|reach|attain|obtain|solv)",
    re.IGNORECASE,
)
_MODEST = re.compile(
    r"\b(?:only|merely|barely|mere|still|struggl\w+|even)\s+(?:[\w-]+\s+){0,3}$|"
    r"\bwhich\s+(?:only\s+)?(?:[\w-]+\s+){1,3}$",
    re.IGNORECASE,
)
_SHORTEST: Final = 3


def whose(sentence: Sentence, number: Number, tied: Span, spans: list[Span]) -> tuple[Whose, str | None] | None:
    """Say whose score it is, and its subject as written; None where the sentence leaves a doubt.

    Args:
        sentence: that holds them.
        number: the score.
        tied: the benchmark.
        spans: all mentions of the paper.
    """
    head = min(number.start, tied[0])
    introduced = [mention for _, _, mention in spans if mention.relation == "INTRODUCES"]
    introduces = {mention.label for mention in introduced}
    own, others = _subjects(sentence, head, {mention.surface for mention in introduced})
    before = sentence.before(head)
    ours = bool(own) or _OWN.search(before) is not None
    if others:
        subject = max(others)[2]
        known = subject.component == "term_lists" or ("Benchmark" in introduces and subject.label == "Model")
        return ("baseline", subject.surface) if len(others) == 1 and not ours and known else None
    if _THEIRS.search(_clause(sentence, before)) is not None:
        return ("baseline", None) if not ours and "Benchmark" in introduces else None
    if _MODEST.search(before) or (not own and _PLURAL.search(before)):
        return None
    on_own = tied[2].relation == "INTRODUCES"
    if own or (ours and not on_own) or _OWN_SYSTEM.search(before):
        return "own", max(own)[2].surface if own else None
    if _THEIRS.search(_blanked(sentence, before)) is not None:
        return None
    known = bool(introduces & {"Model", "Method"}) and not on_own and _SCORES_VERB.search(before) is not None
    return ("own", None) if known else None


def _subjects(sentence: Sentence, head: int, names: set[str]) -> tuple[list[Span], list[Span]]:
    """Give the systems of this paper and of others that may be what scores: not what is compared with or improved."""
    own: list[Span] = []
    others: list[Span] = []
    for span in sentence.mentions:
        start, end, mention = span
        lead = sentence.before(start, 60)
        if mention.label not in ("Model", "Method") or end > head or _COMPARED.search(lead) or _LIFTED.search(lead):
            continue
        ours = mention.relation == "INTRODUCES" or any(_of(mention.surface, name) for name in names)
        (own if ours else others).append(span)
    return own, others


def _of(surface: str, name: str) -> bool:
    """Say whether a surface is a variant of a name: "Z1-7B" of "Z1"."""
    return name in surface if len(name) >= _SHORTEST else surface.startswith((f"{name}-", f"{name} "))


def _clause(sentence: Sentence, before: str) -> str:
    """Give what stands before the verb, with names blanked."""
    verb = _SCORES_VERB.search(before)
    return _blanked(sentence, before[: verb.start()] if verb else before)


def _blanked(sentence: Sentence, clause: str) -> str:
    """Give the beginning of a sentence with names blanked: "Baseline" in a name says nothing."""
    for start, end, _ in sentence.mentions:
        begin = start - sentence.start
        if end <= sentence.start + len(clause):
            clause = clause[:begin] + " " * (end - start) + clause[begin + end - start :]
    return clause
