import { COLOUR, Surface, label, roundStep } from "../js/drawing.js";
import { fetchJson } from "../js/station.js";

const COLOURS = { ACTIVITY_LO: COLOUR.muted, ACTIVITY_HI: COLOUR.ours, COMMAND: COLOUR.green, WARNING_LO: COLOUR.yellow, WARNING_HI: COLOUR.yellow, FATAL: COLOUR.red };
const ROWS = 9;

/** Events over the time conductor's window: as many rows as it takes for their names not to meet. */
export class EventTimeline {
  #openmct;
  #station;
  #track;
  #surface;
  #events = [];
  #marks = [];
  #hover = null;
  #draw = () => this.#surface.redraw();
  #take = ({ detail }) => { this.#add(detail.event); this.#draw(); };
  #load = () => this.#request();

  constructor(box, openmct, station, track) {
    this.#openmct = openmct;
    this.#station = station;
    this.#track = track;
    const canvas = document.createElement("canvas");
    box.style.overflow = "hidden";
    box.style.padding = "0";
    box.append(canvas);
    this.#surface = new Surface(canvas, (c, w, h) => this.#paint(c, w, h));
    canvas.addEventListener("pointermove", (e) => this.#point(canvas, e.offsetX, e.offsetY));
    openmct.time.on("boundsChanged", this.#draw);
    station.addEventListener("event", this.#take);
    station.addEventListener("reset", this.#load);
    this.#request();
  }

  destroy() {
    this.#openmct.time.off("boundsChanged", this.#draw);
    this.#station.removeEventListener("event", this.#take);
    this.#station.removeEventListener("reset", this.#load);
  }

  async #request() {
    const { events } = await fetchJson(`/api/events?severity=ACTIVITY_LO&order=desc&limit=1000${this.#track ? `&track=${encodeURIComponent(this.#track)}` : ""}`);
    this.#events = [];
    events.forEach((event) => this.#add(event));
    this.#draw();
  }

  #add(event) {
    if (!COLOURS[event.severity] || this.#events.some((known) => known.tick === event.tick && known.code === event.code)) return;
    this.#events.push(event);
    this.#events.sort((a, b) => a.t - b.t);
  }

  #point(canvas, x, y) {
    const under = this.#marks.find((m) => x >= m.x - 4 && x <= m.x + m.width && Math.abs(y - m.y) < 10) ?? null;
    canvas.title = under ? `E+${under.event.t.toFixed(2)}  ${under.event.text}` : "";
    if (under !== this.#hover) {
      this.#hover = under;
      this.#draw();
    }
  }

  #paint(c, w, h) {
    const { start, end } = this.#openmct.time.getBounds();
    const x = (ms) => ((ms - start) / (end - start)) * w;
    const size = Math.max(10, Math.min(13, h / (ROWS + 3)));
    c.font = `${size}px "DejaVu Sans", Arial, sans-serif`;
    const step = roundStep((end - start) / 4);
    c.fillStyle = COLOUR.muted;
    c.textAlign = "center";
    for (let ms = Math.ceil(start / step) * step; ms <= end; ms += step) {
      c.fillStyle = "#ffffff14";
      c.fillRect(x(ms), 0, 1, h - size * 1.4);
      c.fillStyle = COLOUR.muted;
      c.fillText(`E+${(ms / 1000).toFixed(step < 1000 ? 1 : 0)}`, x(ms), h - 4);
    }
    const now = x(this.#openmct.time.now());
    c.fillStyle = COLOUR.ours;
    c.fillRect(now, 0, 1.5, h - size * 1.4);
    const free = new Array(Math.max(1, Math.floor((h - size * 1.6) / (size * 1.6)))).fill(-Infinity);
    this.#marks = [];
    c.textAlign = "left";
    for (const event of this.#events) {
      const ms = event.t * 1000;
      if (ms < start || ms > end) continue;
      const name = event.name.replaceAll("_", " ").toLowerCase();
      const left = x(ms);
      const width = c.measureText(name).width + size * 1.2;
      // near the right edge a name stands to the left of its mark
      const flips = left + width > w;
      let row = free.findIndex((used) => used < (flips ? left - width : left));
      const fits = row >= 0;
      if (!fits) row = free.indexOf(Math.min(...free));
      if (fits) free[row] = (flips ? left + size * 0.4 : left + width) + 6;
      const y = size + row * size * 1.6;
      c.fillStyle = COLOURS[event.severity];
      c.beginPath();
      c.arc(left, y, size * 0.33, 0, 7);
      c.fill();
      const text = flips ? left - width + size * 0.5 : left + size * 0.7;
      if (fits) label(c, name, text, y + size * 0.35, this.#hover?.event === event ? "#fff" : COLOURS[event.severity]);
      this.#marks.push({ x: flips ? left - width : left, y, width, event });
    }
  }
}
