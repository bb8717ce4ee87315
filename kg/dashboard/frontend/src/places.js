// Places: where nodes lie, by id, as pairs on the way to Python and as a Map here.
//
// An id is a stranger's word. As the key of an object, `constructor` or `__proto__` would find what every object has.

/** Read [[id, x, y], ...] into a Map of [x, y] by id. */
export function readPlaces(triples) {
  return new Map(triples.map(([id, x, y]) => [id, [x, y]]));
}

/** Write where nodes lie as [[id, x, y], ...], in hundredths; a node without a place has none. */
export function writePlaces(nodes) {
  const round = (number) => Math.round(number * 100) / 100;
  return [...nodes].filter(({ x }) => x !== undefined).map(({ id, x, y }) => [id, round(x), round(y)]);
}
