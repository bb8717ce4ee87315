// Remarks on a query: each marked where it stands, and said in words below the editor.
//
// `remarks` is {of, items: [{kind, sentence, line, column, length, near}]}: what Python says of the text `of`.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

const mark = StateEffect.define();

export const marks = StateField.define({
  create: () => Decoration.none,
  update(now, transaction) {
    const set = transaction.effects.find((effect) => effect.is(mark));
    return set ? set.value : now.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** From where to where a remark stands in the document, or null. */
function span(doc, { line, column, length }) {
  if (!line || line > doc.lines) return null;
  const there = doc.line(line);
  const from = Math.min(there.from + column - 1, there.to);
  const to = Math.min(from + length, there.to);
  return to > from ? { from, to } : from > there.from ? { from: from - 1, to: from } : null;
}

/** Mark and say remarks, if they are of what the editor holds. */
export function tell(editor, list, remarks) {
  const { doc } = editor.state;
  if (remarks.of !== doc.toString()) return;
  const places = remarks.items.map((item) => ({ item, place: span(doc, item) }));
  const drawn = places.filter(({ place }) => place);
  const set = drawn.map(({ item, place }) =>
    Decoration.mark({ class: item.kind === "error" ? "cm-refused" : "cm-doubtful" }).range(place.from, place.to),
  );
  editor.dispatch({ effects: mark.of(Decoration.set(set, true)) });
  list.replaceChildren(...places.map(({ item, place }) => line(editor, item, place)));
}

/** Take away what was said: it is of another text. */
export function hush(editor, list) {
  list.replaceChildren();
  editor.dispatch({ effects: mark.of(Decoration.none) });
}

function line(editor, item, place) {
  const row = document.createElement("li");
  row.className = item.kind;
  const said = document.createElement("span");
  said.textContent = item.sentence;
  row.append(said);
  if (place) row.append(button("Show", () => show(editor, place)));
  if (place && item.near) {
    row.append(button(`Write ${item.near}`, () => {
      editor.dispatch({ changes: { ...place, insert: item.near }, userEvent: "input.complete" });
      editor.focus();
    }));
  }
  return row;
}

function show(editor, { from, to }) {
  editor.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
  editor.focus();
}

function button(text, deed) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = text;
  made.addEventListener("click", deed);
  return made;
}
