// This file is about the drawn graph: force-graph inside a Streamlit component (v2).
//
// Python sends `data`: {view, nodes, edges, positions, camera, selected, hidden, kinds, height}.
//   view   names what is drawn; another name starts again from nothing
//   kinds  [{kind, colour}], in the legend's order
//   positions  [[id, x, y], ...], here and on the way back
// The reader's deeds go back as one trigger, `event`: {what, id, hidden, positions, camera}.
//   what   "select" | "expand" | "clear" | "legend" | "settle"

import ForceGraph from "force-graph";
import { forceCollide, forceX, forceY } from "d3-force-3d";
import { arrive } from "./arrival.js";
import { drawLabels } from "./labels.js";
import { readPlaces, writePlaces } from "./places.js";
import { outline, radius } from "./shapes.js";
import { themeColours } from "./theme.js";

const DOUBLE_CLICK = 350; // milliseconds
const FIT_MARGIN = 48; // pixels
const FIT_ZOOM = 2; // a handful of nodes is not blown up to fill the frame
const views = new WeakMap();

class GraphView {
  constructor(root) {
    this.root = root;
    this.stage = root.querySelector(".stage");
    this.legend = root.querySelector(".legend");
    this.tip = root.querySelector(".tip");
    this.nodes = new Map();
    this.ranked = [];
    this.neighbours = new Map();
    this.hidden = new Set();
    this.selected = null;
    this.hovered = null;
    this.clicked = { id: null, at: 0, timer: null };
    this.view = null;
    this.touched = false;
    this.colours = themeColours(this.stage);
    this.graph = this.makeGraph();
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(this.stage);
    this.buttons();
    window.kgGraph = this.hook();
  }

  makeGraph() {
    const graph = new ForceGraph(this.stage)
      .nodeId("id")
      .nodeLabel(() => "") // force-graph would set it as HTML; the tip below is text
      .linkLabel(() => "")
      .nodeCanvasObject((node, context, scale) => this.drawNode(node, context, scale))
      .nodePointerAreaPaint((node, colour, context, scale) => {
        context.fillStyle = colour;
        outline(context, node, 3 / scale);
        context.fill();
      })
      .nodeVisibility((node) => !this.hidden.has(node.kind))
      .linkVisibility((link) => !this.hidden.has(link.source.kind) && !this.hidden.has(link.target.kind))
      .linkColor((link) => this.linkColour(link))
      .linkWidth((link) => (this.inFocus(link.source) && this.inFocus(link.target) && this.focus() ? 1.6 : 1))
      .linkDirectionalArrowLength((link) => (this.touches(link) ? 5 : link.type === "CITES" ? 3.5 : 0))
      .linkDirectionalArrowRelPos(0.92)
      .onRenderFramePre(() => {
        this.colours = themeColours(this.stage);
      })
      .onRenderFramePost((context, scale) => this.drawNames(context, scale))
      .onNodeHover((node) => this.hover(node))
      .onLinkHover((link) => this.hoverLink(link))
      .onNodeClick((node, event) => this.click(node, event.timeStamp))
      .onBackgroundClick(() => this.clear())
      .onNodeDragEnd((node) => {
        node.fx = node.x;
        node.fy = node.y;
        this.send("settle");
      })
      .onEngineStop(() => this.settled());
    graph.d3Force("center", null);
    graph.d3Force("x", forceX(0).strength(0.06));
    graph.d3Force("y", forceY(0).strength(0.06));
    graph.d3Force("collide", forceCollide((node) => radius(node) + 3));
    graph.d3Force("charge").strength(-70).distanceMax(400);
    graph.d3Force("link").distance(38);
    graph.minZoom(0.05).maxZoom(12);
    this.stage.addEventListener("pointerdown", () => (this.touched = true));
    this.stage.addEventListener("wheel", () => (this.touched = true), { passive: true });
    this.stage.addEventListener("pointermove", (event) => this.moveTip(event));
    this.stage.addEventListener("pointerleave", () => this.showTip(""));
    // The style sheet gives the stage the theme's colours with a transition: its end tells of another theme.
    this.stage.addEventListener("transitionend", () => this.redraw());
    return graph;
  }

  buttons() {
    const deeds = {
      in: () => this.graph.zoom(this.graph.zoom() * 1.5, 200),
      out: () => this.graph.zoom(this.graph.zoom() / 1.5, 200),
      fit: () => this.fit(300),
    };
    for (const button of this.root.querySelectorAll("button[data-deed]")) {
      button.addEventListener("click", () => {
        this.touched = true;
        deeds[button.dataset.deed]();
      });
    }
  }

  // What Python says

