// This file is about the query editor: CodeMirror 6 inside a Streamlit component (v2).
//
// Python sends `data`: {value, revision, words: [{label, type}], height}; a new `revision` replaces the text by `value`.
// Ctrl+Enter, Cmd+Enter and the button send the text back as the trigger `run`.

import { EditorView, basicSetup } from "codemirror";
import { autocompletion } from "@codemirror/autocomplete";
import { HighlightStyle, StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { cypher } from "@codemirror/legacy-modes/mode/cypher";
import { Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { tags } from "@lezer/highlight";

const editors = new WeakMap();

const look = EditorView.theme({
  "&": {
    fontSize: "0.9rem",
    border: "1px solid var(--st-border-color)",
    borderRadius: "var(--st-base-radius, 0.5rem)",
    backgroundColor: "var(--st-secondary-background-color)",
    color: "var(--st-text-color)",
    overflow: "hidden",
  },
  "&.cm-focused": { outline: "none", borderColor: "var(--st-primary-color)" },
  ".cm-scroller": { fontFamily: "var(--st-code-font, monospace)", maxHeight: "22rem", lineHeight: "1.55" },
  ".cm-content": { minHeight: "var(--editor-height)", caretColor: "var(--st-text-color)" },
  ".cm-cursor": { borderLeftColor: "var(--st-text-color)" },
  ".cm-gutters": {
    backgroundColor: "transparent",
    border: "none",
    color: "color-mix(in srgb, var(--st-text-color) 45%, transparent)",
  },
  ".cm-activeLine, .cm-activeLineGutter": {
    backgroundColor: "color-mix(in srgb, var(--st-text-color) 5%, transparent)",
  },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--st-primary-color) 28%, transparent)",
  },
  ".cm-tooltip": {
    backgroundColor: "var(--st-background-color)",
    color: "var(--st-text-color)",
    border: "1px solid var(--st-border-color)",
  },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--st-primary-color)",
    color: "var(--st-background-color)",
  },
});

const towardsText = (colour) => `color-mix(in srgb, ${colour} 75%, var(--st-text-color))`;

const ink = HighlightStyle.define([
  { tag: tags.keyword, color: towardsText("#3f6fd8"), fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], color: towardsText("#16935f") },
  { tag: [tags.number, tags.bool, tags.atom], color: towardsText("#c2571a") },
  { tag: tags.comment, color: "color-mix(in srgb, var(--st-text-color) 60%, transparent)", fontStyle: "italic" },
  { tag: [tags.standard(tags.name), tags.typeName], color: towardsText("#a3489a") },
]);

class Editor {
  constructor(host, value) {
    this.words = [];
    this.revision = null;
    this.editor = new EditorView({
      doc: value,
      parent: host.querySelector(".editor"),
      root: host.getRootNode(),
      extensions: [
        Prec.highest(keymap.of([{ key: "Mod-Enter", run: () => this.run() }])),
        basicSetup,
        StreamLanguage.define(cypher),
        syntaxHighlighting(ink),
        autocompletion({ override: [(context) => this.complete(context)] }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": "Cypher query" }),
        look,
      ],
    });
    host.querySelector("button").addEventListener("click", () => this.run());
  }

  update(data, trigger) {
    this.trigger = trigger;
    this.words = data.words;
    this.editor.dom.style.setProperty("--editor-height", `${data.height}px`);
    if (data.revision === this.revision) return;
    this.revision = data.revision;
    if (data.value === this.editor.state.doc.toString()) return;
    this.editor.dispatch({ changes: { from: 0, to: this.editor.state.doc.length, insert: data.value } });
  }

  run() {
    this.trigger("run", this.editor.state.doc.toString());
    return true;
  }

  complete(context) {
    const word = context.matchBefore(/\w+/);
    if (!word && !context.explicit) return null;
    return { from: word ? word.from : context.pos, options: this.words };
  }

  close() {
    this.editor.destroy();
  }
}

export default function cypherEditor({ parentElement, data, setTriggerValue }) {
  let editor = editors.get(parentElement);
  if (!editor) {
    editor = new Editor(parentElement.querySelector(".cypher-editor"), data.value);
    editors.set(parentElement, editor);
  }
  editor.update(data, setTriggerValue);
  return () => {
    editor.close();
    editors.delete(parentElement);
  };
}
