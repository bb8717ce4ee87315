// The map of a field, or of papers: circles at fixed places on a canvas, in a Streamlit component (v2).
//
// Python sends `data`: {view, square, places, groups, chosen, month, span, first, last, links, words, height}.
//   places  [{id, name, says, x, y, radius, group, papers, rises, near: [[place's number, weight]], months: [[month, papers]]}]
//   groups  [{id, name, colour, count}], most papers first; `chosen` are those that are shown, none for all
//   month   months since the year 0, null for all time; `span` months are looked at, 0 for all before
// The reader's deeds go back as one trigger, `event`: {view, chosen, month, span}.

import { Camera, steer } from "./map/camera.js";
import { Card } from "./map/card.js";
import { Legend } from "./map/legend.js";
import { Months } from "./map/months.js";
import { Naming, short } from "./map/naming.js";
import { area, paint } from "./map/painting.js";
import { next, walks } from "./map/walking.js";
import { themeColours } from "./theme.js";

const views = new WeakMap();
const DOUBLE_CLICK = 350; // milliseconds

class FieldMap {
  constructor(root) {
    this.root = root;
    for (const name of ["stage", "tip", "back", "status"]) this[name] = root.querySelector(`.${name}`);
    this.card = new Card(root.querySelector(".card"));
    this.canvas = root.querySelector("canvas");
    this.context = this.canvas.getContext("2d", { alpha: false });
    this.camera = new Camera(() => this.redraw());
    this.naming = new Naming();
    this.legend = new Legend(root.querySelector(".legend"), (id) => this.toggle(id), () => this.choose([]));
    this.places = [];
    this.chosen = new Set();
    this.hovered = null;
    this.picked = null; // the place whose card is open, or that the keys walked to
    this.painted = 0;
    this.sent = [];
    this.months = new Months(root.querySelector(".time"), (done) => this.look(done));
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(this.stage);
    this.listen();
    window.kgMap = this.hook();
  }

  listen() {
    steer(this.canvas, this.camera, {
      tapped: (x, y, event) => this.tap(x, y, event),
      hovered: (x, y) => this.hover(this.at(x, y), x, y),
    });
    this.canvas.addEventListener("pointerleave", () => this.hover(null));
    this.canvas.addEventListener("keydown", (event) => this.key(event));
    // The style sheet gives the stage the theme's colours with a transition: its end tells of another theme.
    this.stage.addEventListener("transitionend", () => this.recolour());
    const deeds = {
      in: () => this.camera.zoomAt(1.5),
      out: () => this.camera.zoomAt(1 / 1.5),
      fit: () => this.fit(),
    };
    for (const button of this.root.querySelectorAll("button[data-deed]")) {
      button.addEventListener("click", () => deeds[button.dataset.deed]());
    }
    this.back.addEventListener("click", () => {
      this.choose([]);
      this.canvas.focus();
    });
  }

  // What Python says

  update(data, trigger) {
    this.trigger = trigger;
    const fresh = this.view !== data.view || this.signature !== data.signature;
    this.data = data;
    this.canvas.setAttribute("aria-label", data.label);
    this.resize();
    if (fresh) this.begin(data);
    const told = JSON.stringify([data.chosen, data.month, data.span]);
    const echo = this.sent.includes(told);
    if (fresh || (told !== this.told && !echo)) {
      this.sent = [];
      this.chosen = new Set(data.chosen);
      this.months.set(data.month, data.span);
      this.filter();
      this.fit(fresh);
    }
    this.told = told;
    this.redraw();
  }

