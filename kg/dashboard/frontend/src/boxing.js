// Choosing nodes with a box: a drag over the background with Shift, or after its button was pressed.

export class Boxing {
  /** `done([left, top, right, bottom], added)` is called in pixels of the stage. */
  constructor(stage, element, done) {
    this.stage = stage;
    this.element = element;
    this.done = done;
    this.on = false; // the button is pressed
    this.from = null;
    stage.addEventListener("pointerdown", (event) => this.begin(event));
    stage.addEventListener("pointermove", (event) => this.move(event));
    stage.addEventListener("pointerup", (event) => this.end(event));
    stage.addEventListener("pointercancel", () => this.stop());
  }

  /** Tell whether a pointer that goes down now draws a box. */
  wants(event) {
    return (this.on || event.shiftKey) && !(event.touches?.length > 1);
  }

  set(on) {
    this.on = on;
    this.stage.classList.toggle("boxing", on);
  }

  place(event) {
    const box = this.stage.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  }

  begin(event) {
    if (event.button || !this.wants(event) || this.over?.()) return;
    this.from = this.place(event);
    this.stage.setPointerCapture?.(event.pointerId);
  }

  box(event) {
    const [x, y] = this.place(event);
    const [left, top] = this.from;
    return [Math.min(x, left), Math.min(y, top), Math.max(x, left), Math.max(y, top)];
  }

  move(event) {
    if (!this.from) return;
    const [left, top, right, bottom] = this.box(event);
    Object.assign(this.element.style, {
      left: `${left}px`, top: `${top}px`, width: `${right - left}px`, height: `${bottom - top}px`,
    });
    this.element.hidden = false;
  }

  end(event) {
    if (!this.from) return;
    const box = this.box(event);
    this.stop();
    if (box[2] - box[0] > 3 && box[3] - box[1] > 3) this.done(box, event.shiftKey);
  }

  stop() {
    this.from = null;
    this.element.hidden = true;
  }
}
