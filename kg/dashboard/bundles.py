"""The bundles that the build hook makes of our JavaScript and npm packages."""

from __future__ import annotations

from pathlib import Path

from kg.errors import KGError

FOLDER = Path(__file__).parent / "frontend" / "dist"


def bundle(name: str) -> str:
    """Return the text of a bundle.

    Raises:
        KGError: it was not built.
    """
    try:
        return (FOLDER / f"{name}.js").read_text(encoding="utf-8")
    except OSError as error:
        raise KGError(
            f"The dashboard's {name}.js was not built: install the project with `pip install .`, which builds it."
        ) from error
