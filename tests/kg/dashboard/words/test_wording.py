from __future__ import annotations

import datetime as dt

import pytest

from kg.dashboard.words.wording import WORD_JOINER, count, day, in_markdown, plain


def test_html_is_shown_as_written() -> None:
    assert plain("<script>\"x\" & 'y'</script>") == "&lt;script&gt;&quot;x&quot; &amp; &#x27;y&#x27;&lt;/script&gt;"


@pytest.mark.parametrize("sign", list("\\`*_{}[]()<>#+-.!|$~^"))
def test_no_sign_of_markdown_is_left_bare(sign: str) -> None:
    assert f"\\{sign}" in in_markdown(f"a{sign}b")


def test_a_name_between_colons_is_no_picture() -> None:
    assert in_markdown(":smile:") == f":{WORD_JOINER}smile:"


@pytest.mark.parametrize("sign", ["->", "<-", "--", ">=", "<=", "~="])
def test_two_signs_are_no_arrow(sign: str) -> None:
    assert in_markdown(sign) == f"\\{sign[0]}{WORD_JOINER}\\{sign[1]}"


def test_plain_words_stay_plain() -> None:
    assert in_markdown("Neo4j says: no") == "Neo4j says: no"


def test_a_sentence_stays_on_one_line() -> None:
    assert "\n" not in in_markdown("# one\n\n- two")


def test_counts_and_days_read_as_said() -> None:
    assert [count(0, "paper"), count(1, "paper"), count(12345, "entity", "entities")] == [
        "0 papers",
        "1 paper",
        "12,345 entities",
    ]
    assert [day(dt.date(2026, 6, 11)), day(None)] == ["11 June 2026", ""]
