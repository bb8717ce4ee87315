"""What a file is packed in: gzip, bz2, xz, zip, a pipe; bytes that come out are counted as a hash.

A source is opened once, so that a pipe will do; what cannot be read in order (zip) is copied to a temporary file first.
"""

from __future__ import annotations

import bz2
import codecs
import gzip
import hashlib
import io
import lzma
import shutil
import sys
import tempfile
import zipfile
import zlib
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING, Any, Self, cast

from kg.errors import SourceError
from kg.sources.text import EXPECTED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType

HEAD = 64 * 1024
"""How much of a file is looked at before it is decided what it is."""

STDIN = "-"
"""The path that means the standard input, as other tools have it."""

_STDIN_NAME = "standard input"
_CHUNK = 1024 * 1024
_DEEPEST = 3
_GZIP, _BZ2, _XZ, _ZIP, _EMPTY_ZIP = b"\x1f\x8b", b"BZh", b"\xfd7zXZ\x00", b"PK\x03\x04", b"PK\x05\x06"
_OTHER_PACKING = {b"\x28\xb5\x2f\xfd": "zstd", b"7z\xbc\xaf\x27\x1c": "7z", b"Rar!\x1a\x07": "rar"}
_OTHER_PACKING |= {b"PAR1": "Parquet"}
_TAR = (257, b"ustar")
_WIDE = ((codecs.BOM_UTF32_LE, "utf-32"), (codecs.BOM_UTF32_BE, "utf-32"), (codecs.BOM_UTF16_LE, "utf-16"))
_WIDE_BOMS = (*_WIDE, (codecs.BOM_UTF16_BE, "utf-16"))


