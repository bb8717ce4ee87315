// The theme's colours: a canvas inherits none of them, so it reads Streamlit's CSS variables itself.

const NAMES = {
  text: ["--st-text-color", "#31333f"],
  background: ["--st-background-color", "#ffffff"],
  panel: ["--st-secondary-background-color", "#f0f2f6"],
  border: ["--st-border-color", "#d5d6dc"],
  primary: ["--st-primary-color", "#4c5bd4"],
};

/** The colours of the page around `element`, as they are now; `mixed(colour, percent)` lays a colour over the background. */
export function themeColours(element) {
  const style = getComputedStyle(element);
  const colours = {};
  for (const [name, [variable, fallback]] of Object.entries(NAMES)) {
    colours[name] = style.getPropertyValue(variable).trim() || fallback;
  }
  colours.font = style.getPropertyValue("--st-font").trim() || "sans-serif";
  // Mixed with the background and not with nothing: thousands of lines that shine through take long to paint.
  const over = (percent) => `color-mix(in srgb, ${colours.text} ${percent}%, ${colours.background})`;
  Object.assign(colours, { line: over(18), strongLine: over(60), weakLine: over(7) });
  const known = new Map();
  colours.mixed = (colour, percent) => {
    const name = `${colour} ${percent}`;
    if (!known.has(name)) known.set(name, `color-mix(in srgb, ${colour} ${percent}%, ${colours.background})`);
    return known.get(name);
  };
  return colours;
}

const painted = new Map();

/** A colour as #rrggbb, which every program that reads a drawing knows. */
export function solid(colour) {
  if (!painted.has(colour)) {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 });
    const context = canvas.getContext("2d");
    context.fillStyle = colour;
    context.fillRect(0, 0, 1, 1);
    const channels = [...context.getImageData(0, 0, 1, 1).data.slice(0, 3)];
    painted.set(colour, `#${channels.map((channel) => channel.toString(16).padStart(2, "0")).join("")}`);
  }
  return painted.get(colour);
}
