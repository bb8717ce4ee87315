// This file is about how a node looks: a paper is a square, everything that papers name is a circle.

/** Half the width of a node, in the graph's own units: its area grows with what the reader chose to see. */
export function radius(node) {
  return Math.min(3.5 + 1.6 * Math.sqrt(node.size || 0), 16);
}

/** Make the outline of `node`, grown by `grow`, the canvas's path; `round` spares the corners of tiny squares. */
export function outline(context, node, grow = 0, round = true) {
  const size = radius(node) + grow;
  context.beginPath();
  if (node.kind === "Paper") {
    const half = size * 0.9;
    if (round) context.roundRect(node.x - half, node.y - half, 2 * half, 2 * half, half * 0.35);
    else context.rect(node.x - half, node.y - half, 2 * half, 2 * half);
  } else {
    context.arc(node.x, node.y, size, 0, 2 * Math.PI);
  }
}
