// What the reader does on the canvas: pointers, fingers and keys, and what is said of it.

import { Boxing } from "./boxing.js";
import { deedOf, directionOf, towards } from "./keyboard.js";
import { Tip } from "./tip.js";

const DOUBLE_CLICK = 350; // milliseconds

export class Reader {
  constructor(view) {
    this.view = view;
    this.scene = view.scene;
    this.stage = view.stage;
    this.tip = new Tip(view.root.querySelector(".tip"), view.stage);
    this.said = view.root.querySelector(".said");
    this.hint = view.root.querySelector(".hint");
    this.clicked = { id: null, at: 0, timer: null };
    this.pointer = { x: 0, y: 0 };
    this.boxing = new Boxing(view.stage, view.root.querySelector(".box"), (box, added) => this.boxed(box, added));
    this.boxing.over = () => this.scene.hovered !== null;
    this.stage.addEventListener("pointermove", (event) => this.moved(event));
    this.stage.addEventListener("pointerleave", () => this.tip.hide());
    this.stage.addEventListener("keydown", (event) => this.pressed(event));
    this.stage.addEventListener("touchmove", (event) => this.swiped(event), { passive: true });
    // Two fingers are ours, or the browser would take what goes up or down for a swipe of the page.
    const ours = (event) => event.touches.length > 1 && event.cancelable && event.preventDefault();
    for (const kind of ["touchstart", "touchmove"]) this.stage.addEventListener(kind, ours, { passive: false, capture: true });
  }

  /** After Python spoke. */
  update() {
    const seen = this.scene.seen().length;
    this.stage.setAttribute(
      "aria-label",
      `Graph of ${seen.toLocaleString("en")} nodes. Arrow keys walk from node to node, Enter chooses, E expands, S shows the sentence of the edge walked along, Escape clears.`,
    );
  }

  // Pointers

  pans(event) {
    if (this.boxing.wants(event)) return false;
    if (event.type !== "touchstart" || this.view.root.classList.contains("full")) return true;
    return event.touches.length > 1; // one finger scrolls the page
  }

  swiped(event) {
    if (event.touches.length > 1 || this.view.root.classList.contains("full") || this.boxing.on || this.scene.hovered) return;
    this.hint.hidden = false;
    clearTimeout(this.hinting);
    this.hinting = setTimeout(() => (this.hint.hidden = true), 1500);
  }

  moved(event) {
    const box = this.stage.getBoundingClientRect();
    this.pointer = { x: event.clientX - box.left, y: event.clientY - box.top };
    if (this.over) this.tip.show(this.scene.says(this.over), this.pointer, 2);
  }

  hover(node) {
    this.scene.hovered = node ? node.id : null;
    this.over = null;
    this.stage.style.cursor = node ? "pointer" : "";
    if (node) this.tip.show(`${node.name}\n${node.says}`, this.view.graph.graph2ScreenCoords(node.x, node.y), this.scene.pixels(node));
    else this.tip.hide();
    this.view.redraw();
  }

  hoverLink(link) {
    if (this.scene.hovered !== null) return;
    this.over = link;
    this.stage.style.cursor = link ? "pointer" : "";
    if (link) this.tip.show(this.scene.says(link), this.pointer, 2);
    else this.tip.hide();
  }

  click(node, event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) {
      this.choose(node.id);
      return;
    }
    // The clicks' own times decide: a busy browser may hand over the second one late.
    const again = this.clicked.id === node.id && event.timeStamp - this.clicked.at < DOUBLE_CLICK;
    clearTimeout(this.clicked.timer);
    this.scene.selected = node.id;
    this.scene.current = null;
    this.scene.chosen.clear();
    this.view.fitting = false;
    this.view.redraw();
    if (again) {
      this.clicked = { id: null, at: 0, timer: null };
      this.view.send("expand", { id: node.id });
    } else {
      const timer = setTimeout(() => this.view.send("select", { id: node.id }), DOUBLE_CLICK);
      this.clicked = { id: node.id, at: event.timeStamp, timer };
    }
  }

  clickLink(link) {
    this.scene.edge = [link.source.id, link.type, link.target.id];
    this.view.redraw();
    this.say(this.scene.says(link));
    this.view.send("edge", { edge: this.scene.edge });
  }

  clickNothing(event) {
    if (!event?.shiftKey && !event?.ctrlKey) this.clear();
  }

  clear() {
    const { scene } = this;
    this.walk(null);
    if (scene.selected === null && !scene.chosen.size && !scene.edge) return;
    scene.selected = scene.edge = null;
    scene.chosen.clear();
    this.view.redraw();
    this.view.send("clear");
  }

  /** Add a node to those chosen together, or take it out; what was selected is the first of them. */
  choose(id) {
    const { scene } = this;
    if (!scene.chosen.size && scene.selected !== null && scene.nodes.has(scene.selected)) scene.chosen.add(scene.selected);
    if (!scene.chosen.delete(id)) scene.chosen.add(id);
    this.chose();
  }

  chose() {
    this.view.redraw();
    this.say(`${this.scene.chosen.size} chosen`);
    this.view.send("choose", { ids: [...this.scene.chosen] });
  }

  boxed([left, top, right, bottom], added) {
    const { scene } = this;
    if (!added) scene.chosen.clear();
    for (const node of scene.seen()) {
      const { x, y } = this.view.graph.graph2ScreenCoords(node.x, node.y);
      if (x >= left && x <= right && y >= top && y <= bottom) scene.chosen.add(node.id);
    }
    this.chose();
  }

  dragged() {
    this.view.send("settle");
  }

  // Keys

  pressed(event) {
    const direction = directionOf(event);
    const deed = deedOf(event);
    if (direction) this.step(direction);
    else if (deed) this.view.tools.do(deed);
    else return;
    this.tip.hide();
    event.preventDefault();
    event.stopPropagation();
  }

  /** Walk along an edge; whoever stands nowhere yet begins at what is selected, at the start, or at the most important node. */
  step(direction) {
    const { scene } = this;
    const from = scene.nodes.get(scene.current ?? scene.selected);
    if (!from || !scene.sees(from)) {
      const first = [...scene.always].map((id) => scene.nodes.get(id)).find(Boolean);
      this.walk(first ?? scene.seen()[0]);
      return;
    }
    if (scene.current === null) {
      scene.current = from.id;
    }
    const next = towards(from, scene.neighbours(from.id), direction);
    if (next) this.walk(next, scene.neighbour(from.id, next.id));
    else this.say(`Nothing that ${from.name} is joined to lies that way.`);
  }

  walk(node, along = null) {
    const { scene } = this;
    scene.current = node ? node.id : null;
    this.along = along;
    if (node) {
      const joined = scene.neighbours(node.id).length;
      const way = along ? `${scene.says(along)}. ` : "";
      this.say(`${way}${node.name}: ${node.says}; ${joined} of them here.`);
      this.view.camera.show(node);
    }
    this.view.redraw();
  }

  say(text) {
    this.said.textContent = text; // text, never HTML
  }

  close() {
    clearTimeout(this.clicked.timer);
    clearTimeout(this.hinting);
  }
}