  begin(data) {
    this.view = data.view;
    this.signature = data.signature;
    const colour = new Map(data.groups.map((group) => [group.id, group.colour]));
    this.colours = this.themed();
    this.places = data.places.map((place) => ({
      ...place,
      short: short(place.name),
      colour: colour.get(place.group) || this.colours.none,
      drawn: place.radius,
    }));
    this.edges = [];
    this.neighbours = new Map(this.places.map((place) => [place, new Set()]));
    this.places.forEach((from, index) => {
      for (const [number] of data.places[index].near) {
        const to = this.places[number];
        if (!to) continue;
        this.edges.push({ from, to, same: from.group === to.group });
        this.neighbours.get(from).add(to);
        this.neighbours.get(to).add(from);
      }
    });
    this.picked = null;
    this.hovered = null;
    this.naming = new Naming();
    this.legend.begin(data.groups, data.words);
    this.months.begin(data.first, data.last);
    this.card.close();
  }

  themed() {
    const colours = themeColours(this.stage);
    const mixed = (percent) => `color-mix(in srgb, ${colours.text} ${percent}%, ${colours.background})`;
    return { ...colours, quietText: mixed(86), none: mixed(45), weakLine: mixed(9), line: mixed(24), strongLine: mixed(70) };
  }

  recolour() {
    this.colours = this.themed();
    for (const place of this.places) {
      if (!this.data.groups.some((group) => group.id === place.group)) place.colour = this.colours.none;
    }
    this.areas();
    this.redraw();
  }

  // What is shown

  filter() {
    const all = !this.chosen.size;
    this.shown = this.places.filter((place) => all || this.chosen.has(place.group));
    const there = new Set(this.shown);
    this.lines = this.edges.filter(({ from, to }) => there.has(from) && there.has(to));
    if (this.picked && !there.has(this.picked)) this.pick(null);
    this.back.hidden = all;
    this.legend.mark(this.chosen);
    this.measure();
    this.areas();
  }

  measure() {
    this.months.measure(this.shown);
    this.months.show();
    this.standing = null;
  }

  areas() {
    const members = new Map();
    for (const place of this.shown) {
      if (!members.has(place.group)) members.set(place.group, []);
      members.get(place.group).push(place);
    }
    this.grounds = [];
    this.fields = [];
    for (const group of this.data.groups) {
      const places = members.get(group.id);
      if (!places) continue;
      const colour = `color-mix(in srgb, ${group.colour} 11%, ${this.colours.background})`;
      this.grounds.push({ id: group.id, path: area(places), colour });
      let x = 0;
      let y = 0;
      let weight = 0;
      let top = Infinity;
      let bottom = -Infinity;
      for (const place of places) {
        top = Math.min(top, place.y - place.radius);
        bottom = Math.max(bottom, place.y + place.radius);
        x += place.x * place.radius;
        y += place.y * place.radius;
        weight += place.radius;
      }
      this.fields.push({ short: short(group.name, this.longest()), x: x / weight, y: y / weight, top, bottom });
    }
    this.standing = null;
  }

  /** How many letters the name of a field may have where there is so much room beside it. */
  longest() {
    return Math.round(Math.min(Math.max(this.camera.width / 15, 16), 38));
  }

  fit(atOnce = false) {
    this.camera.fit(this.shown, { atOnce });
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.stage;
    const ratio = Math.min(devicePixelRatio || 1, 2);
    if (!width || !height || (width === this.camera.width && height === this.camera.height && ratio === this.ratio)) return;
    const first = this.camera.width <= 1;
    Object.assign(this.camera, { width, height });
    this.ratio = ratio;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    if (this.shown) {
      this.areas();
      this.fit(true);
    }
    if (!first) this.paint(); // a canvas that got another size is empty until it is painted
  }

  redraw() {
    this.frame ??= requestAnimationFrame((now) => {
      this.frame = null;
      const flies = this.camera.fly(now);
      this.paint();
      if (flies) this.redraw();
    });
  }

