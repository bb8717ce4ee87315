// The histogram under the graph: papers by month, and two handles that narrow the dates.

const MOST_BARS = 72;
const NAMES = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/** Every month from the first to the last, or every year where these are too many: [{from, to, says, count}]. */
export function bins(months) {
  if (!months.length) return [];
  const number = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1;
  const text = (value) => `${String(Math.floor(value / 12)).padStart(4, "0")}-${String((value % 12) + 1).padStart(2, "0")}`;
  const counts = new Map(months.map(([month, count]) => [number(month), count]));
  const [first, last] = [Math.min(...counts.keys()), Math.max(...counts.keys())];
  if (last - first < MOST_BARS) {
    return Array.from({ length: last - first + 1 }, (_, step) => {
      const month = first + step;
      const says = `${NAMES[month % 12]} ${Math.floor(month / 12)}`;
      return { from: text(month), to: text(month), says, count: counts.get(month) || 0 };
    });
  }
  const years = Array.from({ length: Math.floor(last / 12) - Math.floor(first / 12) + 1 }, (_, step) => {
    const year = Math.floor(first / 12) + step;
    return { from: text(year * 12), to: text(year * 12 + 11), says: String(year), count: 0 };
  });
  for (const [month, count] of counts) years[Math.floor(month / 12) - Math.floor(first / 12)].count += count;
  return years;
}

export class Histogram {
  /** `changed(since, until, done)` is called while a handle moves, and with `done` when it rests. */
  constructor(root, changed) {
    this.root = root;
    this.changed = changed;
    this.bars = root.querySelector(".bars");
    this.since = root.querySelector(".since");
    this.until = root.querySelector(".until");
    this.says = root.querySelector(".span");
    this.all = root.querySelector(".all");
    for (const handle of [this.since, this.until]) {
      handle.addEventListener("input", () => this.moved(handle, false));
      handle.addEventListener("change", () => this.moved(handle, true));
    }
    this.all.addEventListener("click", () => {
      this.set(0, this.bins.length - 1);
      this.changed(null, null, true);
      this.since.focus();
    });
  }

  update(months, since, until) {
    this.bins = bins(months);
    this.root.hidden = this.bins.length < 2;
    if (this.root.hidden) return;
    const last = this.bins.length - 1;
    for (const handle of [this.since, this.until]) Object.assign(handle, { min: 0, max: last, step: 1 });
    const first = since ? this.bins.findIndex(({ to }) => to >= since) : 0;
    const end = until ? this.bins.findLastIndex(({ from }) => from <= until) : last;
    this.set(first < 0 ? last : first, end < 0 ? 0 : end);
  }

  moved(handle, done) {
    let [first, last] = [Number(this.since.value), Number(this.until.value)];
    if (first > last) [first, last] = handle === this.since ? [last, last] : [first, first];
    this.set(first, last);
    const end = this.bins.length - 1;
    this.changed(first ? this.bins[first].from : null, last < end ? this.bins[last].to : null, done);
  }

  set(first, last) {
    this.since.value = first;
    this.until.value = last;
    this.since.setAttribute("aria-valuetext", this.bins[first].says);
    this.until.setAttribute("aria-valuetext", this.bins[last].says);
    const most = Math.max(...this.bins.map(({ count }) => count), 1);
    this.bars.setAttribute("viewBox", `0 0 ${this.bins.length} 1`);
    const space = "http://www.w3.org/2000/svg";
    this.bars.replaceChildren(
      ...this.bins.map(({ count }, number) => {
        const bar = document.createElementNS(space, "rect");
        const height = count ? Math.max(count / most, 0.04) : 0;
        const shape = { x: number + 0.08, y: 1 - height, width: 0.84, height };
        for (const [name, value] of Object.entries(shape)) bar.setAttribute(name, value);
        if (number >= first && number <= last) bar.setAttribute("class", "in");
        return bar;
      }),
    );
    const sum = (some) => some.reduce((total, { count }) => total + count, 0);
    const shown = sum(this.bins.slice(first, last + 1));
    const span = first === last ? this.bins[first].says : `${this.bins[first].says} to ${this.bins[last].says}`;
    this.says.textContent = `${span}: ${shown.toLocaleString("en")} of ${sum(this.bins).toLocaleString("en")} papers`;
    this.all.hidden = first === 0 && last === this.bins.length - 1;
  }
}
