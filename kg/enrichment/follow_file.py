"""The file that the list of what is followed stands in: where it is, read and written whole."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Final

import platformdirs

from kg.errors import CallError

VARIABLE: Final = "KG_FOLLOWS"

_HEAD: Final = """\
# What `kg update` asks for new papers of. One line an entry:
#   daily                 the Daily Papers of Hugging Face
#   search "WORDS"        a search of arXiv and Hugging Face
#   author "NAME"         an author, by name or ORCID
"""


def place() -> Path:
    """Say where the list stands; KG_FOLLOWS names another place than the user's config folder."""
    named = os.environ.get(VARIABLE, "").strip()
    return Path(named).expanduser() if named else platformdirs.user_config_path("paper-kg") / "follows.txt"


def read(path: Path) -> str:
    """Read the list; one that is not there is empty.

    Raises:
        CallError: it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""
    except UnicodeDecodeError:
        raise CallError(f"{path} is no UTF-8 text; save it as UTF-8, or name another list in {VARIABLE}.") from None
    except OSError as error:
        raise CallError(f"{path} cannot be read ({error.strerror}); name another list in {VARIABLE}.") from error


def write(path: Path, text: str) -> None:
    """Write the list, whole or not at all.

    Raises:
        CallError: it cannot be written.
    """
    path = path.resolve()  # a link to a list stays a link
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                file.write(text)
            mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
            Path(temporary).chmod(mode)
            Path(temporary).replace(path)
        except BaseException:
            with suppress(OSError):
                Path(temporary).unlink()
            raise
    except OSError as error:
        raise CallError(f"{path} cannot be written ({error.strerror}); name another list in {VARIABLE}.") from error


def started(text: str) -> str:
    """Give a list that is empty its comments."""
    return text or _HEAD
