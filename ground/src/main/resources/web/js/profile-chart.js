import { COLOUR, Surface, label, phaseColour } from "./drawing.js";
import { height, speed } from "./format.js";
import { PROFILE } from "./flown.js";

const LAST_S = 440;
const LEFT_REM = 3.6;

/** Height and speed over time, on logarithmic scales, beside what Perseverance flew. */
export class ProfileChart {
  #mission;
  #companions;
  #surface;

  constructor(canvas, mission, companions) {
    this.#mission = mission;
    this.#companions = companions;
    this.#surface = new Surface(canvas, (c, w, h) => this.#draw(c, w, h));
  }

  redraw() {
    this.#surface.redraw();
  }

  #draw(c, w, h) {
    const rem = this.#surface.rem;
    const bottom = 1.5 * rem;
    const half = (h - bottom) / 2;
    const k = this.#mission.track;
    const endS = Math.max(LAST_S, k.t.at(-1) ?? 0, ...this.#companions.all.map(({ mission }) => mission.track.t.at(-1) ?? 0));
    const x = (s) => LEFT_REM * rem + (s / endS) * (w - (LEFT_REM + 0.7) * rem);
    this.#panel(c, w, { top: 0.3 * rem, height: half - 0.8 * rem, x, endS, low: 5, high: 200000, name: "height above ground", unit: height,
      ticks: [10, 100, 1000, 10000, 100000], ours: "agl", flown: 1 });
    this.#panel(c, w, { top: half + 0.3 * rem, height: half - 0.8 * rem, x, endS, low: 0.5, high: 8000, name: "speed", unit: speed,
      ticks: [1, 10, 100, 1000], ours: "speed", flown: 2 });
    c.fillStyle = COLOUR.muted;
    c.font = this.#surface.font(0.75);
    c.textAlign = "center";
    for (let s = 0; s <= endS; s += 60) c.fillText(s === 0 ? "E+0 s" : `${s}`, x(s), h - 0.45 * rem);
  }

  #panel(c, w, p) {
    const rem = this.#surface.rem;
    const y = (value) => p.top + p.height * (1 - Math.log(Math.max(p.low, value) / p.low) / Math.log(p.high / p.low));
    c.font = this.#surface.font(0.75);
    c.textAlign = "right";
    c.lineWidth = 1;
    for (const tick of p.ticks) {
      c.strokeStyle = COLOUR.line;
      c.beginPath(); c.moveTo(p.x(0), y(tick)); c.lineTo(p.x(p.endS), y(tick)); c.stroke();
      c.fillStyle = COLOUR.muted;
      c.fillText(tick >= 1000 ? `${tick / 1000} k${p.name === "speed" ? "" : "m"}` : `${tick}${p.name === "speed" ? "" : " m"}`, p.x(0) - 5, y(tick) + 0.25 * rem);
    }
    c.strokeStyle = "#232d3988";
    c.beginPath();
    for (let s = 0; s <= p.endS; s += 60) { c.moveTo(p.x(s), p.top); c.lineTo(p.x(s), p.top + p.height); }
    c.stroke();
    this.#flown(c, p, y);
    for (const { mission, colour } of this.#companions.all) this.#companion(c, p, y, mission, colour);
    this.#ours(c, p, y);
    c.textAlign = "left";
    c.font = this.#surface.font(0.8);
    label(c, p.name === "speed" ? "speed, m/s" : p.name, p.x(0) + 0.5 * rem, p.top + p.height - 0.5 * rem, COLOUR.muted);
  }

  #flown(c, p, y) {
    c.strokeStyle = COLOUR.flown;
    c.setLineDash([5, 4]);
    c.lineWidth = 1.6;
    c.beginPath();
    PROFILE.forEach((point, i) => (i === 0 ? c.moveTo(p.x(point[0]), y(point[p.flown])) : c.lineTo(p.x(point[0]), y(point[p.flown]))));
    c.stroke();
    c.setLineDash([]);
  }

  /** @returns index of the last point drawn, -1 without any */
  #line(c, p, y, mission, colour, width) {
    const { t, [p.ours]: values } = mission.track;
    // the descent stage's flight after the landing is not part of it
    const landed = mission.landedAt;
    const n = landed >= 0 ? landed : t.length - 1;
    if (n < 0) return n;
    c.lineWidth = width;
    c.lineJoin = "round";
    c.strokeStyle = colour;
    c.beginPath();
    for (let i = 0; i <= n; i++) {
      const at = [p.x(t[i]), y(values[i])];
      if (i === 0) c.moveTo(...at); else c.lineTo(...at);
    }
    c.stroke();
    return n;
  }

  #companion(c, p, y, mission, colour) {
    const n = this.#line(c, p, y, mission, colour, 1.8);
    if (n < 0) return;
    c.fillStyle = colour;
    c.beginPath();
    c.arc(p.x(mission.track.t[n]), y(mission.track[p.ours][n]), 0.26 * this.#surface.rem, 0, 7);
    c.fill();
  }

  #ours(c, p, y) {
    const n = this.#line(c, p, y, this.#mission, COLOUR.ours, 2.4);
    if (n < 0) return;
    const { t, phase, [p.ours]: values } = this.#mission.track;
    const rem = this.#surface.rem;
    const at = [p.x(t[n]), y(values[n])];
    c.beginPath();
    c.arc(...at, 0.32 * rem, 0, 7);
    c.fillStyle = phaseColour(phase[n]);
    c.fill();
    c.strokeStyle = "#fff";
    c.lineWidth = 1.5;
    c.stroke();
    c.font = this.#surface.font(1, true);
    const right = at[0] > p.x(p.endS * 0.75);
    c.textAlign = right ? "right" : "left";
    const above = Math.max(p.top + rem, at[1] - 0.7 * rem);
    label(c, p.unit(values[n]).join(" "), at[0] + (right ? -0.7 : 0.7) * rem, above);
  }
}
