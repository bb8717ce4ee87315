"""Tests of kg.sources.latex."""

from __future__ import annotations

import doctest

import pytest

from kg.sources import latex


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        (r"M{\"u}ller, J{\'e}r{\^o}me", "Müller, Jérôme"),
        (
            r"\"{O}zg\"ur {\c{S}}im\c sek \L{}ukasz {\ss} \v{C}ern\'y \'{\i} Erd\H{o}s",
            "Özgür Şimşek Łukasz ß Černý í Erdős",
        ),
        (r"na\"\i ve", "naïve"),
        (r"$\pi^3$: Scalable $O(n \log n)$ {Geometry}", r"$\pi^3$: Scalable $O(n \log n)$ Geometry"),
        (r"cost $5 and 50% of A \& B at 5\%", "cost $5 and 50% of A & B at 5%"),
        (r"\ourmethod outperforms \textbf{all} \emph{\'etudes}", r"\ourmethod outperforms all études"),
        (r"{\bf bold} \textsc{Bert} \texttt{foo\_bar}", "bold Bert foo_bar"),
        ("a~b --- c--d ``q''", "a b \u2014 c\u2013d \u201cq\u201d"),
        (r"\{curly\} x_1 \textless 5", "{curly} x_1 < 5"),
        (r"\url{https://x.org/~a\_b} and \href{https://a.b}{the link}", "https://x.org/~a_b and the link"),
        ("a  b\n c\n\n d", "a b c\n\nd"),
        ("unbalanced { \\'e", "unbalanced é"),
    ],
)
def test_latex_becomes_text(source: str, shown: str) -> None:
    assert latex.to_text(source) == shown


def test_the_example_in_the_documentation_holds() -> None:
    results = doctest.testmod(latex)
    assert results.attempted
    assert not results.failed
