"""JSON values in a stream: one a line, in one array, or one after another over many lines.

Memory holds one value at a time. What cannot be read is given as why, and the next value is looked for.
"""

from __future__ import annotations

import codecs
import json
import re
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

LARGEST = 64 * 1024 * 1024
"""The longest line, and the largest value, that is read."""

_CHUNK = 256 * 1024
_SHOWN = 2000
_LITERAL = 16
_CUT = "the file ends inside the record"
_SPACE = re.compile(r"[ \t\r\n]*")
_FIRST_KEY = re.compile(r'\{\s*("(?:[^"\\]|\\.){0,200}"\s*:)')


@dataclass(frozen=True, slots=True)
class Found:
    """A value, or why there is none.

    Attributes:
        line: where it begins, counted from 1.
        value: as `json` gives it; NaN and Infinity are None.
        problem: empty, or half a sentence.
        text: what stands there, cut short; empty where there is a value.
    """

    line: int
    value: Any = None
    problem: str = ""
    text: str = ""


_decoder = json.JSONDecoder(parse_constant=lambda _: None)


def decode(line: bytes) -> Any:
    """Read one value; what is wrong with it is a ValueError."""
    try:
        return _decoder.decode(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ValueError(f"byte {error.start + 1} is not UTF-8") from None
    except json.JSONDecodeError as error:
        raise ValueError(f"it is not JSON ({error.msg} at character {error.pos + 1})") from None
    except (ValueError, RecursionError):
        raise ValueError("it is JSON with a number too long or nested too deep") from None


def one_a_line(head: bytes) -> bool:
    """Tell JSON lines from objects that are written over several lines, by a file's first bytes."""
    first, _, rest = head.lstrip().partition(b"\n")
    if not rest.strip() or _is_value(first) or any(map(_is_value, rest.split(b"\n"))):
        return True
    try:
        _decoder.raw_decode(head.decode("utf-8", errors="replace").lstrip())
    except (ValueError, RecursionError):
        return _ends(first)
    return False


def _ends(line: bytes) -> bool:
    """Tell a line that is cut or broken from the first line of an object that goes on."""
    return not line.rstrip().endswith((b"{", b"[", b",", b":"))


def _is_value(line: bytes) -> bool:
    if not line.startswith(b"{"):
        return False
    try:
        decode(line)
    except ValueError:
        return False
    return True


def lines(file: IO[bytes]) -> Iterator[Found]:
    """Read one value a line; blank lines are none."""
    number = 0
    while line := file.readline(LARGEST):
        number += 1
        if len(line) >= LARGEST and not line.endswith(b"\n"):
            yield Found(number, problem="the line is longer than 64 MB", text=_shown(line))
            while line and not line.endswith(b"\n"):
                line = file.readline(LARGEST)
            continue
        if not line.strip():
            continue
        try:
            yield Found(number, decode(line))
        except ValueError as error:
            yield Found(number, problem=str(error), text=_shown(line))


def _shown(line: bytes) -> str:
    return line[: 4 * _SHOWN].decode("utf-8", errors="replace").rstrip("\r\n")[:_SHOWN]


class _Window:
    """The part of a stream that is being looked at, as text."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._decoder = codecs.getincrementaldecoder("utf-8")("surrogateescape")
        self.text = ""
        self.at = 0
        self.ended = False
        self._line, self._counted = 1, 0

    def more(self) -> None:
        """Read on, as much again as is there, so that a large value is looked at a few times only."""
        data = self._file.read(max(_CHUNK, len(self.text) - self.at))
        self.ended = not data
        self.here()
        self._counted = 0
        self.text = self.text[self.at :] + self._decoder.decode(data, self.ended)
        self.at = 0

    def skip(self, more: str = "") -> str:
        """Skip white space, and what else is named; give the character that follows, empty at the end."""
        while True:
            space = _SPACE.match(self.text, self.at)
            self.at = space.end() if space else self.at
            if self.at < len(self.text):
                if self.text[self.at] not in more:
                    return self.text[self.at]
                self.at += 1
            elif self.ended:
                return ""
            else:
                self.more()

    def here(self) -> int:
        """Give the line of the place that is looked at."""
        self._line += self.text.count("\n", self._counted, self.at)
        self._counted = self.at
        return self._line

    def value(self) -> Found:
        """Read the value that begins here, and stand behind it; behind a broken one, stand where it broke."""
        while True:
            try:
                value, end = _decoder.raw_decode(self.text, self.at)
            except json.JSONDecodeError as error:
                problem, broken = f"it is not JSON ({error.msg})", max(error.pos, self.at + 1)
                cut = error.msg.startswith("Unterminated") or error.pos >= len(self.text) - _LITERAL
            except (ValueError, RecursionError):
                problem, broken = "it is JSON with a number too long or nested too deep", self.at + 1
                cut = False
            else:
                if end < len(self.text) or self.ended:
                    return self._whole(value, end)
                problem, broken, cut = "", end, True
            if not cut or self.ended:
                return self._broken(_CUT if cut else problem, broken)
            if len(self.text) - self.at >= LARGEST:
                return self._broken("it is longer than 64 MB, or does not end", broken)
            self.more()

    def _whole(self, value: Any, end: int) -> Found:
        line, text, self.at = self.here(), self.text[self.at : end], end
        odd = next((c for c in text if "\udc80" <= c <= "\udcff"), None) if not text.isascii() else None
        if odd is not None:
            return Found(line, problem="a byte of it is not UTF-8", text=_printable(text))
        return Found(line, value)

    def _broken(self, problem: str, broken: int) -> Found:
        found = Found(self.here(), problem=problem, text=_printable(self.text[self.at :]))
        self.at = min(broken, len(self.text))
        return found


def _printable(text: str) -> str:
    return text[:_SHOWN].encode("utf-8", "replace").decode("utf-8")


def stream(file: IO[bytes]) -> Iterator[Found]:
    """Read the values of one array, or values that follow each other with or without a comma.

    Behind a value that is broken, the next one is what begins with a brace and the first key of those before.
    """
    window = _Window(file)
    array = window.skip() == "["
    if array:
        window.at += 1
    again: re.Pattern[str] | None = None
    while following := window.skip(","):
        if array and following == "]":
            window.at += 1
            array = False
            continue
        if again is None and following == "{" and (first := _FIRST_KEY.match(window.text, window.at)):
            again = re.compile(r"\{\s*" + re.escape(first[1]))
        found = window.value()
        yield found
        if found.problem and not _sought(window, again):
            if found.problem != _CUT:
                yield Found(window.here(), problem="nothing behind it can be read")
            return
    if array:
        yield Found(window.here(), problem="the file ends inside a list")


def _sought(window: _Window, again: re.Pattern[str] | None) -> bool:
    """Stand at the next beginning of a value, and tell whether there is one."""
    while again is not None:
        if begin := again.search(window.text, window.at):
            window.at = begin.start()
            return True
        if window.ended:
            break
        window.at = max(window.at, len(window.text) - _SHOWN)
        window.more()
    return False
