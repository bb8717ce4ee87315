// The canvas: force-graph, told what to draw by the scene and the painter, and how nodes push and pull.

import ForceGraph from "force-graph";
import { forceCollide, forceX, forceY } from "d3-force-3d";
import { outline, radius } from "./shapes.js";

/** Make the canvas; `reader` says what pointers do, `drawn` what is drawn over nodes. */
export function makeCanvas(stage, scene, painter, reader, drawn) {
  const graph = new ForceGraph(stage)
    .nodeId("id")
    .nodeLabel(() => "") // force-graph would set it as HTML; the tip is text
    .linkLabel(() => "")
    .nodeRelSize(1)
    .nodeVal((node) => (scene.pixels(node) / scene.zoom) ** 2) // where arrows end
    .nodeCanvasObject((node, context, scale) => painter.node(node, context, scale))
    .nodePointerAreaPaint((node, colour, context, scale) => {
      context.fillStyle = colour;
      outline(context, node, (scene.pixels(node) + 3) / scale);
      context.fill();
    })
    .nodeVisibility((node) => scene.sees(node))
    .linkVisibility((link) => scene.seesLink(link))
    .linkColor((link) => painter.linkColour(link))
    .linkWidth((link) => painter.linkWidth(link))
    .linkLineDash((link) => painter.linkDash(link))
    .linkCurvature((link) => link.bend)
    .linkDirectionalArrowLength((link) => painter.arrow(link))
    .linkDirectionalArrowRelPos(1)
    .onRenderFramePre((_, scale) => {
      painter.look();
      scene.zoom = scale;
    })
    .onRenderFramePost((context, scale) => drawn(context, scale))
    .enablePanInteraction((event) => reader.pans(event))
    .onNodeHover((node) => reader.hover(node))
    .onLinkHover((link) => reader.hoverLink(link))
    .onNodeClick((node, event) => reader.click(node, event))
    .onLinkClick((link) => reader.clickLink(link))
    .onBackgroundClick((event) => reader.clickNothing(event))
    .onNodeDragEnd((node) => {
      node.fx = node.x;
      node.fy = node.y;
      reader.dragged();
    });
  graph.d3Force("center", null);
  // What nothing joins is drawn to the middle more, or it would stand around everything as a ring.
  const pull = (node) => (scene.around.get(node.id)?.size ? 1 : 2.2);
  graph.d3Force("x", forceX(0).strength((node) => 0.05 * pull(node)));
  graph.d3Force("y", forceY(0).strength((node) => 0.075 * pull(node))); // a window is wider than high
  graph.d3Force("collide", forceCollide((node) => radius(node) + 4));
  graph.d3Force("charge").strength(-170).distanceMax(700);
  graph.d3Force("link").distance(44);
  graph.minZoom(0.03).maxZoom(16);
  return graph;
}
