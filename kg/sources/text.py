"""Bytes that become clean text, and files that hold none."""

from __future__ import annotations

import codecs
import re
from typing import IO

from kg.errors import SourceError

HEAD = 8192
LARGEST_PAGE = 64 * 1024 * 1024
EXPECTED = (
    "a saved Hugging Face Daily Papers page (text or HTML), papers as JSON, JSON lines, CSV, BibTeX or RIS, "
    "or a list of identifiers"
)

_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f\u200b\u2060\ufeff\ufffe\uffff]")
_SPACE = re.compile(r"[^\S\n]+")
_WIDE_BOMS = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"))
_BOMS = (*_WIDE_BOMS, (codecs.BOM_UTF16_BE, "utf-16"), (codecs.BOM_UTF8, "utf-8-sig"))


def check_text(start: bytes, source: str) -> None:
    """Refuse a file that is empty or not text, by its first bytes."""
    if not start.strip():
        raise SourceError(f"{source}, line 1: the file is empty; expected {EXPECTED}.")
    if start.startswith(tuple(bom for bom, _ in _BOMS)):
        return
    odd = sum(byte < 9 or 13 < byte < 27 or byte == 127 for byte in start)  # noqa: PLR2004 - the ASCII control codes
    if b"\0" in start or odd * 20 > len(start):
        raise SourceError(f"{source}, line 1: the file is not text; expected {EXPECTED}.")


def decode(data: bytes) -> str:
    """Decode a page: by its byte order mark, else as UTF-8, else as the Western code page that old editors write."""
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data.decode(encoding, errors="replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        pass
    if not _mostly_utf8(data):
        return data.decode("cp1252", errors="replace")
    return data.decode("utf-8", errors="replace")


def _mostly_utf8(data: bytes) -> bool:
    """Tell a UTF-8 page with a damaged byte from a page in another code."""
    text = data.decode("utf-8", errors="replace")
    good = sum(ord(c) > 127 for c in text) - text.count("\ufffd")  # noqa: PLR2004 - beyond ASCII
    return good > text.count("\ufffd")


def clean(text: str) -> str:
    """Fold every kind of space to one plain space, drop what cannot be seen, and trim; line ends stay."""
    return _SPACE.sub(" ", _CONTROL.sub("", text)).strip()


def lines(text: str) -> list[str]:
    """Split a page into clean lines, whichever system ended them; a blank line is the empty string."""
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    return [clean(line) for line in unified.split("\n")]


def read_page(file: IO[bytes], source: str) -> bytes:
    """Read a whole page, unless it is too large to be one."""
    data = file.read(LARGEST_PAGE + 1)
    if len(data) > LARGEST_PAGE:
        raise SourceError(f"{source} is too large for a page (over 64 MB); expected {EXPECTED}.")
    return data
