// Completion of Cypher: what may stand at the cursor, from the graph's own schema.
//
// `schema` is {labels: [{name, count, key, properties}], types: [{name, count, leaves, reaches, properties}],
// keys: [name], keywords: [word], functions: [name]}; `properties` is [[name, type]].

const NAME = /^[A-Za-z_]\w*$/;
const LOOKED_BACK = 4000;

/** A name as Cypher takes it. */
export function quoted(name) {
  return NAME.test(name) ? name : `\`${name.replaceAll("`", "``")}\``;
}

/** Strings and comments of a query as blanks, and whether its end lies in one. */
export function blanked(text) {
  let open = false;
  const seen = text.replace(
    /'(?:[^'\\]|\\.)*('|$)|"(?:[^"\\]|\\.)*("|$)|\/\/[^\n]*(\n|$)|\/\*[^]*?(\*\/|$)/g,
    (all, single, double, line, block, at) => {
      open = at + all.length === text.length && !(single || double || line || block);
      return all.replace(/[^\n]/g, " ");
    },
  );
  return { seen, open };
}

/** The bracket around the end of a text that is still open, and what stands behind it. */
function surroundings(seen) {
  const open = [];
  for (let at = 0; at < seen.length; at += 1) {
    if ("([{".includes(seen[at])) open.push(at);
    if (")]}".includes(seen[at])) open.pop();
  }
  const at = open.at(-1);
  return at === undefined
    ? { bracket: "", inside: seen, before: "" }
    : { bracket: seen[at], inside: seen.slice(at + 1), before: seen.slice(0, at) };
}

/** Variable to the labels and types that the query gives it. */
function variables(seen) {
  const found = new Map();
  const add = (name, of) => found.set(name, [...(found.get(name) ?? []), ...of]);
  for (const [, name, of] of seen.matchAll(/[([]\s*([A-Za-z_]\w*)\s*((?::|\s+IS\s+)[^)\]{}]*)?(?=[)\]{])/g)) {
    add(name, (of ?? "").match(/[A-Za-z_]\w*/g) ?? []);
  }
  for (const [, name] of seen.matchAll(/\bAS\s+([A-Za-z_]\w*)/gi)) add(name, []);
  for (const [, name] of seen.matchAll(/\b([A-Za-z_]\w*)\s*=\s*(?:\(|shortestPath|allShortestPaths)/g)) add(name, []);
  return found;
}

function labels(schema) {
  return schema.labels.map(({ name, count }) => ({
    label: name,
    apply: quoted(name),
    type: "class",
    detail: count.toLocaleString("en"),
  }));
}

function types(schema) {
  return schema.types.map(({ name, leaves, reaches }) => ({
    label: name,
    apply: quoted(name),
    type: "type",
    detail: leaves.length || reaches.length ? `${leaves.join(", ")} → ${reaches.join(", ")}` : "",
  }));
}

/** Properties, those of the kinds given first. */
function properties(schema, of) {
  const known = new Map();
  for (const kind of [...schema.labels, ...schema.types]) {
    const boost = of.includes(kind.name) ? 10 : 0;
    for (const [name, type] of kind.properties) {
      if (boost || !known.has(name)) known.set(name, { type, boost: Math.max(boost, known.get(name)?.boost ?? 0) });
    }
  }
  for (const name of schema.keys) if (!known.has(name)) known.set(name, { type: "", boost: -10 });
  return [...known].map(([name, { type, boost }]) => ({
    label: name,
    apply: quoted(name),
    type: "property",
    detail: type,
    boost,
  }));
}

function words(schema, known) {
  return [
    ...[...known].map(([name, of]) => ({ label: name, type: "variable", detail: of.join(":"), boost: 5 })),
    ...schema.keywords.map((word) => ({ label: word, type: "keyword" })),
    ...schema.functions.map((name) => ({ label: name, apply: `${name}(`, type: "function", detail: "function" })),
  ];
}

/** What may stand at the end of `before`, a query up to the cursor; `all` is the whole query. */
export function offered(schema, before, all) {
  const { seen, open } = blanked(before.slice(-LOOKED_BACK));
  if (open) return null;
  const known = variables(blanked(all).seen);
  const { bracket, inside, before: outside } = surroundings(seen);
  const property = seen.match(/(?:^|[^\w`.])([A-Za-z_]\w*)\.\w*$/);
  if (property) return { options: properties(schema, known.get(property[1]) ?? []), typed: true };
  const named = inside.match(/[:|&!]\s*\w*$/);
  if (named && bracket === "[" && inside.includes(":")) return { options: types(schema), typed: true };
  if (named && bracket !== "{" && bracket !== "[" && /:[^:]*$/.test(inside)) {
    return { options: labels(schema), typed: true };
  }
  if (bracket === "{" && /(?:^|,)\s*\w*$/.test(inside)) {
    const of = outside.match(/:\s*([A-Za-z_]\w*)\s*$/);
    if (of) return { options: properties(schema, [of[1]]), typed: true };
  }
  return { options: words(schema, known), typed: false };
}

/** CodeMirror's completion source; `schema` gives the schema as it is then. */
export function completion(schema) {
  return (context) => {
    const word = context.matchBefore(/\w+/);
    const all = context.state.doc.toString();
    const found = offered(schema(), all.slice(0, context.pos), all);
    if (!found || !(found.typed || word || context.explicit)) return null;
    return { from: word ? word.from : context.pos, options: found.options, validFor: /^\w*$/ };
  };
}
