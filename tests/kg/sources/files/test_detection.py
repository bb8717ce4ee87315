"""Tests of kg.sources.files.detection."""

from __future__ import annotations

import pytest

from kg.sources.files.detection import Kind, detect


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b' \n {"title": "A"}\n', Kind.JSON_LINES),
        (b'{\n "title": "A"\n}', Kind.JSON),
        (b'[{"title": "A"}]', Kind.JSON),
        (b'[\n "2405.13729"\n]', Kind.JSON),
        (b"[]\n", Kind.JSON),
        (b"[101](https://example.org/login?next=/papers)\n\n# A title\n", Kind.PAGE),
        (b"% my library\n\n@article{key,\n  title = {A}\n}\n", Kind.BIBTEX),
        (b"@string{a = {b}}\n@inproceedings(key, title = {A})\n", Kind.BIBTEX),
        (b"TY  - JOUR\nTI  - A\nER  - \n", Kind.RIS),
        (b'<?xml version="1.0"?>\n<feed xmlns="http://www.w3.org/2005/Atom">', Kind.ATOM),
        (b"<!DOCTYPE html><html>", Kind.PAGE),
        (b"title,doi\nA,10.1145/1\n", Kind.TABLE),
        (b"Authors\tDocument Title\tYear\nA\tB\t2020\n", Kind.TABLE),
        (b'"Key";"Item Type";"Title"\n"A";"B";"C"\n', Kind.TABLE),
        (b"order_id,product,price\n1,shirt,12\n2,hat,13\n", Kind.TABLE),
        (b"2405.13729\n2405.13730v2\n", Kind.IDS),
        (b"# to read\n- https://arxiv.org/abs/2405.13729  # soon\n10.1145/3292500.3330701\n", Kind.IDS),
        (b"doi\n10.1145/3292500.3330701\n10.1145/3292500.3330702\n", Kind.IDS),
        (b"Daily Papers\n\nby AK\n\nA title, which goes on\n\nWe test.\n\n  \xe2\x80\xa2 2 authors\n", Kind.PAGE),
        (b"A title\n\nhttps://huggingface.co/papers/2410.05434\n\nWe test much.\n\nAnd more.\n", Kind.PAGE),
    ],
)
def test_a_file_is_known_by_its_first_bytes(head: bytes, kind: Kind) -> None:
    assert detect(head) is kind


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"@article{a,", Kind.BIBTEX),
        (b"% by hand\n\n@string{x = {y}}\n@InProceedings {a,", Kind.BIBTEX),
        (b"@comment{jabref}\n@misc(a,", Kind.BIBTEX),
        (b"TY  - JOUR", Kind.RIS),
        (b"\r\nTY - JOUR", Kind.RIS),
        (b"TYPE - x", Kind.PAGE),
        (b"Mail me @home (or not)", Kind.PAGE),
        (b'[{"a": 1}]', Kind.JSON),
    ],
)
def test_a_bibliography_is_known_by_its_first_bytes(start: bytes, kind: Kind) -> None:
    assert detect(start) is kind