class Hashed(io.RawIOBase):
    """Bytes of a file, hashed as they pass."""

    def __init__(self, raw: IO[bytes]) -> None:
        self._raw = raw
        self._hash = hashlib.sha256()
        self._ended = False

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some bytes."""
        view = memoryview(buffer)
        data = self._raw.read(len(view))
        view[: len(data)] = data
        self._hash.update(data)
        self._ended = self._ended or not data
        return len(data)

    def digest(self) -> str:
        """Read what is left, and give the SHA-256 of the whole file."""
        while not self._ended:
            data = self._raw.read(_CHUNK)
            self._hash.update(data)
            self._ended = not data
        return self._hash.hexdigest()


class Headed(io.RawIOBase):
    """A stream whose first bytes can be looked at, however slowly they come."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        parts: list[bytes] = []
        left = HEAD
        while left and (part := stream.read(left)):
            parts.append(part)
            left -= len(part)
        self.head = b"".join(parts)
        self._given = 0

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some bytes: the first ones again, then the rest."""
        view = memoryview(buffer)
        data = self.head[self._given : self._given + len(view)]
        self._given += len(data)
        if not data:
            data = self._stream.read(len(view))
        view[: len(data)] = data
        return len(data)


class Narrowed(io.RawIOBase):
    """A stream in UTF-16 or UTF-32, with its byte order mark, as UTF-8."""

    def __init__(self, stream: IO[bytes], encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._ready = b""
        self._ended = False

    def readable(self) -> bool:
        """Say that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read some bytes."""
        while not self._ready and not self._ended:
            data = self._stream.read(HEAD)
            self._ended = not data
            self._ready = self._decoder.decode(data, not data).encode("utf-8", "replace")
        view = memoryview(buffer)
        part, self._ready = self._ready[: len(view)], self._ready[len(view) :]
        view[: len(part)] = part
        return len(part)


class Member:
    """One file, unpacked.

    Attributes:
        name: inside a zip archive; empty where the file is no archive.
        head: its first bytes.
        file: all of it.
    """

    def __init__(self, name: str, stream: IO[bytes]) -> None:
        headed = Headed(stream)
        encoding = next((encoding for bom, encoding in _WIDE_BOMS if headed.head.startswith(bom)), None)
        if encoding is not None:
            headed = Headed(cast("IO[bytes]", Narrowed(cast("IO[bytes]", headed), encoding)))
        self.name = name
        self.head = headed.head.removeprefix(codecs.BOM_UTF8)
        self.file = io.BufferedReader(headed, _CHUNK)
        if len(self.head) < len(headed.head):
            self.file.read(len(codecs.BOM_UTF8))


class Container:
    """An open source, used with `with`; whatever is wrong with the file becomes one sentence.

    Args:
        path: the file; ``-`` is the standard input.
        expected: what a person is to give instead of a path that leads to none.
    """

    def __init__(self, path: Path, expected: str = EXPECTED) -> None:
        self.name = _STDIN_NAME if str(path) == STDIN else str(path)
        self._expected = expected
        self._packing = ""
        self._digest = ""
        self._raw: IO[bytes]
        with self.errors():
            if str(path) == STDIN:
                self._raw = _standard_input()
            elif path.is_dir():
                raise SourceError(f"{path} is a folder; give a file: {expected}.")
            else:
                self._raw = path.open("rb")
        self._hashed = Hashed(self._raw)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.name != _STDIN_NAME:
            self._raw.close()

    @property
    def digest(self) -> str:
        """The SHA-256 of the source as it is, packed or not."""
        if not self._digest:
            with self.errors():
                self._digest = self._hashed.digest()
        return self._digest

    def members(self) -> Iterator[Member]:
        """Give the files that are packed in the source, or the source itself, one after the other."""
        with self.errors():
            yield from self._unpacked("", cast("IO[bytes]", self._hashed), 0)

    @contextmanager
    def errors(self) -> Iterator[None]:
        """Turn what reading raises into a sentence about this source."""
        name = self.name
        try:
            yield
        except FileNotFoundError:
            raise SourceError(f"{name} does not exist; give the path of {self._expected}.") from None
        except (gzip.BadGzipFile, zlib.error, lzma.LZMAError, EOFError, zipfile.BadZipFile) as error:
            damaged = f"is a damaged {self._packing or 'packed'} file; fetch or pack it again."
            raise SourceError(f"{name} {damaged}") from error
        except OSError as error:
            if self._packing == "bz2" and error.errno is None:
                raise SourceError(f"{name} is a damaged bz2 file; fetch or pack it again.") from error
            raise SourceError(f"{name} cannot be read ({error.strerror or error}).") from error
        except NotImplementedError as error:
            raise SourceError(f"{name} is packed in a way that is not read ({error}); unpack it first.") from error
        except RuntimeError as error:
            if "password" in str(error):
                raise SourceError(f"{name} is locked with a password; unpack it first.") from None
            raise
        except ValueError as error:
            if "null byte" in str(error):
                raise SourceError("A path holds a null byte; give the path of a file.") from None
            raise

    def _unpacked(self, name: str, stream: IO[bytes], depth: int) -> Iterator[Member]:
        headed = Headed(stream)
        head, whole = headed.head, cast("IO[bytes]", io.BufferedReader(headed, _CHUNK))
        packing = next((packing for magic, packing in _OTHER_PACKING.items() if head.startswith(magic)), None)
        if packing is None and head[_TAR[0] :].startswith(_TAR[1]):
            packing = "tar"
        if packing is not None:
            raise SourceError(f"{self.name} is packed as {packing}, which is not read; unpack it first.")
        if depth >= _DEEPEST:
            yield Member(name, whole)
        elif head.startswith(_GZIP):
            self._packing = "gzip"
            yield from self._unpacked(name, cast("IO[bytes]", gzip.GzipFile(fileobj=whole)), depth + 1)
        elif head.startswith(_BZ2) and head[3:4].isdigit():
            self._packing = "bz2"
            yield from self._unpacked(name, cast("IO[bytes]", bz2.BZ2File(whole)), depth + 1)
        elif head.startswith(_XZ):
            self._packing = "xz"
            yield from self._unpacked(name, cast("IO[bytes]", lzma.LZMAFile(whole)), depth + 1)  # noqa: SIM115 - it lives as long as its member
        elif head.startswith((_ZIP, _EMPTY_ZIP)):
            self._packing = "zip"
            yield from self._zipped(whole, depth)
        else:
            yield Member(name, whole)

    def _zipped(self, whole: IO[bytes], depth: int) -> Iterator[Member]:
        with tempfile.TemporaryFile() as copy:
            shutil.copyfileobj(whole, copy, _CHUNK)
            copy.seek(0)
            with zipfile.ZipFile(copy) as archive:
                infos = [info for info in archive.infolist() if _holds_something(info)]
                if not infos:
                    raise SourceError(f"{self.name} is an empty zip archive; expected {EXPECTED}.")
                for info in infos:
                    with archive.open(info) as stream:
                        yield from self._unpacked(info.filename, stream, depth + 1)


def _standard_input() -> IO[bytes]:
    stream: IO[bytes] | None = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise SourceError("There is no standard input to read; give the path of a file.")
    return stream


def _holds_something(info: zipfile.ZipInfo) -> bool:
    name = info.filename.rpartition("/")[2]
    return not (info.is_dir() or name.startswith(".") or info.filename.startswith("__MACOSX/")) and info.file_size > 0
