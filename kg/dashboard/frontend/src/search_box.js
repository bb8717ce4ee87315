// The search box: a combobox that asks while the reader types, inside a Streamlit component (v2).
//
// Python sends `data`: {hint, large, answer}. An answer is {number, text, groups, direct, offer, all}: groups of
// options, where an identifier leads, the offer to add what is not there, and the page that lists everything found.
// Typing sends {number, text} as the trigger `typed`; of the answers only that to what was asked last is drawn.

const PAUSE = 80; // milliseconds without a key before the graph is asked
const MARGIN = 8;
const WIDEST = 560;
const boxes = new Set();
const drawn = new WeakMap();

const element = (name, properties = {}, ...children) => {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
};

/** A text whose found places are marked; it never becomes HTML. */
const marked = (pieces) => pieces.map(([text, found]) => (found ? element("mark", { textContent: text }) : text));

const editable = (event) => {
  const at = event.composedPath()[0];
  return at instanceof HTMLElement && (at.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName));
};

/** Turn the page as the browser's Back and Forward do, so that the reader's session lives on. */
const turn = (href) => {
  history.pushState({}, "", new URL(href, document.baseURI).href);
  dispatchEvent(new PopStateEvent("popstate", { state: {} }));
  document.querySelector("[data-testid=stMain]")?.scrollTo(0, 0);
  if (innerWidth < 768) document.querySelector("[data-testid=stSidebarCollapseButton] button")?.click();
};

const atSlash = (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  if (editable(event)) return;
  const open = [...boxes].filter((box) => box.visible());
  const box = open.find((one) => one.large) ?? open[0];
  if (!box) return;
  event.preventDefault();
  box.input.focus();
  box.input.select();
};

class SearchBox {
  constructor(host) {
    this.host = host;
    this.input = host.querySelector("input");
    this.found = host.querySelector(".found");
    this.list = host.querySelector("[role=listbox]");
    this.status = host.querySelector("[role=status]");
    this.field = host.querySelector(".field");
    this.number = 0;
    this.answer = null;
    this.entered = false;
    this.at = -1;
    this.options = [];
    this.listeners = new AbortController();
    const { signal } = this.listeners;
    this.input.addEventListener("input", () => this.typed(), { signal });
    this.input.addEventListener("keydown", (event) => this.key(event), { signal });
    this.input.addEventListener("focus", () => this.answer && this.input.value.trim() && this.open(), { signal });
    this.input.addEventListener("blur", () => this.close(), { signal });
    this.found.addEventListener("mousedown", (event) => event.preventDefault(), { signal }); // focus stays in the box
    this.list.addEventListener("click", (event) => this.click(event), { signal });
    addEventListener("resize", () => this.place(), { signal });
    addEventListener("scroll", () => this.place(), { signal, capture: true });
    if (!boxes.size) document.addEventListener("keydown", atSlash);
    boxes.add(this);
  }

  update(data, trigger) {
    this.trigger = trigger;
    this.large = data.large;
    this.host.classList.toggle("large", data.large);
    this.input.placeholder = data.hint;
    if (data.answer && data.answer.number === this.number && data.answer !== this.answer) this.show(data.answer);
  }

  visible() {
    const { width, right } = this.input.getBoundingClientRect();
    return width > 0 && right > 0;
  }

  text() {
    return this.input.value.trim();
  }

  typed() {
    clearTimeout(this.waiting);
    this.entered = false;
    this.number += 1;
    this.answer = null; // whatever comes now for what stood here before is dropped
    if (!this.text()) {
      this.say("");
      this.close();
      return;
    }
    this.waiting = setTimeout(() => this.ask(), PAUSE);
  }

  ask() {
    clearTimeout(this.waiting);
    this.waiting = null;
    this.host.classList.add("waits");
    this.trigger("typed", { number: this.number, text: this.text() });
  }

  show(answer) {
    this.host.classList.remove("waits");
    this.answer = answer;
    this.draw();
    if (this.entered) this.enter();
    else if (this.host.getRootNode().activeElement === this.input) this.open();
  }

