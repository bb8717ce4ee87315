from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from extract.rendering import page
from kg.model import Paper

if TYPE_CHECKING:
    from extract import Extractor


def test_every_mention_is_marked_with_its_type(extractor: Extractor) -> None:
    paper = Paper("p<1>", "ZorbNet: A Framework", "We propose ZorbNet & test it on MMLU, <b>bold</b>.")
    extractions = list(extractor.extract([paper]))
    html = "".join(page(extractions))
    marks = re.findall(r'<mark class="(\w+)">([^<]*)<small>', html)
    assert marks == [(mention.label, mention.surface) for mention in extractions[0].mentions]
    assert len(marks) == 3


def test_what_papers_say_is_no_markup(extractor: Extractor) -> None:
    paper = Paper('"><script>x</script>', "<script>alert(1)</script>", "A <img src=x onerror=y> & more.")
    html = "".join(page(extractor.extract([paper])))
    tags: set[str] = set()

    class Collect(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its signature
            tags.add(tag)

    Collect().feed(html)
    assert not tags & {"script", "img", "b"}
    assert "<script>" not in html
