// The tools around the canvas: what its buttons and its keys do, and the field that finds in view.

import { png, save, svg } from "./picture.js";

export class Tools {
  constructor(view) {
    this.view = view;
    this.scene = view.scene;
    this.buttons = [...view.root.querySelectorAll("button[data-deed]")];
    for (const button of this.buttons) button.addEventListener("click", () => this.do(button.dataset.deed));
    this.search = view.root.querySelector(".search");
    this.count = view.root.querySelector(".found");
    this.search.addEventListener("input", () => this.find());
    this.search.addEventListener("keydown", (event) => this.typed(event));
    this.onFull = () => {
      if (!document.fullscreenElement) this.fill(false);
    };
    document.addEventListener("fullscreenchange", this.onFull);
  }

  button(deed) {
    return this.buttons.find((button) => button.dataset.deed === deed);
  }

  update({ steps: [undo, redo], alive }) {
    for (const group of this.view.root.querySelectorAll(".deeds")) group.hidden = !alive;
    this.button("undo").disabled = !undo;
    this.button("redo").disabled = !redo;
    if (this.search.value) this.find();
  }

  do(deed) {
    const { view, scene } = this;
    const { graph, camera, reader } = view;
    const zoom = (factor) => {
      view.touched = true;
      graph.zoom(graph.zoom() * factor, 200);
    };
    const deeds = {
      in: () => zoom(1.5),
      out: () => zoom(1 / 1.5),
      fit: () => {
        view.touched = true;
        camera.fit(300);
      },
      find: () => this.search.focus(),
      box: () => {
        reader.boxing.set(!reader.boxing.on);
        this.button("box").setAttribute("aria-pressed", String(reader.boxing.on));
        reader.say(reader.boxing.on ? "Drag over the graph to choose nodes." : "");
      },
      choose: () => scene.current !== null && reader.choose(scene.current),
      clear: () => (view.root.classList.contains("full") ? this.fill(false) : reader.clear()),
      select: () => this.select(),
      sentence: () => reader.along && reader.clickLink(reader.along),
      undo: () => !this.button("undo").disabled && view.send("undo"),
      redo: () => !this.button("redo").disabled && view.send("redo"),
      full: () => this.fill(!view.root.classList.contains("full")),
      png: async () => save(await png(view.stage.querySelector("canvas"), view.painter.colours.background), "graph.png"),
      svg: () => save(new Blob([this.drawing()], { type: "image/svg+xml" }), "graph.svg"),
    };
    if (Object.hasOwn(deeds, deed)) deeds[deed]();
    else if (view.data.alive) this.change(deed);
  }

  /** Expand, remove, keep or pin what is chosen, or what the reader looks at. */
  change(deed) {
    const ids = this.scene.meant();
    if (!ids.length) {
      this.view.reader.say("Choose a node first.");
      this.flash();
      return;
    }
    if (deed === "expand" && ids.length === 1) this.view.send("expand", { id: ids[0] });
    else this.view.send(deed, { ids });
  }

  /** Say beside the pointer what is missing, to those who see. */
  flash() {
    const { hint } = this.view.reader;
    const text = hint.textContent;
    hint.textContent = "Choose a node first.";
    hint.hidden = false;
    setTimeout(() => {
      hint.hidden = true;
      hint.textContent = text;
    }, 1500);
  }

  select() {
    const { scene, view } = this;
    if (scene.current === null) return;
    scene.selected = scene.current;
    scene.chosen.clear();
    view.redraw();
    view.send("select", { id: scene.selected });
  }

  // Find in view

  find() {
    const wanted = this.search.value.trim().toLocaleLowerCase();
    const found = wanted ? this.scene.seen().filter(({ name }) => name.toLocaleLowerCase().includes(wanted)) : null;
    this.scene.found = found && new Set(found.map(({ id }) => id));
    this.count.textContent = found ? `${found.length} found` : "";
    this.view.redraw();
  }

  typed(event) {
    if (event.key === "Escape") {
      this.search.value = "";
      this.find();
      this.view.stage.focus({ preventScroll: true });
    } else if (event.key === "Enter") {
      this.next(event.shiftKey ? -1 : 1);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** Walk to the next node that was found. */
  next(step) {
    const found = [...(this.scene.found || [])];
    if (!found.length) return;
    const at = found.indexOf(this.scene.current);
    const node = this.scene.nodes.get(found[(at + step + found.length) % found.length]);
    this.view.touched = true;
    this.view.reader.walk(node);
    this.view.camera.show(node, true);
  }

  // Pictures and the whole screen

  drawing() {
    const { scene, painter, placed, graph, stage } = this.view;
    const toScreen = (x, y) => graph.graph2ScreenCoords(x, y);
    return svg({ scene, painter, placed, toScreen, width: stage.clientWidth, height: stage.clientHeight });
  }

  fill(full) {
    const { root, camera, stage } = this.view;
    if (full === root.classList.contains("full")) return;
    root.classList.toggle("full", full);
    this.button("full").setAttribute("aria-pressed", String(full));
    const asked = full ? root.requestFullscreen?.() : document.fullscreenElement && document.exitFullscreen();
    asked?.catch?.(() => {}); // where a browser refuses, the graph fills the window
    camera.stretch();
    stage.focus({ preventScroll: true });
  }

  close() {
    document.removeEventListener("fullscreenchange", this.onFull);
  }
}
