"""Work that tests give to jobs; a job's process imports it by its name."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING, Any

from kg.errors import StoreError

if TYPE_CHECKING:
    from kg.jobs import Telling


def double(arguments: dict[str, Any], telling: Telling) -> dict[str, Any]:
    """Give twice the number."""
    telling.progress("doubling", 1, 2)
    telling.notice("Nothing waits.")
    telling.progress("written", 2, 2)
    return {
        "number": 2 * arguments["number"],
        "store": os.environ["KG_STORE"],
        "secret": len(os.environ.get("SECRET", "")),
    }


def refuse(arguments: dict[str, Any], telling: Telling) -> dict[str, Any]:
    """Fail as a store does."""
    del arguments, telling
    raise StoreError("The store is full: delete something.")


def stumble(arguments: dict[str, Any], telling: Telling) -> dict[str, Any]:
    """Fail as nobody foresaw."""
    del telling
    return {"never": arguments["missing"]}


def wait(arguments: dict[str, Any], telling: Telling) -> dict[str, Any]:
    """Work until somebody ends it."""
    telling.progress("waiting", 0, 0)
    time.sleep(arguments.get("seconds", 120))
    return {}


def vanish(arguments: dict[str, Any], telling: Telling) -> dict[str, Any]:
    """Die as by kill -9."""
    del arguments
    telling.progress("dying", 0, 1)
    os._exit(9)
