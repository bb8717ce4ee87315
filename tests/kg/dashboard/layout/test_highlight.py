from __future__ import annotations

import html
import re
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from kg.dashboard.layout.highlight import Highlight, evidence, highlighted, highlights
from kg.model import Mention

MENTION = Mention(
    field="abstract", start=3, end=4, surface="X", label="Method", score=0.8, component="title_rule", relation="USES"
)


def seen(marked: str) -> str:
    """What a reader reads of a piece of HTML."""
    return html.unescape(re.sub(r"<[^>]*>", "", marked))


def test_a_mention_is_marked_in_place_by_its_type() -> None:
    marked = highlighted("We X it", highlights([MENTION], "abstract"))

    assert marked == 'We <mark class="kg-Method" title="Method, uses (score 0.80, title_rule)">X</mark> it'


def test_a_mention_leads_to_its_entity() -> None:
    marked = highlighted("We X it", highlights([MENTION], "abstract", "method:x&y"))

    assert '<a class="kg-quiet" data-page="entity" href="entity?id=method%3Ax%26y" target="_self"><mark' in marked


def test_only_mentions_of_the_field_are_marked() -> None:
    assert "<mark" not in highlighted("We X it", highlights([MENTION], "title"))


def test_of_two_that_overlap_the_first_and_longest_is_marked() -> None:
    spans = [Highlight(0, 3, "Model", "m"), Highlight(0, 7, "Method", "m"), Highlight(4, 9, "Task", "t")]

    assert highlighted("abc def ghi", spans) == '<mark class="kg-Method" title="m">abc def</mark> ghi'


def test_a_line_that_the_source_broke_is_whole_again_and_paragraphs_stay() -> None:
    assert seen(highlighted("one\ntwo\n\nthree\n  four", [Highlight(4, 7, "Task", "t")])) == "one two\n\nthree\n  four"


@given(
    st.text(alphabet="a<&\"'>$:*é𝒳 ", max_size=30),
    st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), max_size=6),
)
def test_whatever_is_marked_the_text_stays_as_written(text: str, spans: list[tuple[int, int]]) -> None:
    marked = highlighted(text, [Highlight(start, end, "Model", '"><script>') for start, end in spans])

    assert seen(marked) == text
    assert "<script" not in marked


def test_evidence_is_each_sentence_once_with_all_its_mentions() -> None:
    text = "One X here and X. Two. Three X."
    spans = [match.span() for match in re.finditer("X", text)]
    mentions = [replace(MENTION, start=start, end=end) for start, end in spans]

    lines = evidence({"title": "", "abstract": text}, mentions)

    assert [seen(line) for line in lines] == ["One X here and X.", "Three X."]
    assert lines[0].count("<mark") == 2


def test_evidence_says_how_much_it_leaves_out() -> None:
    text = "An X. An X. An X. An X. An X."
    mentions = [replace(MENTION, start=match.start(), end=match.end()) for match in re.finditer("X", text)]

    assert seen(evidence({"title": "", "abstract": text}, mentions)[-1]) == "and in 2 more sentences"


def test_evidence_passes_over_offsets_that_do_not_fit() -> None:
    assert evidence({"title": "", "abstract": "short"}, [replace(MENTION, start=3, end=99)]) == []