  paint() {
    if (!this.shown || this.camera.width <= 1) return;
    const { zoom } = this.camera;
    if (!this.standing || this.stoodAt !== zoom) {
      const drawn = this.shown.filter((place) => place.drawn);
      drawn.sort((one, other) => other.drawn - one.drawn);
      const fields = this.chosen.size === 1 ? [] : this.fields;
      this.standing = this.naming.stand(this.context, this.colours.font, zoom, fields, drawn);
      this.stoodAt = zoom;
    }
    const focus = this.hovered || this.picked;
    paint(this.context, {
      camera: this.camera,
      colours: this.colours,
      ratio: this.ratio,
      areas: this.grounds,
      edges: this.lines,
      places: this.shown,
      square: this.data.square,
      standing: this.standing,
      focus,
      chosen: this.picked,
      neighbours: this.neighbours.get(focus),
    });
    this.painted += 1;
  }

  // What the reader does

  at(x, y) {
    const [mapX, mapY] = this.camera.toMap(x, y);
    const more = 3 / this.camera.zoom;
    let found = null;
    for (const place of this.shown || []) {
      if (place.drawn && Math.hypot(place.x - mapX, place.y - mapY) <= place.drawn + more) found = place;
    }
    return found;
  }

  ground(x, y) {
    const [mapX, mapY] = this.camera.toMap(x, y);
    this.context.setTransform(1, 0, 0, 1, 0, 0);
    return this.grounds.find(({ path }) => this.context.isPointInPath(path, mapX, mapY)) || null;
  }

  hover(place, x, y) {
    const ground = !place && x !== undefined && this.chosen.size !== 1 ? this.ground(x, y) : null;
    this.canvas.style.cursor = place || ground ? "pointer" : "grab";
    const text = place ? this.says(place) : ground ? `${this.name(ground.id)}\n${this.data.words.enter}` : "";
    this.tip.textContent = text; // text, never HTML: names are strangers' words
    this.tip.hidden = !text || this.card.open;
    if (text) this.moveTip(x, y);
    if (this.hovered !== place) {
      this.hovered = place;
      this.redraw();
    }
  }

  name(group) {
    return this.data.groups.find(({ id }) => id === group)?.name || "";
  }

  says(place) {
    const when = this.months.says();
    const now = when && !this.data.square ? `\n${place.now.toLocaleString("en")} ${place.now === 1 ? "paper" : "papers"} ${when}` : "";
    return `${place.name}\n${place.says}${now}`;
  }

  moveTip(x, y) {
    const right = x > this.camera.width / 2;
    this.tip.style.left = right ? "" : `${x + 16}px`;
    this.tip.style.right = right ? `${this.camera.width - x + 16}px` : "";
    this.tip.style.top = `${Math.max(Math.min(y + 16, this.camera.height - this.tip.offsetHeight - 8), 4)}px`;
  }

  tap(x, y, event) {
    const place = this.at(x, y);
    if (place) {
      const twice = this.tapped?.place === place && event.timeStamp - this.tapped.when < DOUBLE_CLICK;
      this.tapped = { place, when: event.timeStamp };
      if (twice) this.go("around", place);
      else if (this.data.square && event.pointerType !== "touch") this.go("page", place);
      else this.pick(place, true);
      return;
    }
    if (this.picked) {
      this.pick(null);
      return;
    }
    const ground = this.chosen.size === 1 ? null : this.ground(x, y);
    if (ground) this.choose([ground.id]);
  }

  /** Choose a place; with `open`, its card says what there is to do. */
  pick(place, open = false) {
    this.picked = place;
    if (place && open) {
      this.tip.hidden = true;
      const links = this.data.words.links.map(([which, text]) => ({
        text,
        href: this.address(which, place),
        follow: () => this.go(which, place),
      }));
      this.card.show(place.name, this.says(place).split("\n").slice(1).join("\n"), links, this.only(place));
    } else this.card.close();
    this.redraw();
  }

  /** The way to the place's field alone, where it is not shown alone already. */
  only(place) {
    const title = this.name(place.group);
    if (!title || (this.chosen.size === 1 && this.chosen.has(place.group))) return null;
    const choose = () => {
      this.choose([place.group]);
      this.canvas.focus();
    };
    return { text: this.data.words.only, title, choose };
  }

