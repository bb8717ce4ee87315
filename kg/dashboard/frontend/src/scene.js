// The scene: which nodes and edges there are, which of them are seen, and what the reader looks at.

import { radius } from "./shapes.js";

const SMALLEST = 0.5; // a node in a window that shows very many is half as large as in one that shows few

export class Scene {
  constructor() {
    this.nodes = new Map();
    this.links = [];
    this.ranked = [];
    this.around = new Map();
    this.hidden = new Set();
    this.without = new Set();
    this.loose = new Set();
    this.always = new Set();
    this.pinned = new Set();
    this.chosen = new Set();
    this.found = null;
    this.selected = null;
    this.hovered = null;
    this.current = null; // where the keyboard is
    this.edge = null;
    this.zoom = 1;
    this.whole = 1; // the zoom at which the window shows the whole graph
  }

  /** Take what Python says; positions are the nodes' own. */
  take(data) {
    this.kinds = data.kinds;
    this.relations = new Map(data.relations.map((relation) => [relation.type, relation]));
    this.colourByKind = new Map(data.kinds.map(({ kind, colour }) => [kind, colour]));
    for (const name of ["hidden", "without", "loose", "pinned", "chosen"]) this[name] = new Set(data[name]);
    this.always = new Set([...data.always, ...data.pinned]);
    this.selected = data.selected;
    this.edge = data.edge;
    this.since = data.since;
    this.until = data.until;
    for (const name of ["hovered", "current"]) if (!this.nodes.has(this[name])) this[name] = null;
  }

  rank() {
    const bySize = (a, b) => b.size - a.size || b.degree - a.degree || (a.id < b.id ? -1 : 1);
    this.ranked = [...this.nodes.values()].sort(bySize);
  }

  /** Make links of edges; those that join the same two nodes bend away from each other. */
  join(edges) {
    const between = new Map();
    this.links = edges
      .filter(({ source, target }) => this.nodes.has(source) && this.nodes.has(target))
      .map((edge) => {
        const pair = JSON.stringify([edge.source, edge.target].sort());
        const before = between.get(pair) || 0;
        between.set(pair, before + 1);
        return { ...edge, bend: before * 0.16, name: edge.type };
      });
    this.around = new Map([...this.nodes.keys()].map((id) => [id, new Map()]));
    for (const link of this.links) {
      this.around.get(link.source).set(link.target, link);
      this.around.get(link.target).set(link.source, link);
    }
  }

  sees(node) {
    if (this.always.has(node.id)) return true;
    return !this.hidden.has(node.kind) && !this.loose.has(node.id) && this.inTime(node);
  }

  inTime(node) {
    if (node.kind !== "Paper" || !(this.since || this.until)) return true;
    return node.month !== undefined && node.month >= (this.since || "") && node.month <= (this.until || "9999-12");
  }

  seesLink(link) {
    return !this.without.has(link.type) && this.sees(link.source) && this.sees(link.target);
  }

  /** The nodes that are seen, the most important first. */
  seen() {
    return this.ranked.filter((node) => node.x !== undefined && this.sees(node));
  }

  focus() {
    const focus = this.hovered ?? this.current ?? this.selected;
    return this.nodes.has(focus) ? focus : null;
  }

  inFocus(node) {
    if (this.found) return this.found.has(node.id);
    if (this.chosen.size > 1 && this.hovered === null) return this.chosen.has(node.id);
    const focus = this.focus();
    return focus === null || node.id === focus || this.neighbour(focus, node.id) !== undefined;
  }

  /** The link that is seen between two nodes. */
  neighbour(id, other) {
    const link = this.around.get(id)?.get(other);
    return link && !this.without.has(link.type) ? link : undefined;
  }

  neighbours(id) {
    const seen = [...(this.around.get(id)?.keys() || [])].map((other) => this.nodes.get(other));
    return seen.filter((node) => node && node.x !== undefined && this.sees(node) && this.neighbour(id, node.id));
  }

  touches(link) {
    const focus = this.focus();
    return focus !== null && (link.source.id === focus || link.target.id === focus);
  }

  isEdge(link) {
    const [source, type, target] = this.edge || [];
    return link.type === type && link.source.id === source && link.target.id === target;
  }

  /** Half the width of a node in pixels: the same at every zoom from that which shows the whole graph. */
  pixels(node) {
    const size = Math.min(1, Math.max(SMALLEST, this.whole)) * Math.min(1, Math.max(0.35, this.zoom / this.whole));
    return radius(node) * size;
  }

  /** What is done next is done to these. */
  meant() {
    if (this.chosen.size) return [...this.chosen];
    const one = this.current ?? this.selected;
    return one === null ? [] : [one];
  }

  /** An edge in words. */
  says(link) {
    if (link.type !== "SHARED") return `${link.source.name} ${this.relations.get(link.type)?.verb ?? link.type} ${link.target.name}`;
    return `${link.source.name} and ${link.target.name}: ${this.shares(link)}`;
  }

  shares({ source, target, count }) {
    const named = (node) => !["Paper", "Author", "Organization"].includes(node.kind);
    const papers = this.hidden.has("Paper") && ((named(source) && named(target)) || this.hidden.size === 1);
    const noun = papers ? "paper" : this.hidden.size === 1 ? [...this.hidden][0].toLowerCase() : "hidden node";
    return `${count} shared ${noun}${count === 1 ? "" : "s"}`;
  }
}
