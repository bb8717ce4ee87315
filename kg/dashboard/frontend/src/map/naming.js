// The names on a map: fields first, then entities by size, and no name over another name.
//
// Which names stand depends on the zoom alone, so that nothing flickers while the map is moved.

const LONGEST = 30;
const CELL = 64; // pixels: names are looked for in squares, not in all that stand
export const SIZES = { field: 13.5, place: 12 };

/** A name short enough for a label. */
export function short(name, longest = LONGEST) {
  const characters = Array.from(name);
  return characters.length > longest ? `${characters.slice(0, longest - 1).join("").trimEnd()}…` : name;
}

/** Boxes [left, top, right, bottom], found again by the squares that they touch. */
class Squares {
  constructor() {
    this.boxes = new Map();
  }

  *touched([left, top, right, bottom]) {
    for (let column = Math.floor(left / CELL); column <= Math.floor(right / CELL); column += 1) {
      for (let row = Math.floor(top / CELL); row <= Math.floor(bottom / CELL); row += 1) yield column * 65_536 + row;
    }
  }

  add(box) {
    for (const key of this.touched(box)) {
      if (!this.boxes.has(key)) this.boxes.set(key, []);
      this.boxes.get(key).push(box);
    }
  }

  free(box) {
    for (const key of this.touched(box)) {
      for (const other of this.boxes.get(key) || []) {
        if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return false;
      }
    }
    return true;
  }
}

export class Naming {
  constructor() {
    this.widths = new Map();
  }

  /**
   * Choose the names that stand, in pixels from the map's origin at this zoom.
   *
   * @param fields [{name, x, y}], most papers first
   * @param places [{name, x, y, radius}], largest first; radius as drawn now
   * @returns [{text, x, y, kind}], x in the middle, y at the top
   */
  stand(context, font, zoom, fields, places) {
    const names = new Squares();
    const circles = new Squares();
    for (const place of places) {
      const seen = place.drawn * zoom;
      const [x, y] = [place.x * zoom, place.y * zoom];
      if (seen >= 3.2) circles.add([x - seen * 0.8, y - seen * 0.8, x + seen * 0.8, y + seen * 0.8]);
    }
    const found = [];
    const name = (text, kind, spots) => {
      const half = this.width(context, font, text, kind) / 2 + 3;
      const boxes = spots(half).map(([x, top]) => [x - half, top - 1, x + half, top + SIZES[kind] + 3]);
      const open = boxes.filter((box) => names.free(box));
      // Rather where no circle is; what has no such spot stands over one, but never over another name.
      const box = open.find((one) => circles.free(one)) || open[0];
      if (!box) return;
      names.add(box);
      found.push({ text, x: box[0] + half, y: box[1] + 1, kind, half });
    };
    for (const field of fields) {
      // Above the field, where it covers none of its circles, else below, else over its middle.
      const above = field.top * zoom - SIZES.field - 5;
      const below = field.bottom * zoom + 4;
      const y = field.y * zoom - SIZES.field / 2;
      const x = field.x * zoom;
      name(field.short, "field", () => [above, below, above - 18, below + 18, y].map((top) => [x, top]));
    }
    for (const place of places) {
      const seen = place.drawn * zoom;
      if (seen < 3.2) continue; // what is a dot has no name yet; nearer, it has
      const x = place.x * zoom;
      const y = place.y * zoom;
      const level = y - SIZES.place / 2;
      name(place.short, "place", (half) => [
        [x, y + seen + 2],
        [x, y - seen - SIZES.place - 4],
        [x + seen + half + 1, level],
        [x - seen - half - 1, level],
      ]);
    }
    return found;
  }

  width(context, font, text, kind) {
    const key = `${kind} ${text}`;
    if (!this.widths.has(key)) {
      context.font = styled(font, kind);
      this.widths.set(key, context.measureText(text).width);
    }
    return this.widths.get(key);
  }
}

export function styled(font, kind) {
  return `${kind === "field" ? "600 " : ""}${SIZES[kind]}px ${font}`;
}