  update(data, trigger) {
    this.trigger = trigger;
    this.kinds = data.kinds;
    this.colourByKind = new Map(data.kinds.map(({ kind, colour }) => [kind, colour]));
    this.hidden = new Set(data.hidden);
    this.selected = data.selected;
    this.stage.style.height = `min(${data.height}px, 72vh)`;
    this.resize();
    const fresh = this.view !== data.view;
    if (fresh) {
      this.nodes.clear();
      this.view = data.view;
      this.touched = false;
    }
    const { added, removed } = arrive(this.nodes, data.nodes, data.edges, readPlaces(data.positions));
    const edgesChanged = this.edgeCount !== data.edges.length;
    this.edgeCount = data.edges.length;
    if (fresh || added || removed || edgesChanged) this.show(data, fresh, added);
    else this.rank();
    this.drawLegend();
    this.redraw();
  }

  rank() {
    const bySize = (a, b) => b.size - a.size || b.degree - a.degree || (a.id < b.id ? -1 : 1);
    this.ranked = [...this.nodes.values()].sort(bySize);
  }

  show(data, fresh, added) {
    this.rank();
    const nodes = this.ranked.toReversed(); // what is drawn last lies on top
    this.neighbours = new Map(nodes.map(({ id }) => [id, new Set()]));
    for (const { source, target } of data.edges) {
      this.neighbours.get(source)?.add(target);
      this.neighbours.get(target)?.add(source);
    }
    const links = data.edges
      .filter(({ source, target }) => this.nodes.has(source) && this.nodes.has(target))
      .map((edge) => ({ ...edge }));
    const remembered = nodes.every(({ fx }) => fx !== undefined);
    // The layout is worked out before the first paint, so that a reader sees it stand and not swirl.
    this.graph
      .warmupTicks(remembered ? 0 : fresh ? Math.max(30, Math.min(250, Math.round(90000 / nodes.length))) : 0)
      .cooldownTime(remembered ? 100 : fresh ? 2500 : 3000)
      .graphData({ nodes, links });
    if (!fresh) return;
    const camera = data.camera;
    if (camera && remembered) {
      this.graph.zoom(camera.zoom);
      this.graph.centerAt(camera.x, camera.y);
      this.touched = true;
    } else {
      this.fitting = true;
      this.graph.onEngineTick(() => {
        if (this.fitting && !this.touched) this.fit(0);
      });
    }
  }

  fit(milliseconds) {
    const box = this.graph.getGraphBbox((node) => !this.hidden.has(node.kind));
    if (!box || !this.width) return;
    const [left, right] = box.x;
    const [top, bottom] = box.y;
    const room = (size, extent) => Math.max(size - 2 * FIT_MARGIN, 50) / Math.max(extent, 1);
    const zoom = Math.min(room(this.width, right - left), room(this.height, bottom - top), FIT_ZOOM);
    this.graph.centerAt((left + right) / 2, (top + bottom) / 2, milliseconds);
    this.graph.zoom(zoom, milliseconds);
  }

  // What the reader does

  click(node, at) {
    // The clicks' own times decide: a busy browser may hand over the second one late.
    const again = this.clicked.id === node.id && at - this.clicked.at < DOUBLE_CLICK;
    clearTimeout(this.clicked.timer);
    this.selected = node.id;
    this.fitting = false;
    this.redraw();
    if (again) {
      this.clicked = { id: null, at: 0, timer: null };
      this.send("expand", node.id);
    } else {
      const timer = setTimeout(() => this.send("select", node.id), DOUBLE_CLICK);
      this.clicked = { id: node.id, at, timer };
    }
  }

  clear() {
    if (this.selected === null) return;
    this.selected = null;
    this.redraw();
    this.send("clear");
  }

  settled() {
    const first = this.fitting;
    this.fitting = false;
    if (first && !this.touched) this.fit(0);
    const places = this.positions();
    const key = JSON.stringify(places);
    if (key === this.sentPlaces) return;
    this.sentPlaces = key;
    this.send("settle");
  }

  send(what, id = null) {
    this.trigger("event", {
      what,
      id,
      view: this.view,
      hidden: [...this.hidden],
      positions: this.positions(),
      camera: this.camera(),
    });
  }

  positions() {
    return writePlaces(this.nodes.values());
  }

  camera() {
    const { x, y } = this.graph.centerAt();
    return { zoom: this.graph.zoom(), x, y };
  }

  // What is drawn

  focus() {
    return this.hovered ?? this.selected;
  }

  inFocus(node) {
    const focus = this.focus();
    if (focus === null || !this.nodes.has(focus)) return true;
    return node.id === focus || this.neighbours.get(focus)?.has(node.id) === true;
  }

  touches(link) {
    const focus = this.focus();
    return focus !== null && (link.source.id === focus || link.target.id === focus);
  }

  linkColour(link) {
    const focus = this.focus();
    if (focus === null || !this.nodes.has(focus)) return link.type === "CITES" ? this.colours.citeLine : this.colours.line;
    return this.touches(link) ? this.colours.strongLine : this.colours.weakLine;
  }

