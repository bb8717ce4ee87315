"""Collecting the suite: every process that does finds the same tests under the same names."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def collected(*arguments: str, hash_seed: int) -> list[str]:
    """The names of the tests that a new process finds."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--collect-only", "-q", "-p", "no:cacheprovider", *arguments],
        cwd=ROOT,
        env=os.environ | {"PYTHONHASHSEED": str(hash_seed), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return [line for line in done.stdout.splitlines() if "::" in line]


@pytest.mark.timeout(600)
def test_two_collections_of_the_suite_seconds_apart_are_the_same(request: pytest.FixtureRequest) -> None:
    """One is this run's own, which was before, and with other hashes."""
    config = request.config
    ours = [item.nodeid for item in request.session.items]
    chosen = [f"-{letter}{config.getoption(name)}" for letter, name in (("k", "keyword"), ("m", "markexpr"))]
    assert collected(*config.args, *(one for one in chosen if len(one) > 2), hash_seed=1) == ours
    assert len(ours) == len(set(ours))


def test_parameters_that_are_no_plain_text_are_named_by_their_place(tmp_path: Path) -> None:
    content = "import os, pytest\n@pytest.mark.parametrize('content', [os.urandom(9), '\\x1b', 'b' * 999, 'plain'])\n"
    (tmp_path / "test_some.py").write_text(content + "def test_it(content): pass\n")
    (tmp_path / "conftest.py").write_text((ROOT / "tests" / "conftest.py").read_text())
    names = [name.partition("[")[2] for name in collected(str(tmp_path), "--rootdir", str(tmp_path), hash_seed=0)]
    assert names == ["content0]", "content1]", "content2]", "plain]"]
