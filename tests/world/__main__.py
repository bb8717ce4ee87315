"""The made-up world as a program: the seven services on this machine, for trying `kg` by hand.

python -m tests.world page.txt        # writes the world's page, prints what to set, and serves until Ctrl-C
"""

from __future__ import annotations

import sys
import threading
from pathlib import Path

from tests.world.papers import make
from tests.world.server import Server


def main(path: str = "page.txt", seed: str = "7", size: str = "60") -> None:
    """Serve a world."""
    world = make(seed=int(seed), size=int(size))
    Path(path).write_text(world.page(), encoding="utf-8")
    with Server(world) as server:
        for name, value in server.environment().items():
            sys.stdout.write(f"export {name}={value}\n")
        sys.stdout.write(f"export KG_HTTP_CACHE={Path(path).resolve().parent / 'http.sqlite'}\n")
        sys.stdout.flush()
        threading.Event().wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
