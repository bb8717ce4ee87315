// Pictures that a reader saves: what the window shows, as PNG, and as SVG in which text is text.

import { LABEL } from "./labels.js";
import { svgOutline } from "./shapes.js";
import { solid } from "./theme.js";

/** Text for XML: escaped, and without the characters that XML does not know. */
export function escaped(text) {
  const known = String(text).toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd");
  return known.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Write what is drawn as the text of an SVG file. */
export function svg({ scene, painter, placed, toScreen, width, height }) {
  const { colours } = painter;
  const at = (number) => Math.round(number * 100) / 100;
  const parts = [`<rect width="100%" height="100%" fill="${solid(colours.background)}"/>`, '<g fill="none">'];
  for (const link of scene.links.filter((one) => scene.seesLink(one))) parts.push(edge(link, scene, painter, toScreen, at));
  parts.push("</g>");
  for (const node of scene.seen().toReversed()) {
    const { x, y } = toScreen(node.x, node.y);
    const colour = painter.colour(node);
    const fill = solid(node.stub ? colours.mixed(colour, 22) : colour);
    const line = solid(node.stub ? colours.mixed(colour, 60) : colours.background);
    const looks = `fill="${fill}" stroke="${line}"${scene.inFocus(node) ? "" : ' opacity="0.25"'}`;
    parts.push(`<g>${title(`${node.name} (${node.says})`)}${svgOutline(node.kind, x, y, scene.pixels(node), looks)}</g>`);
  }
  const anchors = { center: "middle", left: "start", right: "end" };
  const font = `font-family="sans-serif" font-size="${LABEL.size}" paint-order="stroke" stroke="${solid(colours.background)}" stroke-width="3" stroke-linejoin="round" fill="${solid(colours.text)}"`;
  parts.push(`<g ${font}>`);
  for (const { lines, x, y, align } of placed) {
    for (const [number, line] of lines.entries()) {
      const down = at(y + number * LABEL.line + LABEL.size * 0.85);
      parts.push(`<text x="${at(x)}" y="${down}" text-anchor="${anchors[align]}">${escaped(line)}</text>`);
    }
  }
  parts.push("</g>");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">\n${parts.join("\n")}\n</svg>\n`;
}

function title(text) {
  return `<title>${escaped(text)}</title>`;
}

function edge(link, scene, painter, toScreen, at) {
  const [from, to] = [link.source, link.target].map(({ x, y }) => toScreen(x, y));
  const length = Math.hypot(to.x - from.x, to.y - from.y) || 1;
  const bend = [(from.x + to.x) / 2 + (to.y - from.y) * link.bend, (from.y + to.y) / 2 - (to.x - from.x) * link.bend];
  const colour = solid(painter.linkColour(link));
  const dash = (painter.linkDash(link) || []).map((part) => at(part * scene.zoom)).join(" ");
  const looks = `stroke="${colour}" stroke-width="${at(painter.linkWidth(link))}"${dash ? ` stroke-dasharray="${dash}"` : ""}`;
  const line = `M${at(from.x)} ${at(from.y)}${link.bend ? `Q${bend.map(at).join(" ")} ` : "L"}${at(to.x)} ${at(to.y)}`;
  const arrow = painter.arrow(link) * scene.zoom;
  let head = "";
  if (arrow) {
    const [dx, dy] = [(to.x - from.x) / length, (to.y - from.y) / length];
    const [x, y] = [to.x - dx * scene.pixels(link.target), to.y - dy * scene.pixels(link.target)];
    const side = arrow / 2.6;
    const corner = (sign) => `${at(x - dx * arrow + sign * dy * side)},${at(y - dy * arrow - sign * dx * side)}`;
    head = `<polygon points="${at(x)},${at(y)} ${corner(1)} ${corner(-1)}" fill="${colour}"/>`;
  }
  return `<g>${title(scene.says(link))}<path d="${line}" ${looks}/>${head}</g>`;
}

/** Give a canvas as PNG, on the background of the page. */
export function png(canvas, background) {
  const copy = Object.assign(document.createElement("canvas"), { width: canvas.width, height: canvas.height });
  const context = copy.getContext("2d");
  context.fillStyle = background;
  context.fillRect(0, 0, copy.width, copy.height);
  context.drawImage(canvas, 0, 0);
  return new Promise((resolve) => copy.toBlob(resolve, "image/png"));
}

/** Let the reader save a file. */
export function save(blob, name) {
  const address = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}
