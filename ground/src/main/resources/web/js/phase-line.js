import { COLOUR, Surface, phaseColour } from "./drawing.js";
import { phaseName } from "./format.js";
import { PHASES } from "./flown.js";

const LAST_S = 440;

/** Phases of the descent over time, above those of the flown mission; a click asks for a time. */
export class PhaseLine {
  #mission;
  #surface;
  /** [s from, s to] of the recording, null when live. */
  range = null;
  clockT = null;

  /** @param onSeek takes on-board s */
  constructor(canvas, mission, onSeek) {
    this.#mission = mission;
    this.#surface = new Surface(canvas, (c, w, h) => this.#draw(c, w, h));
    let dragging = false;
    const seek = (e) => {
      const [x0, x1, end] = this.#scale();
      const s = ((e.offsetX - x0) / (x1 - x0)) * end;
      onSeek(Math.min(end, Math.max(0, s)));
    };
    canvas.addEventListener("pointerdown", (e) => {
      if (!this.range) return;
      dragging = true;
      canvas.setPointerCapture(e.pointerId);
      seek(e);
    });
    canvas.addEventListener("pointerup", (e) => {
      if (dragging) seek(e);
      dragging = false;
    });
    this.canvas = canvas;
  }

  redraw() {
    this.canvas.style.cursor = this.range ? "pointer" : "default";
    this.#surface.redraw();
  }

  #scale() {
    const end = Math.max(LAST_S, this.range?.[1] ?? 0, this.#mission.nowT ?? 0);
    return [5.2 * this.#surface.rem, this.#surface.width - 0.5 * this.#surface.rem, end];
  }

  #draw(c, w, h) {
    const rem = this.#surface.rem;
    const [x0, x1, end] = this.#scale();
    const x = (s) => x0 + (s / end) * (x1 - x0);
    const top = 0.15 * rem;
    const bar = 1.55 * rem;
    const second = top + bar + 0.2 * rem;
    c.font = this.#surface.font(0.72);
    c.textAlign = "right";
    c.fillStyle = COLOUR.ours;
    c.fillText("this one", x0 - 6, top + 1.05 * rem);
    c.fillStyle = COLOUR.flown;
    c.fillText("flown", x0 - 6, second + 0.8 * rem);
    const ours = this.#mission.phases.map((p) => [p.startT, p.name, this.#mission.phaseNames.indexOf(p.name)]);
    const nowS = this.#mission.nowT ?? 0;
    this.#row(c, ours, nowS, x, top, bar, 1);
    const flown = Object.entries(PHASES).map(([name, s]) => [s, phaseName(name), this.#mission.phaseNames.indexOf(phaseName(name))]);
    this.#row(c, flown, 441, x, second, 1.05 * rem, 0.45);
    c.textAlign = "center";
    c.fillStyle = COLOUR.muted;
    for (let s = 0; s <= end; s += 30) {
      c.fillRect(x(s), h - 0.95 * rem, 1, 0.25 * rem);
      if (s % 60 === 0) c.fillText(`${s}`, x(s), h - 0.05 * rem);
    }
    const cursor = x(this.clockT ?? this.#mission.nowT ?? 0);
    c.fillStyle = "#fff";
    c.fillRect(cursor - 1, 0, 2, h - 0.9 * rem);
  }

  #row(c, phases, endS, x, top, height, strength) {
    const rem = this.#surface.rem;
    c.textAlign = "left";
    phases.forEach(([start, name, phase], i) => {
      const stop = i + 1 < phases.length ? phases[i + 1][0] : Math.max(start, endS);
      const left = x(start);
      const width = Math.max(1, x(stop) - left - 1);
      c.globalAlpha = strength;
      c.fillStyle = phaseColour(phase);
      c.beginPath();
      c.roundRect(left, top, width, height, Math.min(3, width / 2));
      c.fill();
      c.globalAlpha = 1;
      c.save();
      c.beginPath();
      c.rect(left, top, width, height);
      c.clip();
      if (width > 1.6 * rem) {
        c.fillStyle = strength === 1 ? "#0a0d12" : COLOUR.text;
        if (c.measureText(name).width < width - 6) c.fillText(name, left + 4, top + height / 2 + 0.26 * rem);
      }
      c.restore();
    });
  }
}
