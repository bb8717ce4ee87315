// How the query editor looks: Streamlit's theme, and inks that Python has worked out for it.

import { HighlightStyle } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

export const look = EditorView.theme({
  "&": {
    fontSize: "0.9rem",
    border: "1px solid var(--st-border-color)",
    borderRadius: "var(--st-base-radius, 0.5rem)",
    backgroundColor: "var(--st-secondary-background-color)",
    color: "var(--st-text-color)",
    overflow: "hidden",
  },
  "&.cm-focused": { outline: "2px solid var(--st-primary-color)", outlineOffset: "-1px" },
  ".cm-scroller": { fontFamily: "var(--st-code-font, monospace)", maxHeight: "26rem", lineHeight: "1.55" },
  ".cm-content": { minHeight: "var(--editor-height)", caretColor: "var(--st-text-color)" },
  ".cm-cursor": { borderLeftColor: "var(--st-text-color)" },
  ".cm-gutters": { backgroundColor: "transparent", border: "none", color: "var(--ink-faint)" },
  ".cm-activeLine, .cm-activeLineGutter": {
    backgroundColor: "color-mix(in srgb, var(--st-text-color) 4%, transparent)",
  },
  ".cm-activeLineGutter": { color: "var(--st-text-color)" },
  "&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground": {
    backgroundColor: "color-mix(in srgb, var(--st-primary-color) 28%, transparent)",
  },
  ".cm-refused": { textDecoration: "underline wavy var(--ink-wrong)", textUnderlineOffset: "0.2em", borderRadius: "2px",
    backgroundColor: "color-mix(in srgb, var(--ink-wrong) 16%, transparent)" },
  ".cm-doubtful": { textDecoration: "underline wavy var(--ink-doubt)", textUnderlineOffset: "0.2em" },
  ".cm-tooltip": {
    backgroundColor: "var(--st-background-color)",
    color: "var(--st-text-color)",
    border: "1px solid var(--st-border-color)",
    maxWidth: "min(34rem, 92vw)",
  },
  ".cm-tooltip-autocomplete ul": { maxHeight: "16rem" },
  ".cm-tooltip-autocomplete ul li": { padding: "0.15rem 0.4rem" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": {
    backgroundColor: "var(--st-primary-color)",
    color: "var(--st-background-color)",
  },
  ".cm-completionDetail": { fontStyle: "normal", fontSize: "0.9em", marginLeft: "0.8em", color: "var(--ink-faint)" },
  ".cm-tooltip-autocomplete ul li[aria-selected] .cm-completionDetail": { color: "inherit" },
});

export const ink = HighlightStyle.define([
  { tag: tags.keyword, color: "var(--ink-keyword)", fontWeight: "600" },
  { tag: [tags.string, tags.special(tags.string)], color: "var(--ink-string)" },
  { tag: [tags.number, tags.bool, tags.atom], color: "var(--ink-number)" },
  { tag: tags.comment, color: "var(--ink-faint)", fontStyle: "italic" },
  { tag: [tags.standard(tags.name), tags.typeName], color: "var(--ink-name)" },
]);
