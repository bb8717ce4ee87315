// How a node looks: papers are squares, authors triangles, organisations diamonds, what papers name circles.

const CORNERS = {
  Author: [[0, -1.15], [1.05, 0.8], [-1.05, 0.8]],
  Organization: [[0, -1.2], [1.2, 0], [0, 1.2], [-1.2, 0]],
};

/** Half the width of a node in pixels, where the window shows the whole graph: its area grows with what it stands for. */
export function radius(node) {
  return Math.min(3.5 + 1.6 * Math.sqrt(node.size || 0), 16);
}

/** The corners of a kind that has some, around the origin, for a node of half width 1; undefined for the others. */
export function corners(kind) {
  return Object.hasOwn(CORNERS, kind) ? CORNERS[kind] : undefined;
}

/** Make the outline of `node` of half width `size` the canvas's path; `round` spares the corners of tiny squares. */
export function outline(context, node, size, round = true) {
  context.beginPath();
  const points = corners(node.kind);
  if (node.kind === "Paper") {
    const half = size * 0.9;
    if (round) context.roundRect(node.x - half, node.y - half, 2 * half, 2 * half, half * 0.35);
    else context.rect(node.x - half, node.y - half, 2 * half, 2 * half);
  } else if (points) {
    for (const [x, y] of points) context.lineTo(node.x + x * size, node.y + y * size);
    context.closePath();
  } else {
    context.arc(node.x, node.y, size, 0, 2 * Math.PI);
  }
}

/** The same as an SVG element's text, at a place on the screen. */
export function svgOutline(kind, x, y, size, attributes) {
  const points = corners(kind);
  const at = (number) => Math.round(number * 100) / 100;
  if (kind === "Paper") {
    const half = size * 0.9;
    return `<rect x="${at(x - half)}" y="${at(y - half)}" width="${at(2 * half)}" height="${at(2 * half)}" rx="${at(half * 0.35)}" ${attributes}/>`;
  }
  if (points) return `<polygon points="${points.map(([dx, dy]) => `${at(x + dx * size)},${at(y + dy * size)}`).join(" ")}" ${attributes}/>`;
  return `<circle cx="${at(x)}" cy="${at(y)}" r="${at(size)}" ${attributes}/>`;
}
