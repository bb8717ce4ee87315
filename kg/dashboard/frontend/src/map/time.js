// Time on a map: which months a reader looks at, and what was named in them.

const LONGEST = 15_000; // milliseconds that a play takes at most
const SHORTEST_STEP = 120;
const CALM_STEP = 1000; // where the reader asked for less motion

/** "2026-03" of a month, counted since the year 0. */
export function monthName(month) {
  return `${String(Math.floor(month / 12)).padStart(4, "0")}-${String((month % 12) + 1).padStart(2, "0")}`;
}

/** How many papers name a place in the months that are looked at: all up to `month`, or the last `span` of these. */
export function counted(place, month, span) {
  if (month === null) return place.papers;
  let sum = 0;
  for (const [when, papers] of place.months) {
    if (when <= month && (!span || when > month - span)) sum += papers;
  }
  return sum;
}

export class Player {
  constructor(step, ended) {
    this.step = step;
    this.ended = ended;
    this.timer = null;
  }

  get playing() {
    return this.timer !== null;
  }

  /** Go from `month` to `last`, a month at a time. */
  play(month, last, calm) {
    const pace = calm ? CALM_STEP : Math.max(SHORTEST_STEP, Math.min(350, LONGEST / Math.max(last - month, 1)));
    const stride = calm ? 1 : Math.max(1, Math.round((last - month) / (LONGEST / SHORTEST_STEP)));
    const next = () => {
      if (month >= last) {
        this.stop();
        this.ended();
        return;
      }
      month = Math.min(month + stride, last);
      this.step(month);
      this.timer = setTimeout(next, pace);
    };
    this.timer = setTimeout(next, 0);
  }

  stop() {
    clearTimeout(this.timer);
    this.timer = null;
  }
}
