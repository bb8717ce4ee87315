from __future__ import annotations

from kg.dashboard.layout.links import link, outward


def test_a_link_shows_hostile_text_as_text() -> None:
    drawn = link("<script>alert(1)</script>", "paper", id='"><img src=x>')

    assert "<script" not in drawn
    assert "<img" not in drawn
    assert "&lt;script&gt;" in drawn


def test_a_link_out_tells_the_other_site_nothing() -> None:
    assert 'rel="noopener noreferrer"' in outward("arXiv", "https://arxiv.org/abs/1")
