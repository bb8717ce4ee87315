// The legends: what there is of each type of node and of each relationship, hidden and shown by a press.

import { svgOutline } from "./shapes.js";

/** Draw both legends and the key of colours; `toggle(set, name)` is called on a press. */
export function drawLegends({ kinds, relations, key }, scene, data, toggle) {
  const nodes = tally([...scene.nodes.values()].map(({ kind }) => kind));
  kinds.replaceChildren(
    ...data.kinds
      .filter(({ kind }) => nodes.has(kind))
      .map(({ kind, colour }) => entry(kind, nodes.get(kind), scene.hidden, `${kind} nodes`, mark(kind, colour), toggle, "kind")),
  );
  const edges = tally(scene.links.map(({ type }) => type));
  relations.replaceChildren(
    ...data.relations
      .filter(({ type }) => edges.has(type))
      .map((relation) => {
        const named = `edges that say "${relation.verb}"`;
        return entry(relation.type, edges.get(relation.type), scene.without, named, stroke(relation), toggle, "relation", relation.verb);
      }),
  );
  relations.hidden = !relations.childElementCount;
  key.hidden = !data.key.length;
  key.replaceChildren(
    ...data.key.map(({ says, colour }) => {
      const part = document.createElement("span");
      const swatch = document.createElement("i");
      swatch.style.background = colour;
      part.append(swatch, says);
      return part;
    }),
  );
}

function tally(names) {
  const counts = new Map();
  for (const name of names) counts.set(name, (counts.get(name) || 0) + 1);
  return counts;
}

function entry(name, number, off, told, picture, toggle, attribute, says = name) {
  const button = document.createElement("button");
  button.type = "button";
  button.dataset[attribute] = name;
  button.setAttribute("aria-pressed", String(!off.has(name)));
  button.title = `${off.has(name) ? "Show" : "Hide"} ${told}`;
  const count = document.createElement("span");
  count.className = "count";
  count.textContent = number.toLocaleString("en");
  button.append(picture, says, count);
  button.addEventListener("click", () => toggle(off, name));
  return button;
}

function mark(kind, colour) {
  return drawing("mark", "0 0 12 12", svgOutline(kind, 6, 6, 4.8, `fill="${colour}"`));
}

function stroke({ colour, dash, arrow }) {
  const look = `stroke="${colour || "currentColor"}" stroke-width="1.6" fill="none" stroke-dasharray="${dash.join(" ")}"`;
  const head = arrow ? `<path d="M17 2.5 21 6 17 9.5" stroke="${colour || "currentColor"}" stroke-width="1.4" fill="none"/>` : "";
  return drawing("stroke", "0 0 24 12", `<path d="M2 6H22" ${look}/>${head}`);
}

/** Our own words alone: colours and shapes of ours, and nothing of a graph. */
function drawing(css, viewBox, inside) {
  const holder = document.createElement("template");
  holder.innerHTML = `<svg class="${css}" viewBox="${viewBox}" aria-hidden="true">${inside}</svg>`;
  return holder.content.firstChild;
}
