// Which labels are drawn: the most important nodes at every zoom, and no label over another or a node.

const FONT_SIZE = 12; // in pixels of the screen
const LINE = FONT_SIZE + 2;
const LONGEST = 34;
const MOST = 60;
const NEAR = 2.2; // times as near as where the window shows the whole graph: years and counts are shown
const CELL = 48;

/** A name short enough for a label. */
export function short(name) {
  const characters = Array.from(name);
  return characters.length > LONGEST ? `${characters.slice(0, LONGEST - 1).join("").trimEnd()}…` : name;
}

/** What lies on the screen, in cells: it tells quickly whether a box would cover any of it. */
class Cover {
  constructor() {
    this.cells = new Map();
  }

  *keys([left, top, right, bottom]) {
    for (let x = Math.floor(left / CELL); x <= right / CELL; x += 1) {
      for (let y = Math.floor(top / CELL); y <= bottom / CELL; y += 1) yield x * 10007 + y;
    }
  }

  add(box, owner) {
    for (const key of this.keys(box)) {
      if (!this.cells.has(key)) this.cells.set(key, []);
      this.cells.get(key).push([box, owner]);
    }
  }

  covers(box, owner) {
    for (const key of this.keys(box)) {
      for (const [other, whose] of this.cells.get(key) || []) {
        if (whose !== owner && box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return true;
      }
    }
    return false;
  }
}

/**
 * Work out where labels go.
 *
 * @param names most important first; the first `certain` of them are drawn whatever they cover
 * @param all every node that is drawn
 * @returns [{node, lines, x, y, align}], in pixels of the screen
 */
export function placeLabels({ names, all, certain, toScreen, pixels, measure, width, height, nearness }) {
  const cover = new Cover();
  const inside = ({ x, y }) => x > -80 && y > -30 && x < width + 80 && y < height + 30;
  for (const node of all) {
    const { x, y } = toScreen(node.x, node.y);
    const size = pixels(node);
    if (inside({ x, y })) cover.add([x - size, y - size, x + size, y + size], node.id);
  }
  const placed = [];
  const most = Math.round(MOST * Math.max(1, Math.min(nearness, 3)));
  for (const [number, node] of names.entries()) {
    if (placed.length >= most) break;
    const { x, y } = toScreen(node.x, node.y);
    if (!inside({ x, y })) continue;
    const lines = [(node.short ??= short(node.name))];
    if (nearness > NEAR && node.more) lines.push(node.more);
    const size = pixels(node) + 3;
    const wide = Math.max(...lines.map((line) => measure(line)));
    const tall = LINE * lines.length;
    const places = [
      { x, y: y + size, align: "center", box: [x - wide / 2, y + size, x + wide / 2, y + size + tall] },
      { x, y: y - size - tall, align: "center", box: [x - wide / 2, y - size - tall, x + wide / 2, y - size] },
      { x: x + size + 2, y: y - tall / 2, align: "left", box: [x + size, y - tall / 2, x + size + wide + 4, y + tall / 2] },
      { x: x - size - 2, y: y - tall / 2, align: "right", box: [x - size - wide - 4, y - tall / 2, x - size, y + tall / 2] },
    ];
    const whole = ({ box: [left, top, right, bottom] }) => left > 2 && top > 2 && right < width - 2 && bottom < height - 2;
    const fits = (place) => whole(place) && !cover.covers(place.box, node.id);
    const free = places.find(fits) || (number < certain ? places.find(whole) || places[0] : null);
    if (!free) continue;
    cover.add(free.box, node.id);
    placed.push({ node, lines, x: free.x, y: free.y, align: free.align });
  }
  return placed;
}

/** Draw labels that were placed. */
export function drawLabels(context, scale, placed, { colours, toGraph }) {
  context.save();
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.font = `${FONT_SIZE / scale}px ${colours.font}`;
  for (const { lines, x, y, align } of placed) {
    context.textAlign = align;
    for (const [number, line] of lines.entries()) {
      const at = toGraph(x, y + number * LINE);
      context.lineWidth = 3 / scale;
      context.strokeStyle = colours.background;
      context.strokeText(line, at.x, at.y);
      context.fillStyle = number ? colours.mixed(colours.text, 70) : colours.text;
      context.fillText(line, at.x, at.y);
    }
  }
  context.restore();
}

const widths = new Map();

/** How wide a text is in pixels, in the font of labels. */
export function measurer(font) {
  const context = document.createElement("canvas").getContext("2d");
  context.font = `${FONT_SIZE}px ${font}`;
  return (text) => {
    const name = `${font}\n${text}`;
    if (!widths.has(name)) widths.set(name, context.measureText(text).width);
    return widths.get(name);
  };
}

export const LABEL = { size: FONT_SIZE, line: LINE };
