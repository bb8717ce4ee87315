// This file is about the theme's colours: a canvas inherits none of them, so it reads Streamlit's CSS variables itself.

const NAMES = {
  text: ["--st-text-color", "#31333f"],
  background: ["--st-background-color", "#ffffff"],
  panel: ["--st-secondary-background-color", "#f0f2f6"],
  border: ["--st-border-color", "#d5d6dc"],
  primary: ["--st-primary-color", "#4c5bd4"],
};

/** The colours of the page around `element`, as they are now. */
export function themeColours(element) {
  const style = getComputedStyle(element);
  const colours = {};
  for (const [name, [variable, fallback]] of Object.entries(NAMES)) {
    colours[name] = style.getPropertyValue(variable).trim() || fallback;
  }
  colours.font = style.getPropertyValue("--st-font").trim() || "sans-serif";
  // Mixed with the background and not with nothing: thousands of lines that shine through take long to paint.
  const mixed = (percent) => `color-mix(in srgb, ${colours.text} ${percent}%, ${colours.background})`;
  Object.assign(colours, { line: mixed(18), citeLine: mixed(34), strongLine: mixed(60), weakLine: mixed(7) });
  return colours;
}
