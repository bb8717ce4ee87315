// The camera: how large the canvas is, what fits into it, and where the reader looks.

const FIT_MARGIN = 48; // pixels
const FIT_ZOOM = 2; // a handful of nodes is not blown up to fill the frame,
const FIT_PIXELS = 450; // unless the canvas has more than so many pixels for each step of zoom
const LOWEST = 380; // pixels: a window that is not that high is scrolled

export class Camera {
  constructor(graph, stage, root, scene) {
    Object.assign(this, { graph, stage, root, scene });
    this.resizing = new ResizeObserver(() => this.resize());
    this.resizing.observe(stage);
    this.onWindow = () => this.stretch();
    addEventListener("resize", this.onWindow);
  }

  /** Say how high the canvas is: `height` in pixels, or as high as the window lets it be. */
  tall(height) {
    this.height = height;
    this.stretch();
  }

  stretch() {
    const full = this.root.classList.contains("full");
    if (this.height && !full) {
      this.stage.style.height = `min(${this.height}px, 72vh)`;
    } else {
      const others = this.root.scrollHeight - this.stage.offsetHeight;
      const above = full ? 20 : this.root.getBoundingClientRect().top + this.scrolled();
      const least = Math.min(LOWEST, innerHeight * 0.7);
      this.stage.style.height = `${Math.max(innerHeight - above - others - 12, full ? 200 : least)}px`;
    }
    this.resize();
  }

  /** How far whatever scrolls around the graph is scrolled: the canvas is as high wherever the reader stands. */
  scrolled() {
    let far = scrollY;
    for (let one = this.root; one; one = one.parentElement ?? one.getRootNode().host) far += one === document.documentElement ? 0 : one.scrollTop || 0;
    return far;
  }

  resize() {
    const { clientWidth: width, clientHeight: height } = this.stage;
    if (!width || !height || (width === this.width && height === this.drawn)) return;
    this.width = width;
    this.drawn = height;
    this.graph.width(width).height(height);
  }

  fit(milliseconds) {
    const whole = this.measure();
    if (!whole) return;
    this.scene.whole = whole.zoom;
    this.graph.centerAt(whole.x, whole.y, milliseconds);
    this.graph.zoom(whole.zoom, milliseconds);
  }

  /** Take the size of nodes for what the window would show as a whole, and leave it where it is. */
  keep() {
    this.scene.whole = this.measure()?.zoom ?? 1;
  }

  measure() {
    const seen = this.scene.seen();
    if (!seen.length || !this.width) return null;
    const edges = (axis) => [Math.min(...seen.map((node) => node[axis])), Math.max(...seen.map((node) => node[axis]))];
    const [[left, right], [top, bottom]] = [edges("x"), edges("y")];
    const room = (size, extent) => Math.max(size - 2 * FIT_MARGIN, 50) / Math.max(extent, 1);
    const most = Math.max(FIT_ZOOM, Math.min(this.width, this.drawn) / FIT_PIXELS);
    const zoom = Math.min(room(this.width, right - left), room(this.drawn, bottom - top), most);
    return { zoom, x: (left + right) / 2, y: (top + bottom) / 2 };
  }

  /** Bring a node into the window, if it is not there. */
  show(node, always = false) {
    const { x, y } = this.graph.graph2ScreenCoords(node.x, node.y);
    const inside = x > 30 && y > 30 && x < this.width - 30 && y < this.drawn - 30;
    if (always || !inside) this.graph.centerAt(node.x, node.y, 250);
  }

  place() {
    const { x, y } = this.graph.centerAt();
    return { zoom: this.graph.zoom(), x, y };
  }

  close() {
    this.resizing.disconnect();
    removeEventListener("resize", this.onWindow);
  }
}
