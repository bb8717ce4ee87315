// Painting: the colours, widths and dashes of edges, and nodes with the rings around them.

import { outline } from "./shapes.js";
import { themeColours } from "./theme.js";

const RING = 3; // pixels between a node and a ring around it

export class Painter {
  constructor(scene, stage) {
    this.scene = scene;
    this.stage = stage;
    this.look();
  }

  /** Read the theme, if it is another one. */
  look() {
    const colours = themeColours(this.stage);
    if (this.colours && colours.text === this.colours.text && colours.background === this.colours.background) return;
    this.colours = colours;
  }

  linkColour(link) {
    const own = this.scene.relations.get(link.type)?.colour || this.colours.text;
    if (this.scene.isEdge(link)) return this.colours.primary;
    if (this.scene.focus() === null && !this.scene.found && this.scene.chosen.size < 2) {
      return this.colours.mixed(own, link.type === "SHARED" ? 38 : own === this.colours.text ? 24 : 34);
    }
    if (this.scene.touches(link)) return this.colours.mixed(own, own === this.colours.text ? 62 : 85);
    const inside = this.scene.chosen.size > 1 && this.scene.inFocus(link.source) && this.scene.inFocus(link.target);
    return this.colours.mixed(own, inside ? 50 : 9);
  }

  linkWidth(link) {
    if (link.type === "SHARED") return Math.min(0.8 + 0.6 * Math.log2(link.count), 4);
    if (this.scene.isEdge(link)) return 3;
    return this.scene.touches(link) ? 1.8 : 1;
  }

  linkDash(link) {
    const dash = this.scene.relations.get(link.type)?.dash;
    return dash?.length ? dash.map((part) => part / this.scene.zoom) : null;
  }

  /** How long an arrow is: always there where the direction must be seen, and around what the reader looks at. */
  arrow(link) {
    if (link.type === "SHARED") return 0;
    const always = this.scene.relations.get(link.type)?.arrow;
    if (this.scene.touches(link) || this.scene.isEdge(link)) return 7 / this.scene.zoom;
    return always ? 4.5 / this.scene.zoom : 0;
  }

  colour(node) {
    return node.colour || this.scene.colourByKind.get(node.kind) || this.colours.text;
  }

  node(node, context, scale) {
    const pixels = this.scene.pixels(node);
    const size = pixels / scale;
    const dimmed = !this.scene.inFocus(node);
    if (dimmed) context.globalAlpha = 0.25;
    outline(context, node, size, pixels > 4);
    const colour = this.colour(node);
    // A stub is an outline with a breath of its colour: only its identifier is known.
    context.fillStyle = node.stub ? this.colours.mixed(colour, 22) : colour;
    context.fill();
    if (pixels > 4 || node.stub) {
      context.lineWidth = 1 / scale;
      context.strokeStyle = node.stub ? this.colours.mixed(colour, 60) : this.colours.background;
      context.stroke();
    }
    if (dimmed) context.globalAlpha = 1;
    if (this.scene.pinned.has(node.id)) this.pin(node, context, scale, size);
    const ring = node.id === this.scene.selected || this.scene.chosen.has(node.id);
    if (ring) this.ring(node, context, scale, size + RING / scale, this.colours.text, 2.5);
    if (node.id === this.scene.current) this.ring(node, context, scale, size + (RING + 3) / scale, this.colours.primary, 2);
  }

  ring(node, context, scale, size, colour, width) {
    outline(context, node, size);
    context.lineWidth = width / scale;
    context.strokeStyle = colour;
    context.stroke();
  }

  pin(node, context, scale, size) {
    context.beginPath();
    context.arc(node.x + size, node.y - size, 3 / scale, 0, 2 * Math.PI);
    context.fillStyle = this.colours.text;
    context.fill();
    context.lineWidth = 1 / scale;
    context.strokeStyle = this.colours.background;
    context.stroke();
  }
}
