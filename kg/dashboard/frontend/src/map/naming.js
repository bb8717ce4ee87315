// This file is about the names on a map: fields first, then entities by size, and no name over another name.
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
    const taken = new Map();
    const free = (box) => {
      for (let column = Math.floor(box[0] / CELL); column <= Math.floor(box[2] / CELL); column += 1) {
        for (let row = Math.floor(box[1] / CELL); row <= Math.floor(box[3] / CELL); row += 1) {
          for (const other of taken.get(`${column} ${row}`) || []) {
            if (box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3]) return false;
          }
        }
      }
      return true;
    };
    const take = (box) => {
      for (let column = Math.floor(box[0] / CELL); column <= Math.floor(box[2] / CELL); column += 1) {
        for (let row = Math.floor(box[1] / CELL); row <= Math.floor(box[3] / CELL); row += 1) {
          const key = `${column} ${row}`;
          if (!taken.has(key)) taken.set(key, []);
          taken.get(key).push(box);
        }
      }
    };
    const found = [];
    const name = (text, kind, x, tops) => {
      const half = this.width(context, font, text, kind) / 2 + 3;
      for (const top of tops) {
        const box = [x - half, top - 1, x + half, top + SIZES[kind] + 3];
        if (!free(box)) continue;
        take(box);
        found.push({ text, x, y: top, kind, half });
        return true;
      }
      return false;
    };
    for (const field of fields) {
      // Above the field, where it covers none of its circles, else below, else over its middle.
      const above = field.top * zoom - SIZES.field - 5;
      const below = field.bottom * zoom + 4;
      const y = field.y * zoom - SIZES.field / 2;
      name(field.short, "field", field.x * zoom, [above, below, y, above - 18, below + 18]);
    }
    for (const place of places) {
      const seen = place.drawn * zoom;
      if (seen < 3.2) continue; // what is a dot has no name yet; nearer, it has
      const x = place.x * zoom;
      const y = place.y * zoom;
      // Inside a large circle there is room for a short name, else it stands below, else above.
      name(place.short, "place", x, [y + seen + 2, y - seen - SIZES.place - 4]);
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
