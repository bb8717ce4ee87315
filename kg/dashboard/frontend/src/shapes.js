// This file is about how a node looks: a paper is a square, everything that papers name is a circle.

/** Half the width of a node, in the graph's own units: its area grows with its degree. */
export function radius(node) {
  return Math.min(3 + 1.5 * Math.sqrt(node.degree || 0), 16);
}

/** Add the outline of `node`, grown by `grow`, to the canvas's path. */
export function outline(context, node, grow = 0) {
  const size = radius(node) + grow;
  context.beginPath();
  if (node.kind === "Paper") {
    const half = size * 0.9;
    context.roundRect(node.x - half, node.y - half, 2 * half, 2 * half, half * 0.35);
  } else {
    context.arc(node.x, node.y, size, 0, 2 * Math.PI);
  }
}
