"""What a person sets: addresses, keys and a contact, in the environment or in a settings file.

The settings file is TOML and has the names of the environment variables:

    KG_CONTACT = "me@example.org"
    SEMANTIC_SCHOLAR_API_KEY = "..."

It stands in the user's config folder unless KG_SETTINGS names another; the environment wins over it. A file that holds
keys and that others may read is refused. Keys and the contact leave this room in requests alone: not in a log, an
error, the graph or the cache.
"""

from __future__ import annotations

import os
import stat
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from kg.errors import CallError
from kg.sources.http.services import SERVICES

if TYPE_CHECKING:
    from collections.abc import Mapping

CONTACT = "KG_CONTACT"
CACHE = "KG_HTTP_CACHE"
POLITE = "KG_POLITE"
SETTINGS = "KG_SETTINGS"
SECRETS = frozenset(service.key for service in SERVICES.values() if service.key)
KNOWN = SECRETS | {service.variable for service in SERVICES.values()} | {CONTACT, CACHE, POLITE}
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Settings:
    """Answer what is set under a name, whether in the environment or in the settings file.

    Args:
        environ: the environment; the process's own where none is given.
    """

    def __init__(self, environ: Mapping[str, str] | None = None) -> None:
        self._environ = os.environ if environ is None else environ
        named = self._environ.get(SETTINGS, "").strip()
        self.path = Path(named).expanduser() if named else default_path()
        self._file = _read(self.path, must_exist=bool(named))

    def get(self, name: str) -> str:
        """Give a setting without the white space around it; an empty text where it is not set."""
        return self._environ.get(name, "").strip() or self._file.get(name, "").strip()

    def secret(self, name: str) -> str:
        """Give a key or the contact, fit for a header; the error never shows it."""
        value = self.get(name)
        if not all("!" <= letter <= "~" for letter in value):
            raise CallError(f"{name} holds a space, a line end or a letter outside ASCII; set it as it was given out.")
        return value

    def place(self, name: str) -> str:
        """Say where a setting comes from: "environment", "settings file", or an empty text."""
        if self._environ.get(name, "").strip():
            return "environment"
        return "settings file" if self._file.get(name, "").strip() else ""

    @property
    def cache(self) -> Path:
        """The file that answers are kept in; KG_HTTP_CACHE names it, or the folder that it lies in."""
        named = self.get(CACHE)
        if not named:
            return platformdirs.user_cache_path("paper-kg") / "http.sqlite"
        path = Path(named).expanduser()
        is_file = path.is_file() or (not path.is_dir() and path.suffix in {".sqlite", ".sqlite3", ".db"})
        return path if is_file else path / "http.sqlite"

    @property
    def polite(self) -> bool:
        """Whether the limits hold on the loopback interface too."""
        return self.get(POLITE).lower() not in {"", "0", "no", "false"}


def default_path() -> Path:
    """Say where the settings file stands when nobody says otherwise."""
    return platformdirs.user_config_path("paper-kg") / "settings.toml"


def _read(path: Path, *, must_exist: bool) -> dict[str, str]:
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            values = tomllib.load(file)
    except FileNotFoundError:
        if must_exist:
            raise CallError(f"{SETTINGS} names {path}, which does not exist; write it, or unset {SETTINGS}.") from None
        return {}
    except OSError as error:
        raise CallError(f"The settings file {path} cannot be read ({error.strerror}).") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        # The parser's own words may quote a line, and a line may be a key.
        where = f" at {told}" if (told := str(error).partition("(at ")[2].rstrip(")")) else ""
        raise CallError(
            f'The settings file {path} is not TOML{where}; write lines such as {CONTACT} = "...".'
        ) from None
    for name, value in values.items():
        if name not in KNOWN:
            raise CallError(f"The settings file {path} sets {name}, which nothing reads; known are {_listed(KNOWN)}.")
        if not isinstance(value, str):
            raise CallError(f'The settings file {path} must give {name} as a text: {name} = "...".')
    if os.name == "posix" and mode & _OTHERS and SECRETS & values.keys():
        raise CallError(f"The settings file {path} holds keys and others may read it; run chmod 600 {path}.")
    return values


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names))
