// The drawer beside the query editor: the graph's labels, types and properties, each a press away.

import { quoted } from "./cypher_completion.js";

const number = (count) => count.toLocaleString("en");

function element(tag, text = "", css = "") {
  const made = document.createElement(tag);
  made.textContent = text;
  if (css) made.className = css;
  return made;
}

function word(text, insert, put, says) {
  const made = element("button", text, "word");
  made.type = "button";
  made.title = says;
  made.addEventListener("click", () => put(insert));
  return made;
}

function listed(kind, put) {
  const list = element("ul", "", "properties");
  for (const [name, type] of kind.properties) {
    const row = element("li");
    row.append(word(name, quoted(name), put, `Write ${name} at the cursor`), element("span", type, "faint"));
    list.append(row);
  }
  return list;
}

function entry(kind, { insert, below, put }) {
  const row = element("li");
  const head = element("div", "", "entry");
  head.append(
    word(kind.name, insert, put, `Write ${insert} at the cursor`),
    element("span", number(kind.count), "count"),
  );
  row.append(head);
  if (below) row.append(element("div", below, "faint"));
  if (kind.properties.length) {
    const more = element("details");
    const count = kind.properties.length;
    const said = `${number(count)} ${count === 1 ? "property" : "properties"}${kind.key ? `, key ${kind.key}` : ""}`;
    more.append(element("summary", said), listed(kind, put));
    row.append(more);
  }
  return row;
}

function part(title, rows) {
  const made = element("section");
  const list = element("ul");
  list.append(...rows);
  made.append(element("h2", title), list);
  return made;
}

/** Draw the schema into `drawer`; `put` writes a word at the cursor. */
export function drawSchema(drawer, schema, put) {
  const label = (kind) =>
    entry(kind, { insert: `:${quoted(kind.name)}`, below: kind.book && kind.key ? `key ${kind.key}` : "", put });
  const parts = [
    part("Labels", schema.labels.filter(({ book }) => !book).map(label)),
    part(
      "Relationship types",
      schema.types.map((kind) =>
        entry(kind, {
          insert: `[:${quoted(kind.name)}]`,
          below: `${kind.leaves.join(", ")} → ${kind.reaches.join(", ")}`,
          put,
        }),
      ),
    ),
  ];
  const books = schema.labels.filter(({ book }) => book);
  if (books.length) {
    const more = element("details");
    more.append(element("summary", "The graph's own books"), part("Labels that no relationship touches", books.map(label)));
    parts.push(more);
  }
  drawer.replaceChildren(...parts);
}
