// The query editor: CodeMirror 6 inside a Streamlit component (v2), and the schema beside it.
//
// Python sends `data`: {value, revision, schema, remarks}; a new `revision` replaces the text by `value`.
// Ctrl+Enter, Cmd+Enter and the button send the text back as the trigger `run`; a pause in writing as the state `draft`.

import { EditorView, basicSetup } from "codemirror";
import { acceptCompletion, autocompletion } from "@codemirror/autocomplete";
import { StreamLanguage, syntaxHighlighting } from "@codemirror/language";
import { cypher } from "@codemirror/legacy-modes/mode/cypher";
import { Prec } from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { completion } from "./cypher_completion.js";
import { ink, look } from "./cypher_look.js";
import { hush, marks, tell } from "./cypher_remarks.js";
import { drawSchema } from "./schema_drawer.js";

const PAUSE = 500;
const editors = new WeakMap();

class Editor {
  constructor(host, value) {
    this.schema = { labels: [], types: [], keys: [], keywords: [], functions: [] };
    this.drawn = "";
    this.revision = null;
    this.remarks = host.querySelector(".remarks");
    this.drawer = host.querySelector(".schema");
    this.editor = new EditorView({
      doc: value,
      parent: host.querySelector(".editor"),
      root: host.getRootNode(),
      extensions: [
        Prec.highest(
          keymap.of([
            { key: "Mod-Enter", run: () => this.run() },
            { key: "Tab", run: acceptCompletion }, // where no list is open, Tab leaves the editor
          ]),
        ),
        basicSetup,
        StreamLanguage.define(cypher),
        syntaxHighlighting(ink),
        autocompletion({ override: [completion(() => this.schema)] }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": "Cypher query", "aria-describedby": "keys" }),
        EditorView.updateListener.of((update) => update.docChanged && this.changed()),
        marks,
        look,
      ],
    });
    host.querySelector(".run").addEventListener("click", () => this.run());
    if (matchMedia("(max-width: 60rem)").matches) host.querySelector(".drawer").open = false;
  }

  update(data, { setTriggerValue, setStateValue }) {
    this.trigger = setTriggerValue;
    this.keep = setStateValue;
    this.schema = data.schema;
    const schema = JSON.stringify(data.schema);
    if (schema !== this.drawn) {
      this.drawn = schema;
      drawSchema(this.drawer, data.schema, (text) => this.put(text));
    }
    if (data.revision !== this.revision) {
      this.revision = data.revision;
      if (data.value !== this.editor.state.doc.toString()) {
        this.editor.dispatch({ changes: { from: 0, to: this.editor.state.doc.length, insert: data.value } });
        clearTimeout(this.pause); // Python knows this text
      }
    }
    tell(this.editor, this.remarks, data.remarks);
  }

  changed() {
    clearTimeout(this.pause);
    queueMicrotask(() => this.remarks.childElementCount && hush(this.editor, this.remarks));
    this.pause = setTimeout(() => this.keep("draft", this.editor.state.doc.toString()), PAUSE);
  }

  run() {
    clearTimeout(this.pause);
    this.trigger("run", this.editor.state.doc.toString());
    return true;
  }

  put(text) {
    this.editor.dispatch(this.editor.state.replaceSelection(text), { userEvent: "input", scrollIntoView: true });
    this.editor.focus();
  }

  close() {
    clearTimeout(this.pause);
    this.editor.destroy();
  }
}

export default function cypherEditor({ parentElement, data, setTriggerValue, setStateValue }) {
  let editor = editors.get(parentElement);
  if (!editor) {
    editor = new Editor(parentElement.querySelector(".cypher-editor"), data.value);
    editors.set(parentElement, editor);
  }
  editor.update(data, { setTriggerValue, setStateValue });
  return () => {
    editor.close();
    editors.delete(parentElement);
  };
}
