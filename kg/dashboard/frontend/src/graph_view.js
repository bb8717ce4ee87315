// The drawn graph: a Streamlit component (v2) around the canvas, its tools, legends and histogram.
//
// Python sends `data`, as kg/dashboard/graph/graph_view.py writes it: {view, nodes, edges, positions, camera, ...}.
//   view   names what is drawn; another name starts again from nothing
//   positions  [[id, x, y], ...], here and on the way back
// The reader's deeds go back as one trigger, `event`: {what, id, ids, edge, view, hidden, without, since, until,
// positions, camera}; `what` is a Deed of kg/dashboard/graph/events.py.

import { arrive } from "./arrival.js";
import { Camera } from "./camera.js";
import { makeCanvas } from "./canvas.js";
import { drawLabels, measurer, placeLabels } from "./labels.js";
import { drawLegends } from "./legend.js";
import { Histogram } from "./histogram.js";
import { Painter } from "./painter.js";
import { readPlaces, writePlaces } from "./places.js";
import { Reader } from "./reader.js";
import { Scene } from "./scene.js";
import { Tools } from "./tools.js";

const PATIENCE = 3000; // milliseconds that a deed waits for the answer to the one before
const ARRIVAL_TICKS = 40;
const ARRIVAL_DECAY = 0.1; // of the push and pull, a tick: what is left after ARRIVAL_TICKS moves nothing
const views = new WeakMap();

class GraphView {
  constructor(root) {
    this.root = root;
    this.stage = root.querySelector(".stage");
    this.scene = new Scene();
    this.painter = new Painter(this.scene, this.stage);
    this.places = new Map(); // of every node that was ever there: what comes back lies where it lay
    this.view = null;
    this.touched = false;
    this.placed = [];
    this.queue = [];
    this.reader = new Reader(this);
    this.graph = makeCanvas(this.stage, this.scene, this.painter, this.reader, (context, scale) => this.drawOver(context, scale));
    this.graph.onEngineStop(() => this.settled());
    this.camera = new Camera(this.graph, this.stage, root, this.scene);
    this.tools = new Tools(this);
    this.histogram = new Histogram(root.querySelector(".times"), (since, until, done) => {
      Object.assign(this.scene, { since, until });
      this.redraw();
      if (done) this.send("dates");
    });
    for (const kind of ["pointerdown", "wheel"]) {
      this.stage.addEventListener(kind, () => (this.touched = true), { passive: true });
    }
    // The style sheet gives the stage the theme's colours with a transition: its end tells of another theme.
    this.stage.addEventListener("transitionend", () => this.redraw());
    window.kgGraph = this.hook();
  }

  // What Python says

  update(data, trigger) {
    this.trigger = trigger;
    this.data = data;
    const { scene } = this;
    const fresh = this.view !== data.view;
    for (const [id, place] of readPlaces(data.positions)) this.places.set(id, place);
    for (const [id, x, y] of writePlaces(scene.nodes.values())) this.places.set(id, [x, y]);
    if (fresh) {
      scene.nodes.clear();
      this.view = data.view;
      this.touched = false;
    }
    const { added, removed } = arrive(scene.nodes, data.nodes, data.edges, fresh ? readPlaces(data.positions) : this.places);
    scene.take(data);
    scene.rank();
    const joined = data.edges.map(({ source, type, target, count }) => `${source} ${type} ${target} ${count}`).join("\n");
    const changed = fresh || added || removed || joined !== this.joined;
    this.joined = joined;
    if (changed) scene.join(data.edges);
    this.drawLegends();
    this.histogram.update(data.months, data.since, data.until);
    this.tools.update(data);
    if (fresh) this.camera.tall(data.height);
    if (changed) this.show(data, fresh);
    this.reader.update();
    this.redraw();
    if (this.waiting) this.answered();
  }

  show(data, fresh) {
    const nodes = this.scene.ranked.toReversed(); // what is drawn last lies on top
    const remembered = nodes.every(({ fx }) => fx !== undefined);
    // The layout is worked out before the first paint, so that a reader sees it stand and not swirl. What an expansion
    // brings lies among nodes that are pinned: it cools fast, and stands for good where it is first seen.
    const arriving = !fresh && !remembered;
    const ticks = Math.max(40, Math.min(250, Math.round(90000 / nodes.length)));
    this.graph
      .d3AlphaDecay(arriving ? ARRIVAL_DECAY : 0.0228)
      .warmupTicks(arriving ? ARRIVAL_TICKS : remembered ? 0 : ticks)
      .cooldownTicks(arriving ? 0 : Infinity)
      .cooldownTime(remembered ? 100 : 2500)
      .graphData({ nodes, links: this.scene.links });
    if (!fresh) return;
    if (data.camera && remembered) {
      this.graph.zoom(data.camera.zoom);
      this.graph.centerAt(data.camera.x, data.camera.y);
      this.camera.keep();
      this.touched = true;
    } else {
      this.fitting = true;
      this.graph.onEngineTick(() => {
        if (this.fitting && !this.touched) this.camera.fit(0);
      });
    }
  }

