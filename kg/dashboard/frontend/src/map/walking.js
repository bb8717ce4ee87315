// Walking over a map with the arrow keys: from a place to the next that lies in that direction.

const DIRECTIONS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

/** Whether a key walks. */
export function walks(key) {
  return key in DIRECTIONS;
}

/** The place that lies next in a key's direction: near, and rather straight ahead; from nowhere, the first. */
export function next(places, from, key) {
  if (!from) return places[0] || null;
  const [x, y] = DIRECTIONS[key];
  let found = null;
  let best = Infinity;
  for (const place of places) {
    const ahead = (place.x - from.x) * x + (place.y - from.y) * y;
    const aside = Math.abs((place.x - from.x) * y) + Math.abs((place.y - from.y) * x);
    if (place === from || ahead <= 0 || aside > 2 * ahead) continue;
    const far = ahead + 2 * aside;
    if (far < best) {
      best = far;
      found = place;
    }
  }
  return found;
}