  drawNode(node, context, scale) {
    const size = radius(node) * scale; // in pixels: what nobody can see is not drawn
    const dimmed = !this.inFocus(node);
    if (dimmed) context.globalAlpha = 0.28;
    outline(context, node, 0, size > 4);
    const colour = this.colourByKind.get(node.kind) || this.colours.text;
    // A stub is an outline with a breath of its colour: only its identifier is known.
    context.fillStyle = node.stub ? `color-mix(in srgb, ${colour} 22%, ${this.colours.background})` : colour;
    context.fill();
    if (size > 4 || node.stub) {
      context.lineWidth = 1 / scale;
      context.strokeStyle = node.stub ? `color-mix(in srgb, ${colour} 60%, ${this.colours.background})` : this.colours.background;
      context.stroke();
    }
    if (dimmed) context.globalAlpha = 1;
    if (node.id === this.selected) {
      outline(context, node, 3 / scale);
      context.lineWidth = 2.5 / scale;
      context.strokeStyle = this.colours.text;
      context.stroke();
    }
  }

  drawNames(context, scale) {
    const focus = this.nodes.has(this.focus()) ? this.focus() : null;
    const seen = this.ranked.filter((node) => !this.hidden.has(node.kind) && node.x !== undefined);
    const first = focus === null ? [] : seen.filter((node) => node.id === focus);
    const others = focus === null ? seen : seen.filter((node) => node.id !== focus && this.inFocus(node));
    drawLabels(context, scale, {
      nodes: [...first, ...others],
      toScreen: (x, y) => this.graph.graph2ScreenCoords(x, y),
      width: this.stage.clientWidth,
      height: this.stage.clientHeight,
      colours: this.colours,
    });
  }

  drawLegend() {
    const counts = new Map();
    for (const { kind } of this.nodes.values()) counts.set(kind, (counts.get(kind) || 0) + 1);
    const present = this.kinds.filter(({ kind }) => counts.has(kind));
    this.legend.replaceChildren(
      ...present.map(({ kind, colour }) => {
        const button = document.createElement("button");
        button.type = "button";
        button.dataset.kind = kind;
        button.setAttribute("aria-pressed", String(!this.hidden.has(kind)));
        button.title = this.hidden.has(kind) ? `Show ${kind} nodes` : `Hide ${kind} nodes`;
        const mark = document.createElement("span");
        mark.className = kind === "Paper" ? "mark square" : "mark";
        mark.style.background = colour;
        const count = document.createElement("span");
        count.className = "count";
        count.textContent = counts.get(kind);
        button.append(mark, kind, count);
        button.addEventListener("click", () => this.toggle(kind));
        return button;
      }),
    );
  }

  toggle(kind) {
    if (!this.hidden.delete(kind)) this.hidden.add(kind);
    this.drawLegend();
    this.redraw();
    this.send("legend");
  }

  redraw() {
    this.graph.nodeColor(this.graph.nodeColor()); // any setter asks a resting canvas for one more frame
  }

  hover(node) {
    this.hovered = node ? node.id : null;
    this.stage.style.cursor = node ? "pointer" : "grab";
    this.showTip(node ? `${node.name}\n${node.says}` : "");
    this.redraw();
  }

  hoverLink(link) {
    if (this.hovered !== null) return;
    this.showTip(link ? `${link.source.name} ${link.type} ${link.target.name}` : "");
  }

  showTip(text) {
    this.tip.textContent = text; // text, never HTML: names are strangers' words
    this.tip.hidden = !text;
  }

  moveTip(event) {
    const box = this.stage.getBoundingClientRect();
    const x = event.clientX - box.left;
    const y = event.clientY - box.top;
    const right = x > box.width / 2;
    const below = Math.max(box.height - this.tip.offsetHeight - 8, 0);
    this.tip.style.left = right ? "" : `${x + 14}px`;
    this.tip.style.right = right ? `${box.width - x + 14}px` : "";
    this.tip.style.top = `${Math.min(y + 14, below)}px`;
  }

  resize() {
    const width = this.stage.clientWidth;
    const height = this.stage.clientHeight;
    if (!width || !height || (width === this.width && height === this.height)) return;
    this.width = width;
    this.height = height;
    this.graph.width(width).height(height);
  }

  // What a test, or a curious reader, may ask in the browser's console

  hook() {
    return {
      positions: () => Object.fromEntries([...this.nodes.values()].map(({ id, x, y }) => [id, [x, y]])),
      screen: (id) => {
        const node = this.nodes.get(id);
        const box = this.stage.getBoundingClientRect();
        const { x, y } = this.graph.graph2ScreenCoords(node.x, node.y);
        return [box.left + x, box.top + y];
      },
      camera: () => this.camera(),
      resting: () => !this.fitting && this.sentPlaces !== undefined,
      nodes: () => [...this.nodes.values()].map(({ id, kind, name, degree, size, stub }) => ({ id, kind, name, degree, size, stub })),
      selected: () => this.selected,
      colours: () => this.colours,
    };
  }

  close() {
    clearTimeout(this.clicked.timer);
    this.resizing.disconnect();
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
