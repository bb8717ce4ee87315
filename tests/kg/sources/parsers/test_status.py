"""Tests of kg.sources.parsers.status."""

from __future__ import annotations

import pytest

from kg.sources.parsers import status


@pytest.mark.parametrize(
    ("comment", "abstract", "said"),
    [
        ("This paper has been withdrawn by the author", "", "withdrawn"),
        ("withdrawn due to an error", "", "withdrawn"),
        ("Paper withdrawn", "", "withdrawn"),
        ("12 pages. Withdrawn by the authors", "", "withdrawn"),
        ("", "This paper has been withdrawn.", "withdrawn"),
        ("", "This article has been retracted by the editor. We used a CNN.", "retracted"),
        ("12 pages", "We study how often papers are withdrawn by authors.", None),
        ("", "Blood was withdrawn by the nurse.", None),
        ("", "We ask why the article was retracted.", None),
        ("Submitted to ICML", "", None),
        ("", "", None),
    ],
)
def test_a_notice_is_told_from_a_text_about_notices(comment: str, abstract: str, said: str | None) -> None:
    assert status.of_notice(comment, abstract) == said


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("RETRACTED ARTICLE: Deep widgets", "retracted"),
        ("RETRACTED: Deep widgets", "retracted"),
        ("[Retracted] Deep widgets", "retracted"),
        ("WITHDRAWN: Deep widgets", "withdrawn"),
        ("Retraction Note: Deep widgets", None),
        ("Retracted: Deep widgets", None),
        ("Withdrawn: widgets of doubt", None),
        ("Deep widgets", None),
    ],
)
def test_a_publishers_mark_is_told_from_a_title(title: str, said: str | None) -> None:
    assert status.of_title(title) == said
