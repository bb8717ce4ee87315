"""Markup is not read, and what is found is marked in the stored text."""

from __future__ import annotations

import pytest

from extract.lexicon import readable


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ("LLaMA&#8209;2 &amp; GPT&#45;4 &lt;10k&gt;", "LLaMA-2 & GPT-4 <10k>"),
        ("GPT\u20114, GPT\u22123.5, GPT\u20134 and MMLU\u2013Pro", "GPT-4, GPT-3.5, GPT-4 and MMLU-Pro"),
        ("1990\u20132000, encoder\u2013decoder", "1990\u20132000, encoder\u2013decoder"),
        ("<jats:p>on <jats:italic>GLUE</jats:italic></jats:p>", "on GLUE"),
        ('in<mml:math display="inline"><mml:mi>N</mml:mi></mml:math>-Coupled', "in N-Coupled"),
        ("<think> and <answer>, p < 0.05", "<think> and <answer>, p < 0.05"),
        (r"{R}o{BERT}a, Na\"ive Erd\H{o}s, Jurdzi{\'n}ski", "RoBERTa, Naïve Erdős, Jurdziński"),
        (r"\textbf{86.4\%} on \texttt{MMLU}, $+3.1\%$ and $\tau^2$-bench", "86.4% on MMLU, +3.1% and τ^2-bench"),
        (
            r"\url{https://github.com/a/b}{this link} costs $5 of $10",
            "https://github.com/a/b this link costs $5 of $10",
        ),
        ("我们在C-Eval上评测", "我们在 C-Eval 上评测"),
    ],
)
def test_a_text_is_read_as_people_read_it(stored: str, read: str) -> None:
    assert readable(stored).text == read


@pytest.mark.parametrize(
    ("stored", "name", "surface"),
    [
        ("with LLaMA&#8209;2.", "LLaMA-2", "LLaMA&#8209;2"),
        (r"and {R}o{BERT}a here", "RoBERTa", "{R}o{BERT}a"),
        (r"the $\mathcal{X}^2$-DFD model", "X^2-DFD", r"$\mathcal{X}^2$-DFD"),
        ("<b>Zorb</b>Net works", "ZorbNet", "<b>Zorb</b>Net"),
        (r"our \textbf{CCNet} is", "CCNet", "CCNet"),
    ],
)
def test_a_place_leads_back_with_the_markup_that_opens_in_it(stored: str, name: str, surface: str) -> None:
    read = readable(stored)
    start = read.text.index(name)
    assert stored[slice(*read.place(start, start + len(name)))] == surface
