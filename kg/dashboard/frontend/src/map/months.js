// The months that are looked at on a map: the slider, how many months it looks back, and the player.

import { still } from "./camera.js";
import { Player, counted, monthName } from "./time.js";

export class Months {
  /** `looked(done)` hears that another month is looked at; `done` where the reader came to an end with it. */
  constructor(root, looked) {
    this.root = root;
    this.looked = looked;
    this.month = null; // null for all time
    this.span = 0; // that many months are looked at, 0 for all before
    this.first = null;
    this.last = null;
    this.player = new Player((month) => this.look(month), () => this.look(null, true));
    this.play = root.querySelector("button");
    this.slider = root.querySelector("input");
    this.when = root.querySelector("output");
    this.spans = root.querySelector("select");
    this.play.addEventListener("click", () => this.playOrPause());
    this.slider.addEventListener("input", () => {
      this.player.stop();
      this.look(this.slid());
    });
    this.slider.addEventListener("change", () => this.look(this.slid(), true));
    this.spans.addEventListener("change", () => {
      this.span = Number(this.spans.value);
      this.look(this.month, true);
    });
  }

  /** Begin with other months, and hide where there is no choice. */
  begin(first, last) {
    this.stop();
    this.first = first;
    this.last = last;
    const dated = first !== null && last > first;
    this.root.hidden = !dated;
    if (dated) {
      this.slider.min = first;
      this.slider.max = last + 1; // one beyond the last month is all time
    }
  }

  set(month, span) {
    this.month = month;
    this.span = span;
  }

  stop() {
    this.player.stop();
  }

  look(month, done = false) {
    this.month = month;
    this.looked(done);
  }

  slid() {
    const value = Number(this.slider.value);
    return value > this.last ? null : value;
  }

  playOrPause() {
    if (this.player.playing) {
      this.stop();
      this.look(this.month, true);
      return;
    }
    const from = this.month === null || this.month >= this.last ? this.first : this.month;
    this.player.play(from, this.last, still());
    this.look(from);
  }

  /** Let circles be as large as the papers of the months that are looked at. */
  measure(places) {
    let scale = 1;
    if (this.month !== null && this.span) {
      // Of a few months there are few papers: the busiest of all time is drawn as large as all its papers are.
      const months = this.last - this.first + 1;
      scale = Math.sqrt(Math.max(1, months / this.span / 2));
    }
    for (const place of places) {
      place.now = counted(place, this.month, this.span);
      const part = place.papers ? Math.sqrt(place.now / place.papers) : 1;
      place.drawn = place.now || this.month === null ? Math.min(place.radius * part * scale, place.radius) : 0;
    }
  }

  /** Let slider, spans and button stand where the months are. */
  show() {
    this.slider.value = this.month === null ? this.last + 1 : this.month;
    this.spans.value = String(this.span);
    const said = this.month === null ? "all time" : monthName(this.month);
    this.when.textContent = said;
    this.slider.setAttribute("aria-valuetext", said);
    this.play.textContent = this.player.playing ? "Pause" : "Play";
  }

  /** Say which months are looked at; nothing where that is all time. */
  says() {
    if (this.month === null) return "";
    const name = monthName(this.month);
    return this.span ? `${name} and the ${this.span - 1} before` : `up to ${name}`;
  }
}
