"""Attribution: whose a claimed result is, this paper's or that of what it compares with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, Literal

from extract.lexicon import is_family

if TYPE_CHECKING:
    from extract.results.numbers import Number, Sentence, Span

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
_TESTED = re.compile(
    r"\bwe\s+(?:[a-z]+ly\s+)?(?:evaluat|benchmark|test|find|show|observe|assess|conduct|report|demonstrat|reveal|analy[sz])"
    r"\w*|\bour\s+(?:[a-z]+\s+)?(?:results?|evaluations?|experiments?|findings?|analys[ie]s|benchmark|stud(?:y|ies))\b",
    re.IGNORECASE,
)
"""Who says so, which is not who scores."""
_THEIRS = re.compile(
    r"\b(?<!our )(?:(?:humans?|(?:human|expert)\s+performance)\b|"
    r"(?:even|best|highest|strongest|leading|frontier|existing|current|top|most|all|state-of-the-art|sota|previous|prior|"
    r"proprietary|open-source|closed-source|advanced|today's|vanilla|original|standard)(?:[\s-]+\w+){0,4}?[\s-]+"
    r"(?:models?|agents?|systems?|methods?|m?llms?|lmms?|vlms?|performers?|baselines?|experts?|annotators?|approaches|"
    r"techniques|tools)\b|"
    r"(?:best|strongest|top|leading|most|all|baselines?)\s+(?:of\s+(?:which|them)\s+|one\s+)?"
    r"(?:achiev|reach|scor|attain|perform))",
    re.IGNORECASE,
)
_AGAINST = re.compile(
    r"\b(?:compared\s+(?:to|with)|over|than|against|versus|unlike|surpass\w*|outperform\w*|exceed\w*|beat\w*)\s+"
    r"(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_EVIDENCE = re.compile(
    r".*?\b(?:show|demonstrat|reveal|indicat|suggest|find|confirm|observ|report|highlight|verif)\w*\s+(?:that\s+)?",
    re.IGNORECASE | re.DOTALL,
)
_ASIDE = re.compile(
    r"\W*(?:[A-Z]\w+,\s+)?(?:compared\s+(?:to|with)|unlike|relative\s+to|in\s+contrast\s+to|over)\b[^,]*,",
    re.IGNORECASE,
)
_SCORES_VERB = re.compile(
    r"(?<![\w-])(?:achiev\w*|scor\w*|reach\w*|attain\w*|obtain\w*|get\w*|yield\w*|deliver\w*|gain\w*|hit\w*|"
    r"record\w*|solv\w*|reduc\w*|lower(?:s|ed|ing)|decreas\w*|"
    r"improv\w*|outperform\w*|surpass\w*|exceed\w*|increas\w*|boost\w*|rais\w*|lift\w*|set\w*|establish\w*|report\w*|"
    r"demonstrat\w*|show\w*|resolv\w*|rank\w*|achieving|perform\w*|drop\w*|fall\w*|fail\w*|succeed\w*|enabl\w*|push\w*|"
    r"bring\w*|advanc\w*|beat\w*|secur\w*|is|are|has|have)\b",
    re.IGNORECASE,
)
_COMPARED = re.compile(
    r"\b(?:over|than|against|versus|vs\.?|outperform\w*|surpass\w*|exceed\w*|beat\w*|compared\s+(?:to|with)|unlike|"
    r"improv\w+(?:\s+(?:on|upon|over))?|(?:performance|results?|accuracy|score)\s+of|based\s+on|built\s+on|using|with|"
    r"when|on|to|from|for|of|and)\s+(?:the\s+|both\s+)?"
    r"(?:[\w-]+\s+){0,3}$|"
    r"\b(?:outperform|surpass|exceed|beat)\w*\s+(?:[\w-]+\s+){0,8}(?:such\s+as|like|including)\s+$",
    re.IGNORECASE,
)
_LIFTED = re.compile(
    r"\b(?:enhanc|boost|improv|rais|lift|increas|help|bring|enabl|elevat|push|equip|accelerat|advanc|mak|allow|tak|"
    r"conditioning|fine-?tuning|training|applying|integrating|adapt)\w*"
    r"\s+(?:the\s+)?(?:frozen\s+)?(?:performance\s+of\s+)?(?:[\w-]+\s+){0,2}$",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"(?<!our )(?<!proposed )\b(?:models|llms|agents|systems|methods)\s+(?:\w+\s+)?"
    r"(?:scor|achiev|reach|attain|obtain|solv)",
    re.IGNORECASE,
)
_MODEST = re.compile(r"\b(?:only|merely|barely|mere|still|struggl\w+|even)\s+(?:[\w-]+\s+){0,3}$", re.IGNORECASE)
_THEY = re.compile(r"\bwe\s[^.;]{0,300}\s(?:they|these|those|most|all)\s", re.IGNORECASE)
_NEGATED = re.compile(
    r"\b(?:none|no\s+(?:[\w-]+\s+)?(?:model|method|agent)s?|nothing|not(?!\s+only)|fails?\s+to|cannot)\b[^,;.]{0,40}$",
    re.IGNORECASE,
)
_WHICH = re.compile(r"\bwhich\s+(?:only\s+)?(?:[\w-]+\s+){1,3}$", re.IGNORECASE)
_IT = re.compile(
    r"(?:^\W*|,\s+)it\s+(?:\w+ly\s+|also\s+|further\s+)?(?:achiev|reach|scor|attain|obtain|improv|outperform|surpass)",
    re.IGNORECASE,
)
_MEASURES = re.compile(r"\s+(?:score|metrics?|benchmarks?|datasets?)\b", re.IGNORECASE)
_NEXT = re.compile(r"\b(?:while|whereas)\b|;")
"""Before the next clause, which has a subject of its own."""
_OURS = re.compile(r"\b(?:our|the\s+proposed)\s+(?:[\w-]+\s+){0,3}(?:[\w-]+,\s*)?$", re.IGNORECASE)
_THEIRS_SCORE = re.compile(
    rf"(?:{_THEIRS.pattern})\s+(?:[\w-]+\s+){{0,2}}?(?:achiev|reach|scor|attain|obtain|get|only|at\b)", re.IGNORECASE
)
_SHORTEST: Final = 3


def whose(
    sentence: Sentence, number: Number, tied: Span, spans: list[Span], *, is_far: bool = False
) -> tuple[Whose, str | None] | None:
    """Say whose score it is, and its subject as written; None where the sentence leaves a doubt.

    Args:
        sentence: that holds them.
        number: the score.
        tied: the benchmark.
        spans: all mentions of the paper.
        is_far: whether the subject may stand between benchmark and number.
    """
    head = number.start if is_far else min(number.start, tied[0])
    introduced = [mention for _, _, mention in spans if mention.relation == "INTRODUCES"]
    introduces = {mention.label for mention in introduced}
    own, others = _subjects(sentence, head, {mention.surface for mention in introduced})
    before = sentence.before(head)
    ours = bool(own) or _OWN.search(_TESTED.sub("", before)) is not None
    if others and not (own and max(own) > max(others)):
        last = max(others)
        if len(others) > 1 and _NEXT.search(sentence.text, sorted(others)[-2][1], last[0]):
            others = [last]
        subject = last[2]
        known = (
            subject.component == "term_lists"
            or is_family(subject.surface)
            or ("Benchmark" in introduces and subject.label == "Model")
        )
        return ("baseline", subject.surface) if len(others) == 1 and not ours and known else None
    blanked = _blanked(sentence, before)
    theirs = [
        match.end()
        for match in _THEIRS.finditer(blanked, *_clause(blanked))
        if _AGAINST.search(blanked, 0, match.start()) is None
    ]
    if theirs and not (own and max(own)[0] - sentence.start >= theirs[-1]):
        return ("baseline", None) if not ours and "Benchmark" in introduces else None
    if _MODEST.search(before) or _NEGATED.search(before) or (not own and _is_unclear(before)):
        return None
    on_own = tied[2].relation == "INTRODUCES"
    if own or (_OWN.search(before) and not on_own) or _OWN_SYSTEM.search(before):
        return "own", max(own)[2].surface if own else None
    if _THEIRS_SCORE.search(blanked) is not None:
        return None
    named = bool(introduces & {"Model", "Method"}) and _SCORES_VERB.search(before) is not None
    known = (named or _IT.search(before) is not None) and not on_own
    return ("own", None) if known else None


def _is_unclear(before: str) -> bool:
    """Say whether the subject may be what "we" test, one of many, or what was named last."""
    which = _WHICH.search(before) is not None and _OWN_SYSTEM.search(before) is None
    return which or _THEY.search(before) is not None or _PLURAL.search(before) is not None


def _subjects(sentence: Sentence, head: int, names: set[str]) -> tuple[list[Span], list[Span]]:
    """Give the systems of this paper and of others that may be what scores: not what is compared with or improved."""
    own: list[Span] = []
    others: list[Span] = []
    for span in sentence.mentions:
        start, end, mention = span
        lead = sentence.before(start, 90)
        if mention.label not in ("Model", "Method") or end > head or _MEASURES.match(sentence.text, end):
            continue
        if not lead.endswith(" that ") and (_COMPARED.search(lead) or _LIFTED.search(lead)):
            continue
        ours = (
            mention.relation == "INTRODUCES" or any(_of(mention.surface, name) for name in names) or _OURS.search(lead)
        )
        (own if ours else others).append(span)
    return own, others


def _of(surface: str, name: str) -> bool:
    """Say whether a surface is a variant of a name: "Z1-7B" of "Z1"."""
    return name in surface if len(name) >= _SHORTEST else surface.startswith((f"{name}-", f"{name} "))


def _clause(before: str) -> tuple[int, int]:
    """Give where the subject of the last statement stands: behind "we show that", before its verb."""
    start = 0
    evidence = _EVIDENCE.match(before)
    if evidence is not None and _SCORES_VERB.search(before, evidence.end()):
        start = evidence.end()
    aside = _ASIDE.match(before, start)
    start = aside.end() if aside else start
    verb = _SCORES_VERB.search(before, start)
    return start, verb.start() if verb else len(before)


def _blanked(sentence: Sentence, clause: str) -> str:
    """Give the beginning of a sentence with names blanked: "Baseline" in a name says nothing."""
    for start, end, _ in sentence.mentions:
        begin = start - sentence.start
        if end <= sentence.start + len(clause):
            clause = clause[:begin] + " " * (end - start) + clause[begin + end - start :]
    return clause
