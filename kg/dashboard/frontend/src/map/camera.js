// The camera over a map: which part of it is seen, and how fingers, wheel and keys move it.

const NEAREST = 12;
const FARTHEST = 0.15;
const FLIGHT = 280; // milliseconds

/** Whether the reader asked for less motion. */
export function still() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

export class Camera {
  constructor(changed) {
    this.changed = changed; // called whenever something is seen elsewhere than before
    this.x = 0;
    this.y = 0;
    this.zoom = 1;
    this.width = 1;
    this.height = 1;
    this.flight = null;
  }

  toScreen(x, y) {
    return [(x - this.x) * this.zoom + this.width / 2, (y - this.y) * this.zoom + this.height / 2];
  }

  toMap(x, y) {
    return [(x - this.width / 2) / this.zoom + this.x, (y - this.height / 2) / this.zoom + this.y];
  }

  /** Zoom while the point (x, y) of the screen stays what it shows. */
  zoomAt(factor, x = this.width / 2, y = this.height / 2) {
    this.flight = null;
    const [mapX, mapY] = this.toMap(x, y);
    this.zoom = Math.min(Math.max(this.zoom * factor, FARTHEST), NEAREST);
    this.x = mapX - (x - this.width / 2) / this.zoom;
    this.y = mapY - (y - this.height / 2) / this.zoom;
    this.changed();
  }

  pan(x, y) {
    this.flight = null;
    this.x -= x / this.zoom;
    this.y -= y / this.zoom;
    this.changed();
  }

  /** Show all of some circles; `at once` where nobody saw another part before. */
  fit(circles, { atOnce = false, margin = 56, aside = Math.min(110, this.width / 10), most = 4 } = {}) {
    if (!circles.length) return;
    const low = [Infinity, Infinity];
    const high = [-Infinity, -Infinity];
    for (const { x, y, radius } of circles) {
      low[0] = Math.min(low[0], x - radius);
      low[1] = Math.min(low[1], y - radius);
      high[0] = Math.max(high[0], x + radius);
      high[1] = Math.max(high[1], y + radius);
    }
    const wide = Math.max(this.width - 2 * aside, 40) / Math.max(high[0] - low[0], 1);
    const tall = Math.max(this.height - 2 * margin, 40) / Math.max(high[1] - low[1], 1);
    const zoom = Math.min(Math.max(Math.min(wide, tall), FARTHEST), most);
    this.go((low[0] + high[0]) / 2, (low[1] + high[1]) / 2, zoom, atOnce);
  }

  go(x, y, zoom = this.zoom, atOnce = false) {
    if (atOnce || still()) {
      Object.assign(this, { x, y, zoom, flight: null });
      this.changed();
      return;
    }
    this.flight = { from: { x: this.x, y: this.y, zoom: this.zoom }, to: { x, y, zoom }, since: performance.now() };
    this.changed();
  }

  /** Go on with a flight, and tell whether it goes on. */
  fly(now) {
    if (!this.flight) return false;
    const { from, to, since } = this.flight;
    const part = Math.min((now - since) / FLIGHT, 1);
    const eased = 1 - (1 - part) ** 3;
    this.x = from.x + (to.x - from.x) * eased;
    this.y = from.y + (to.y - from.y) * eased;
    this.zoom = from.zoom * (to.zoom / from.zoom) ** eased;
    if (part === 1) this.flight = null;
    return true;
  }
}

/** Let a pointer pan, a wheel and two fingers zoom; `tapped(x, y, event)` hears of what is neither. */
export function steer(element, camera, { tapped, hovered }) {
  const pointers = new Map();
  let moved = 0;
  const at = (event) => {
    const box = element.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  const spread = () => {
    const [one, other] = [...pointers.values()];
    return [Math.hypot(one[0] - other[0], one[1] - other[1]), (one[0] + other[0]) / 2, (one[1] + other[1]) / 2];
  };
  element.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (event.isTrusted) element.setPointerCapture(event.pointerId); // a script's pointer cannot be held
    pointers.set(event.pointerId, at(event));
    if (pointers.size === 1) moved = 0;
  });
  element.addEventListener("pointermove", (event) => {
    const before = pointers.get(event.pointerId);
    const now = at(event);
    if (!before) {
      if (event.pointerType !== "touch") hovered(...now, event);
      return;
    }
    if (pointers.size === 2) {
      const [wide, x, y] = spread();
      pointers.set(event.pointerId, now);
      const [wider, toX, toY] = spread();
      camera.pan(toX - x, toY - y);
      if (wide > 0) camera.zoomAt(wider / wide, toX, toY);
      moved = Infinity;
      return;
    }
    pointers.set(event.pointerId, now);
    moved += Math.abs(now[0] - before[0]) + Math.abs(now[1] - before[1]);
    // One finger scrolls the page, as everywhere else; two move the map.
    if (moved > 4 && event.pointerType !== "touch") camera.pan(now[0] - before[0], now[1] - before[1]);
  });
  const up = (event) => {
    if (!pointers.delete(event.pointerId)) return;
    if (event.type === "pointerup" && moved <= 4) tapped(...at(event), event);
  };
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", up);
  element.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const pixels = event.deltaMode ? event.deltaY * 30 : event.deltaY;
      camera.zoomAt(Math.exp(-Math.max(-200, Math.min(200, pixels)) * 0.0022), ...at(event));
    },
    { passive: false },
  );
}
