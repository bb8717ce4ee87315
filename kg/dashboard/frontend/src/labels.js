// This file is about which labels are drawn: the most important nodes at every zoom, and no label over another.

import { radius } from "./shapes.js";

const FONT_SIZE = 12; // in pixels of the screen
const LONGEST = 34;
const MOST = 60;

/** A name short enough for a label. */
export function short(name) {
  const characters = Array.from(name);
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("").trimEnd()}…` : name;
}

/** Draw names below their nodes. `nodes` come most important first; what would cover another label is left out. */
export function drawLabels(context, scale, { nodes, toScreen, width, height, colours }) {
  const taken = [];
  context.save();
  context.font = `${FONT_SIZE / scale}px ${colours.font}`;
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  for (const node of nodes) {
    if (taken.length >= MOST) break;
    const { x, y } = toScreen(node.x, node.y);
    if (x < -80 || y < -30 || x > width + 80 || y > height + 30) continue;
    const text = (node.short ??= short(node.name));
    node.labelWidth ??= context.measureText(text).width * scale;
    const top = y + radius(node) * scale + 3;
    const box = [x - node.labelWidth / 2 - 3, top - 1, x + node.labelWidth / 2 + 3, top + FONT_SIZE + 2];
    if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
    taken.push(box);
    const below = node.y + radius(node) + 3 / scale;
    context.lineWidth = 3 / scale;
    context.strokeStyle = colours.background;
    context.strokeText(text, node.x, below);
    context.fillStyle = colours.text;
    context.fillText(text, node.x, below);
  }
  context.restore();
}