  draw() {
    const { groups, offer, all } = this.answer;
    this.at = -1;
    this.options = [];
    const option = (href, ...children) => {
      const made = element("a", { href, tabIndex: -1, id: `option-${this.options.length}` }, ...children);
      made.setAttribute("role", "option");
      made.setAttribute("aria-selected", "false");
      this.options.push(made);
      return made;
    };
    const parts = groups.map((group, at) => {
      const title = element("div", { className: "title", id: `group-${at}`, textContent: group.title });
      const part = element("div", { className: "group" }, title);
      part.setAttribute("role", "group");
      part.setAttribute("aria-labelledby", title.id);
      for (const hit of group.hits) {
        const mark = element("span", { className: hit.square ? "kind square" : "kind" });
        mark.style.background = hit.colour;
        const name = element("span", { className: "name" }, ...marked(hit.name));
        const beside = element("span", { className: "beside" }, ...marked(hit.beside));
        part.append(option(hit.href, mark, element("span", { className: "words" }, name, beside)));
      }
      return part;
    });
    const last = element("div", { className: "group last" });
    last.setAttribute("role", "group");
    last.setAttribute("aria-label", "More");
    if (offer) last.append(option(offer.href, element("span", { className: "name", textContent: offer.says })));
    last.append(option(all, element("span", { className: "name", textContent: `Everything found for “${this.answer.text}”` })));
    this.list.replaceChildren(...parts, last);
    const count = groups.reduce((sum, group) => sum + group.hits.length, 0);
    this.say(offer ? "The graph does not hold this paper." : count ? `${count} suggestions.` : "Nothing is called so.");
    this.status.classList.toggle("seen", !count || !!offer);
    this.input.removeAttribute("aria-activedescendant");
  }

  say(words) {
    this.status.textContent = words;
  }

  key(event) {
    if (event.isComposing) return;
    const deeds = {
      ArrowDown: () => this.move(1),
      ArrowUp: () => this.move(-1),
      Enter: () => this.enter(event),
      Escape: () => this.escape(),
      Tab: () => this.close() ?? "passes",
    };
    if (deeds[event.key] && deeds[event.key]() !== "passes") event.preventDefault();
  }

  move(by) {
    if (!this.answer) return;
    this.open();
    const many = this.options.length + 1; // one place is the box itself
    this.choose(((this.at + 1 + by + many) % many) - 1);
  }

  choose(at) {
    this.options[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    const option = this.options[at];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.input.setAttribute("aria-activedescendant", option.id);
    else this.input.removeAttribute("aria-activedescendant");
  }

  enter(event) {
    if (!this.text()) return;
    const option = this.options[this.at];
    if (this.answer && option) {
      if (event?.ctrlKey || event?.metaKey) open(option.href, "_blank", "noopener");
      else this.go(option.getAttribute("href"));
    } else if (this.answer) {
      this.go(this.answer.direct ?? this.answer.all);
    } else {
      this.entered = true; // the answer is on its way, and says where this leads
      if (this.waiting) this.ask();
    }
  }

  escape() {
    if (this.isOpen()) this.close();
    else if (this.input.value) {
      this.input.value = "";
      this.typed();
    } else this.input.blur();
  }

  click(event) {
    const option = event.target.closest("[role=option]");
    if (!option || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.go(option.getAttribute("href"));
  }

  go(href) {
    clearTimeout(this.waiting);
    this.number += 1;
    this.answer = null;
    this.entered = false;
    this.input.value = "";
    this.say("");
    this.close();
    this.input.blur();
    turn(href);
  }

  isOpen() {
    return this.input.getAttribute("aria-expanded") === "true";
  }

  open() {
    if (!this.isOpen()) {
      this.input.setAttribute("aria-expanded", "true");
      this.found.hidden = false;
      this.found.showPopover?.();
    }
    this.place();
  }

  close() {
    if (!this.isOpen()) return;
    this.input.setAttribute("aria-expanded", "false");
    this.choose(-1);
    this.found.hidePopover?.();
    this.found.hidden = true;
  }

  /** The list lies above the page: the sidebar is too narrow for it. */
  place() {
    if (!this.isOpen()) return;
    const box = this.field.getBoundingClientRect();
    const width = Math.min(Math.max(box.width, WIDEST), innerWidth - 2 * MARGIN);
    const left = Math.max(MARGIN, Math.min(box.left, innerWidth - width - MARGIN));
    Object.assign(this.found.style, {
      width: `${box.width > WIDEST ? box.width : width}px`,
      left: `${box.width > WIDEST ? box.left : left}px`,
      top: `${box.bottom + 4}px`,
      maxHeight: `${Math.max(160, innerHeight - box.bottom - 2 * MARGIN)}px`,
    });
  }

  remove() {
    clearTimeout(this.waiting);
    this.listeners.abort();
    boxes.delete(this);
    if (!boxes.size) document.removeEventListener("keydown", atSlash);
  }
}

export default function searchBox({ parentElement, data, setTriggerValue }) {
  let box = drawn.get(parentElement);
  if (!box) {
    box = new SearchBox(parentElement.querySelector(".search-box"));
    drawn.set(parentElement, box);
  }
  box.update(data, setTriggerValue);
  return () => {
    box.remove();
    drawn.delete(parentElement);
  };
}
