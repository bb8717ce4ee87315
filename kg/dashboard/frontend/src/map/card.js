// The card of a place that was picked on a map: what it is, and what there is to do with it.

export class Card {
  constructor(root) {
    this.root = root;
  }

  get open() {
    return !this.root.hidden;
  }

  close() {
    this.root.hidden = true;
  }

  /** Focus the first thing that there is to do. */
  focus() {
    this.root.querySelector("a")?.focus();
  }

  /**
   * Show what is said of a place.
   *   links  [{text, href, follow}]; `follow` goes there within the reader's session
   *   only   {text, title, choose}, or null where there is nothing to choose
   */
  show(name, said, links, only) {
    const title = document.createElement("b");
    title.textContent = name;
    const words = document.createElement("span");
    words.textContent = said;
    const row = document.createElement("div");
    row.append(...links.map(anchor));
    if (only) row.append(button(only));
    this.root.replaceChildren(title, words, row);
    this.root.hidden = false;
  }
}

const anchor = ({ text, href, follow }) => {
  const link = document.createElement("a");
  link.textContent = text;
  link.href = href;
  link.addEventListener("click", (event) => {
    if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    follow();
  });
  return link;
};

const button = ({ text, title, choose }) => {
  const only = document.createElement("button");
  only.type = "button";
  only.textContent = text;
  only.title = title;
  only.addEventListener("click", choose);
  return only;
};
