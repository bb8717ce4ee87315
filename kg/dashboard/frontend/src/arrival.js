// Nodes that arrive: those already seen are pinned, and new ones start around their neighbour.

const GOLDEN_ANGLE = Math.PI * (3 - Math.sqrt(5));

/**
 * Bring `known` (a Map of drawn nodes by id) to hold exactly `nodes`.
 *
 * @param positions a Map of places by id, from an earlier visit of the view
 * @returns {{added: number, removed: number}}
 */
export function arrive(known, nodes, edges, positions) {
  const wanted = new Set(nodes.map((node) => node.id));
  let removed = 0;
  for (const id of [...known.keys()]) {
    if (!wanted.has(id)) {
      known.delete(id);
      removed += 1;
    }
  }
  const seen = new Set(known.keys());
  for (const node of known.values()) {
    node.fx = node.x;
    node.fy = node.y;
  }
  const neighbours = new Map();
  for (const { source, target } of edges) {
    if (!neighbours.has(source)) neighbours.set(source, []);
    if (!neighbours.has(target)) neighbours.set(target, []);
    neighbours.get(source).push(target);
    neighbours.get(target).push(source);
  }
  let added = 0;
  for (const node of nodes) {
    const drawn = known.get(node.id);
    if (drawn) {
      Object.assign(drawn, { colour: undefined, month: undefined, short: undefined }, node);
      continue;
    }
    const arrived = { ...node };
    const place = positions.get(node.id);
    const near = (neighbours.get(node.id) || []).find((id) => seen.has(id));
    if (place) {
      [arrived.x, arrived.y] = place;
      arrived.fx = arrived.x;
      arrived.fy = arrived.y;
    } else if (near !== undefined) {
      const { x, y } = known.get(near);
      const distance = 30 + 2 * Math.sqrt(added);
      arrived.x = x + distance * Math.cos(added * GOLDEN_ANGLE);
      arrived.y = y + distance * Math.sin(added * GOLDEN_ANGLE);
    } else {
      // Python sends the most important first: they start in the middle.
      arrived.x = 10 * Math.sqrt(0.5 + added) * Math.cos(added * GOLDEN_ANGLE);
      arrived.y = 10 * Math.sqrt(0.5 + added) * Math.sin(added * GOLDEN_ANGLE);
    }
    known.set(node.id, arrived);
    added += 1;
  }
  return { added, removed };
}
