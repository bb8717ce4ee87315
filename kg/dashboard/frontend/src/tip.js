// The tip: what a pointer is over, in words, beside it and never upon it.

export class Tip {
  constructor(element, stage) {
    this.element = element;
    this.stage = stage;
  }

  /** Show text beside a place of the stage; what is there reaches `size` pixels around it. */
  show(text, { x, y }, size) {
    this.element.textContent = text; // text, never HTML: names are strangers' words
    this.element.hidden = !text;
    if (!text) return;
    const { clientWidth: width, clientHeight: height } = this.stage;
    const gap = size + 12;
    const right = x > width / 2;
    this.element.style.left = right ? "" : `${x + gap}px`;
    this.element.style.right = right ? `${width - x + gap}px` : "";
    const top = Math.min(Math.max(y - this.element.offsetHeight / 2, 6), height - this.element.offsetHeight - 6);
    this.element.style.top = `${Math.max(top, 6)}px`;
  }

  hide() {
    this.element.hidden = true;
    this.element.textContent = "";
  }
}
