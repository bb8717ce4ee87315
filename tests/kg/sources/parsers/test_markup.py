"""Tests of kg.sources.parsers.markup."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.sources.parsers.markup import plain

MATH = (
    "<jats:inline-formula><jats:alternatives><jats:tex-math>$$x^2$$</jats:tex-math>\n"
    '  <mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML">\n'
    "  <mml:msup><mml:mi>x</mml:mi> <mml:mn>2</mml:mn></mml:msup>\n"
    "</mml:math></jats:alternatives></jats:inline-formula>"
)


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("plain text", "plain text"),
        ("folded\n   text", "folded text"),
        ("H<sub>2</sub>O", "H2O"),
        ("<jats:p>One.</jats:p><jats:p>Two.</jats:p>", "One. Two."),
        ("<jats:title>Abstract</jats:title><jats:p>We test.</jats:p>", "We test."),
        ("<jats:sec><jats:title>Methods</jats:title><jats:p>We test.</jats:p></jats:sec>", "Methods: We test."),
        ("<p>AT&amp;T</p>", "AT&T"),
        ("AT&amp;amp;T", "AT&T"),
        ("(P &lt; 0.05) and <italic>n</italic> &gt; 3", "(P < 0.05) and n > 3"),
        ("a < b and c > d", "a < b and c > d"),
        ("List<String> of <UNK> tokens", "List<String> of <UNK> tokens"),
        ("p110 (\n            <i>PIK3CA</i>\n            ), \n a kinase", "p110 (PIK3CA), a kinase"),
        ("&lt;i&gt;Drosophila&lt;/i&gt; eyes", "Drosophila eyes"),
        ('see <ext-link ext-link-type="uri" xlink:href="https://x.org">there</ext-link>', "see there"),
        (f"where {MATH} holds", "where x2 holds"),
        ("<jats:tex-math>$y$</jats:tex-math> alone", "$y$ alone"),
        ("one<br/>two", "one two"),
        ("<!-- a comment -->text", "text"),
        ("<", "<"),
        ("&", "&"),
        ("", ""),
    ],
)
def test_markup_becomes_the_line_that_it_stands_for(markup: str, text: str) -> None:
    assert plain(markup) == text


@given(st.text(alphabet="<>/& \nabip;:=\"'ltgmjs0", max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_becomes_one_line(text: str) -> None:
    line = plain(text)
    assert line == " ".join(line.split())


@pytest.mark.parametrize(
    "tag", ["<p ", "<mml:math>", "<title>", "<!--", "<?", "<jats:tex-math>", "<mml:annotation>", "&lt;i", "<p>\n"]
)
def test_a_text_of_nothing_but_beginnings_is_read_in_the_time_that_its_length_takes(tag: str) -> None:
    def seconds(times: int) -> float:
        begun = time.process_time()
        plain(tag * times)
        return time.process_time() - begun

    seconds(10)
    assert seconds(20_000) < 20 * max(seconds(2_000), 0.005)