  drawLegends() {
    const places = Object.fromEntries(["kinds", "relations", "key"].map((name) => [name, this.root.querySelector(`.legend.${name}`)]));
    const held = this.root.getRootNode().activeElement?.dataset;
    const [attribute, name] = Object.entries(held || {})[0] || [];
    drawLegends(places, this.scene, this.data, (set, one) => {
      if (!set.delete(one)) set.add(one);
      this.drawLegends();
      this.redraw();
      this.send("legend");
    });
    // The buttons are others now: whoever had the focus on one keeps it.
    if (attribute === "kind" || attribute === "relation") this.root.querySelector(`.legend [data-${attribute}="${CSS.escape(name)}"]`)?.focus();
  }

  // What Python hears

  /** Send a deed. Of two that Streamlit gets at once it hands over the last alone, so that one waits for the other. */
  send(what, more = {}) {
    const busy = this.waiting && this.sent !== "settle";
    if (!busy) this.fire(what, more);
    else if (what === "settle") this.unsettled = true;
    else this.queue.push([what, more]);
  }

  /** The last deed was answered, or is not going to be. */
  answered() {
    clearTimeout(this.waiting);
    this.waiting = null;
    if (this.queue.length) this.fire(...this.queue.shift());
    else if (this.unsettled) this.fire("settle");
  }

  fire(what, more = {}) {
    const { scene } = this;
    if (what === "settle") this.unsettled = false;
    this.sent = what;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.answered(), PATIENCE);
    this.trigger("event", {
      what,
      view: this.view,
      stamp: this.data.stamp,
      hidden: [...scene.hidden],
      without: [...scene.without],
      since: scene.since,
      until: scene.until,
      positions: writePlaces(scene.nodes.values()),
      camera: this.camera.place(),
      ...more,
    });
  }

  settled() {
    const first = this.fitting;
    this.fitting = false;
    if (first && !this.touched) this.camera.fit(0);
    const key = JSON.stringify(writePlaces(this.scene.nodes.values()));
    if (key === this.sentPlaces) return;
    this.sentPlaces = key;
    this.send("settle");
  }

  // What is drawn

  drawOver(context, scale) {
    const { scene, painter, graph } = this;
    const toScreen = (x, y) => graph.graph2ScreenCoords(x, y);
    const all = scene.seen();
    const focus = scene.focus();
    const first = all.filter(({ id }) => id === focus || scene.chosen.has(id));
    const certain = new Set(first);
    const dimming = focus !== null || scene.found || scene.chosen.size > 1;
    const others = all.filter((node) => !certain.has(node) && (!dimming || scene.inFocus(node)));
    this.placed = placeLabels({
      names: [...first, ...others],
      all,
      certain: Math.min(first.length, 12),
      toScreen,
      pixels: (node) => scene.pixels(node),
      measure: measurer(painter.colours.font),
      width: this.stage.clientWidth,
      height: this.stage.clientHeight,
      nearness: scale / scene.whole,
    });
    drawLabels(context, scale, this.placed, { colours: painter.colours, toGraph: (x, y) => graph.screen2GraphCoords(x, y) });
  }

  redraw() {
    this.graph.nodeColor(this.graph.nodeColor()); // any setter asks a resting canvas for one more frame
  }

  // What a test, or a curious reader, may ask in the browser's console

  hook() {
    const { scene } = this;
    const onPage = ({ x, y }) => {
      const box = this.stage.getBoundingClientRect();
      const place = this.graph.graph2ScreenCoords(x, y);
      return [box.left + place.x, box.top + place.y];
    };
    return {
      positions: () => Object.fromEntries([...scene.nodes.values()].map(({ id, x, y }) => [id, [x, y]])),
      screen: (id) => onPage(scene.nodes.get(id)),
      camera: () => this.camera.place(),
      resting: () => !this.fitting && this.sentPlaces !== undefined,
      nodes: () => [...scene.nodes.values()].map(({ id, kind, name, degree, size, stub }) => ({ id, kind, name, degree, size, stub })),
      seen: () => scene.seen().map(({ id }) => id),
      edges: () =>
        scene.links.filter((link) => scene.seesLink(link)).map((link) => ({
          source: link.source.id, type: link.type, target: link.target.id, count: link.count,
          middle: onPage({ x: (link.source.x + link.target.x) / 2, y: (link.source.y + link.target.y) / 2 }), bend: link.bend,
        })),
      pixels: (id) => scene.pixels(scene.nodes.get(id)),
      labels: () => this.placed.map(({ node, lines }) => ({ id: node.id, lines })),
      selected: () => scene.selected,
      chosen: () => [...scene.chosen],
      current: () => scene.current,
      colours: () => this.painter.colours,
    };
  }

  close() {
    clearTimeout(this.waiting);
    this.reader.close();
    this.tools.close();
    this.camera.close();
    this.graph._destructor();
  }
}

export default function graphView({ parentElement, data, setTriggerValue }) {
  let view = views.get(parentElement);
  if (!view) {
    view = new GraphView(parentElement.querySelector(".graph-view"));
    views.set(parentElement, view);
  }
  view.update(data, setTriggerValue);
  return () => {
    view.close();
    views.delete(parentElement);
  };
}