  address(which, place) {
    return new URL(this.data.links[which] + encodeURIComponent(place.id), document.baseURI).href;
  }

  /** Turn the reader's page as the browser's own Back and Forward do, so that the session lives on. */
  go(which, place) {
    this.months.stop();
    history.pushState({}, "", this.address(which, place));
    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
    document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { key } = event;
    const deeds = {
      Enter: () => this.picked && this.open(),
      " ": () => this.picked && this.open(),
      Escape: () => (this.picked ? this.pick(null) : this.chosen.size && this.choose([])),
      "+": () => this.camera.zoomAt(1.5),
      "=": () => this.camera.zoomAt(1.5),
      "-": () => this.camera.zoomAt(1 / 1.5),
      0: () => this.fit(),
      Home: () => this.walk(this.shown.find((place) => place.drawn) || null),
    };
    if (walks(key)) this.walk(next(this.shown.filter((place) => place.drawn), this.picked, key));
    else if (deeds[key]) deeds[key]();
    else return;
    event.preventDefault();
  }

  open() {
    this.pick(this.picked, true);
    this.card.focus();
  }

  walk(place) {
    if (!place) return;
    this.pick(place);
    const [x, y] = this.camera.toScreen(place.x, place.y);
    if (x < 40 || y < 40 || x > this.camera.width - 40 || y > this.camera.height - 40) this.camera.go(place.x, place.y);
    const group = this.name(place.group);
    this.status.textContent = `${this.says(place).replaceAll("\n", ", ")}${group ? `, in ${group}` : ""}`;
  }

  toggle(id) {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(id)) chosen.add(id);
    this.choose([...chosen]);
  }

  choose(ids) {
    this.chosen = new Set(ids);
    this.filter();
    this.fit();
    this.status.textContent = ids.length ? `${this.shown.length} in ${ids.map((id) => this.name(id)).join("; ")}` : "";
    this.send();
  }

  look(done) {
    this.measure();
    this.redraw();
    if (done) this.send();
  }

  send() {
    const chosen = [...this.chosen];
    const { month, span } = this.months;
    this.sent.push(JSON.stringify([chosen, month, span]));
    this.trigger("event", { view: this.view, chosen, month, span });
  }

  // What a test, or a curious reader, may ask in the browser's console

  hook() {
    return {
      places: () => this.shown.map(({ id, name, group, papers, drawn }) => ({ id, name, group, papers, drawn })),
      screen: (id) => {
        const place = this.places.find((one) => one.id === id);
        const box = this.canvas.getBoundingClientRect();
        const [x, y] = this.camera.toScreen(place.x, place.y);
        return [box.left + x, box.top + y];
      },
      field: (id) => {
        // A point of the field's ground where no circle is.
        const box = this.canvas.getBoundingClientRect();
        for (let y = 4; y < this.camera.height; y += 4) {
          for (let x = 4; x < this.camera.width; x += 4) {
            if (this.ground(x, y)?.id === id && !this.at(x, y)) return [box.left + x, box.top + y];
          }
        }
        return null;
      },
      names: () => (this.standing || []).map(({ text, x, y, kind, half }) => ({ text, x, y, kind, half })),
      canvas: () => this.canvas,
      painted: () => this.painted,
      resting: () => !this.camera.flight && this.frame === null && this.painted > 0,
      state: () => ({ chosen: [...this.chosen], month: this.months.month, span: this.months.span, picked: this.picked?.id ?? null }),
    };
  }

  close() {
    this.months.stop();
    cancelAnimationFrame(this.frame);
    this.resizing.disconnect();
  }
}

export default function fieldMap({ parentElement, data, setTriggerValue }) {
  let view = views.get(parentElement);
  if (!view) {
    view = new FieldMap(parentElement.querySelector(".field-map"));
    views.set(parentElement, view);
  }
  view.update(data, setTriggerValue);
  return () => {
    view.close();
    views.delete(parentElement);
  };
}
