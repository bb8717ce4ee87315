// How a map is painted: fields as soft areas, edges, circles, a ring around what rises, names.

import { SIZES, styled } from "./naming.js";

const AREA = 13; // how far a field reaches beyond its circles, in the map's own units

/** The outline of a field: all that is near one of its circles. */
export function area(places) {
  const path = new Path2D();
  for (const place of places) {
    const radius = place.radius + AREA;
    path.moveTo(place.x + radius, place.y);
    path.arc(place.x, place.y, radius, 0, 2 * Math.PI);
  }
  return path;
}

export function paint(context, scene) {
  const { camera, colours, ratio } = scene;
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.fillStyle = colours.background;
  context.fillRect(0, 0, camera.width, camera.height);
  const { zoom } = camera;
  const left = camera.width / 2 - camera.x * zoom;
  const top = camera.height / 2 - camera.y * zoom;
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * left, ratio * top);
  for (const { path, colour } of scene.areas) {
    context.fillStyle = colour;
    context.fill(path);
  }
  edges(context, scene);
  circles(context, scene);
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  names(context, scene, left, top);
}

function edges(context, { edges: lines, colours, camera, focus }) {
  const near = new Path2D();
  const far = new Path2D();
  const touched = new Path2D();
  for (const { from, to, same } of lines) {
    if (!from.drawn || !to.drawn) continue;
    const path = focus && (from === focus || to === focus) ? touched : same ? near : far;
    path.moveTo(from.x, from.y);
    path.lineTo(to.x, to.y);
  }
  context.lineWidth = 1 / camera.zoom;
  context.strokeStyle = colours.weakLine;
  context.stroke(far);
  context.strokeStyle = colours.line;
  context.stroke(near);
  context.lineWidth = 1.8 / camera.zoom;
  context.strokeStyle = colours.strongLine;
  context.stroke(touched);
}

function circles(context, { places, colours, camera, focus, chosen, neighbours, square }) {
  const pixel = 1 / camera.zoom;
  const outline = (place, grow = 0) => {
    const radius = place.drawn + grow;
    context.beginPath();
    if (square) context.roundRect(place.x - radius * 0.9, place.y - radius * 0.9, radius * 1.8, radius * 1.8, radius * 0.3);
    else context.arc(place.x, place.y, radius, 0, 2 * Math.PI);
  };
  const [lowX, lowY] = camera.toMap(0, 0);
  const [highX, highY] = camera.toMap(camera.width, camera.height);
  for (const place of places) {
    const reach = place.radius + 6;
    if (place.x + reach < lowX || place.x - reach > highX || place.y + reach < lowY || place.y - reach > highY) continue;
    if (!place.drawn) {
      // Nothing yet at this time: where it will stand.
      context.beginPath();
      context.arc(place.x, place.y, 1.4, 0, 2 * Math.PI);
      context.fillStyle = colours.line;
      context.fill();
      continue;
    }
    const dimmed = focus && place !== focus && !neighbours.has(place);
    context.globalAlpha = dimmed ? 0.35 : 1;
    outline(place);
    context.fillStyle = place.colour;
    context.fill();
    context.lineWidth = pixel;
    context.strokeStyle = colours.background;
    context.stroke();
    if (place.rises) {
      outline(place, 2.4 * pixel);
      context.lineWidth = 2.2 * pixel;
      context.strokeStyle = colours.text;
      context.stroke();
    }
    context.globalAlpha = 1;
  }
  if (chosen?.drawn) {
    outline(chosen, 4.5 * pixel);
    context.lineWidth = 2.5 * pixel;
    context.strokeStyle = colours.primary;
    context.stroke();
  }
}

function names(context, { standing, colours, camera, hidesFields }, left, top) {
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  let styledAs = null;
  for (const { text, x, y, kind, half } of standing) {
    if (kind === "field" && hidesFields) continue;
    let atX = x + left;
    const atY = y + top;
    // The name of a field whose middle is seen is seen whole: it would be cut at the edge of a narrow map.
    if (kind === "field" && atX > 0 && atX < camera.width && 2 * half < camera.width) {
      atX = Math.min(Math.max(atX, half), camera.width - half);
    }
    if (atX + half < 0 || atX - half > camera.width || atY + SIZES[kind] < 0 || atY > camera.height) continue;
    if (styledAs !== kind) {
      context.font = styled(colours.font, kind);
      styledAs = kind;
    }
    context.lineWidth = kind === "field" ? 4 : 3;
    context.strokeStyle = colours.background;
    context.strokeText(text, atX, atY);
    context.fillStyle = kind === "field" ? colours.text : colours.quietText;
    context.fillText(text, atX, atY);
  }
}
