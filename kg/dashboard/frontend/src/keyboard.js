// The graph without a mouse: arrows walk from node to node along edges, letters do what buttons do.

const DIRECTIONS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const DEEDS = {
  e: "expand", x: "remove", Delete: "remove", k: "keep", p: "pin", u: "undo", y: "redo", b: "box", f: "full",
  "+": "in", "=": "in", "-": "out", 0: "fit", "/": "find", " ": "choose", s: "sentence", Enter: "select", Escape: "clear",
};

/** The deed that a key asks for, or undefined; with Ctrl or Cmd only z and y mean something. */
export function deedOf(event) {
  if (event.ctrlKey || event.metaKey) {
    const key = event.key.toLowerCase();
    if (key === "z") return event.shiftKey ? "redo" : "undo";
    return key === "y" ? "redo" : undefined;
  }
  if (event.altKey) return undefined;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return Object.hasOwn(DEEDS, key) ? DEEDS[key] : undefined;
}

/** The direction that a key walks in, as [x, y], or undefined. */
export function directionOf(event) {
  const walks = !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
  return walks && Object.hasOwn(DIRECTIONS, event.key) ? DIRECTIONS[event.key] : undefined;
}

/** Of some nodes the one that lies in a direction from a place: near, and not far to the side; undefined where none does. */
export function towards(from, nodes, [dx, dy]) {
  let best;
  let least = Infinity;
  for (const node of nodes) {
    const x = node.x - from.x;
    const y = node.y - from.y;
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy - y * dx);
    if (ahead <= 0 || aside > 2 * ahead) continue;
    const far = Math.hypot(x, y) * (1 + aside / ahead);
    if (far < least) [best, least] = [node, far];
  }
  return best;
}
