// The legend of a map: its fields with their counts, each a button that shows it alone.

const SOME = 12;

export class Legend {
  constructor(root, toggle, all) {
    this.root = root;
    this.toggle = toggle;
    this.all = all;
    this.whole = false;
  }

  begin(groups, words) {
    this.groups = groups;
    this.words = words;
    this.whole = false;
    this.chosen = new Set();
    this.draw();
  }

  mark(chosen) {
    this.chosen = chosen;
    this.draw();
  }

  draw() {
    const focused = this.root.getRootNode().activeElement?.dataset?.group;
    const shown = this.whole ? this.groups : this.groups.filter((group, at) => at < SOME || this.chosen.has(group.id));
    const buttons = shown.map((group) => {
      const mark = document.createElement("span");
      mark.className = "mark";
      mark.style.background = group.colour;
      const name = document.createElement("span");
      name.className = "name";
      name.textContent = group.name;
      const count = document.createElement("span");
      count.className = "count";
      count.textContent = group.count.toLocaleString("en");
      const button = this.button([mark, name, count], () => this.toggle(group.id));
      button.dataset.group = group.id;
      button.setAttribute("aria-pressed", String(this.chosen.has(group.id)));
      button.title = group.name;
      return button;
    });
    const more = this.groups.length - shown.length;
    if (more > 0 || (this.whole && this.groups.length > SOME)) {
      const told = more > 0 ? `${more.toLocaleString("en")} more` : "Fewer";
      const button = this.button([told], () => {
        this.whole = !this.whole;
        this.draw();
      });
      button.setAttribute("aria-expanded", String(this.whole));
      button.className = "quiet";
      buttons.push(button);
    }
    if (this.chosen.size) {
      const button = this.button([this.words.all], this.all);
      button.className = "quiet";
      buttons.unshift(button);
    }
    if (this.words.ring) {
      const ring = document.createElement("span");
      ring.className = "key";
      const mark = document.createElement("span");
      mark.className = "mark ring";
      ring.append(mark, this.words.ring);
      buttons.push(ring);
    }
    this.root.replaceChildren(...buttons);
    if (focused !== undefined) this.root.querySelector(`[data-group="${Number(focused)}"]`)?.focus();
  }

  button(parts, deed) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...parts);
    button.addEventListener("click", deed);
    return button;
  }
}
