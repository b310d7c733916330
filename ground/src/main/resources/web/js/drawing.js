/** Canvas in device pixels and CSS units, redrawn when asked or when its size changes. */

export const COLOUR = {
  ground: "#090c11", panel: "#10151d", line: "#232d39", text: "#dde5ee", muted: "#8b9aac", ours: "#57c3ea", flown: "#c9a36a",
  mars: "#e98b52", green: "#5fcf8d", yellow: "#f3c64f", red: "#ff5d52",
};

/** One colour per phase of the descent, by flight phase number: entry warm, parachute pale, powered blue, sky crane green. */
const PHASE_COLOURS = ["#b4552d", "#d9703a", "#e98b52", "#f0ad78", "#e8d3b5", "#d8dfc8", "#9fb4d8", "#6f9be8", "#57a9ea", "#57c3ea",
  "#4fd1c5", "#5fcf8d", "#8fdc6a", "#c5e35a", "#8b9aac", "#8b9aac", "#ff5d52"];

export function phaseColour(phase) {
  return PHASE_COLOURS[phase] ?? COLOUR.muted;
}

export class Surface {
  #canvas;
  #draw;
  #asked = false;
  width = 1;
  height = 1;
  ratio = 1;

  /** @param draw (context, width, height) in CSS pixels */
  constructor(canvas, draw) {
    this.#canvas = canvas;
    this.#draw = draw;
    this.context = canvas.getContext("2d");
    new ResizeObserver(() => this.#resize()).observe(canvas);
    this.#resize();
  }

  #resize() {
    const box = this.#canvas.getBoundingClientRect();
    this.ratio = window.devicePixelRatio || 1;
    this.width = Math.max(1, box.width);
    this.height = Math.max(1, box.height);
    this.#canvas.width = Math.round(this.width * this.ratio);
    this.#canvas.height = Math.round(this.height * this.ratio);
    this.redraw();
  }

  /** Length of one rem, so that drawings grow with the screen as text does. */
  get rem() {
    return parseFloat(getComputedStyle(document.documentElement).fontSize);
  }

  font(rem, bold = false) {
    return `${bold ? "600 " : ""}${(rem * this.rem).toFixed(1)}px "DejaVu Sans Mono", ui-monospace, Menlo, Consolas, monospace`;
  }

  redraw() {
    if (this.#asked) return;
    this.#asked = true;
    requestAnimationFrame(() => {
      this.#asked = false;
      this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
      this.context.clearRect(0, 0, this.width, this.height);
      this.#draw(this.context, this.width, this.height);
    });
  }
}

/** Text with a dark edge, legible over pictures. */
export function label(context, text, x, y, colour = COLOUR.text) {
  context.lineWidth = 3;
  context.lineJoin = "round";
  context.strokeStyle = "#05070acc";
  context.strokeText(text, x, y);
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

/** 1, 2 or 5 times a power of ten, at most `most`. */
export function roundStep(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  const rest = most / power;
  return (rest >= 5 ? 5 : rest >= 2 ? 2 : 1) * power;
}
