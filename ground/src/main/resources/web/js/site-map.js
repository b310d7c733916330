import { COLOUR, Surface, label, phaseColour, roundStep } from "./drawing.js";
import { distance } from "./format.js";
import { fetchJson } from "./station.js";

const MIN_VIEW_M = 300;
const MAX_VIEW_M = 1.4e6;

/** A grey picture in colours, once and for all. @param paint (grey 0 to 255, RGBA bytes, index) */
function painted(image, mostPx, paint) {
  const canvas = document.createElement("canvas");
  const scale = Math.min(1, mostPx / image.naturalWidth);
  canvas.width = Math.round(image.naturalWidth * scale);
  canvas.height = Math.round(image.naturalHeight * scale);
  const context = canvas.getContext("2d", { willReadFrequently: true });
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const pixels = context.getImageData(0, 0, canvas.width, canvas.height);
  for (let i = 0; i < pixels.data.length; i += 4) paint(pixels.data[i], pixels.data, i);
  context.putImageData(pixels, 0, 0);
  return canvas;
}

/** Transparent where safe, yellow to red where not. */
function hazardColour(grey, data, i) {
  const hazard = grey / 255;
  data[i] = 255;
  data[i + 1] = 205 - 150 * hazard;
  data[i + 2] = 60;
  data[i + 3] = hazard < 0.25 ? 0 : 35 + 90 * hazard;
}

/** Soil, darker than on the picture so that lines stand out. */
function soilColour(grey, data, i) {
  const share = grey / 255;
  data[i] = 34 + 178 * share;
  data[i + 1] = 20 + 142 * share;
  data[i + 2] = 14 + 112 * share;
}

/** Draws of a picture what is in view: a picture blown up beyond the canvas is slow. */
function drawPart(c, picture, [left, top, width, height], w, h) {
  const [x0, y0] = [Math.max(0, left), Math.max(0, top)];
  const [x1, y1] = [Math.min(w, left + width), Math.min(h, top + height)];
  if (x1 <= x0 || y1 <= y0) return;
  const [sx, sy] = [picture.width / width, picture.height / height];
  c.drawImage(picture, (x0 - left) * sx, (y0 - top) * sy, (x1 - x0) * sx, (y1 - y0) * sy, x0, y0, x1 - x0, y1 - y0);
}

/** Loads a picture; resolves to null when it cannot be had. */
function loadImage(url) {
  return new Promise((resolve) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => resolve(null);
    image.src = url;
  });
}

/** The landing site from above, metres east and north of the target. */
export class SiteMap {
  hazardShown = true;
  follow = true;
  info = null;
  appearance = null;
  /** Landmarks of the newest localised frame, [[east, north, kept], ...], map coordinates. */
  landmarks = [];
  #mission;
  #companions;
  #surface;
  #hazard = null;
  #soil = null;
  #centre = { east: 0, north: 0 };
  #viewM = 12000;

  constructor(canvas, mission, companions) {
    this.#mission = mission;
    this.#companions = companions;
    this.#surface = new Surface(canvas, (c, w, h) => this.#draw(c, w, h));
    this.#listen(canvas);
  }

  /** @returns the station's description of the map, null without one */
  async load() {
    try {
      this.info = await fetchJson("/api/site");
    } catch (error) {
      if (error.status !== 404) throw error;
      return null;
    }
    this.appearance = await loadImage(this.info.appearance.url);
    const hazard = this.info.hazard ? await loadImage(this.info.hazard.url) : null;
    this.#soil = this.appearance && painted(this.appearance, 2048, soilColour);
    this.#hazard = hazard && painted(hazard, 1024, hazardColour);
    this.redraw();
    return this.info;
  }

  redraw() {
    this.#surface.redraw();
  }

  #listen(canvas) {
    let drag = null;
    canvas.addEventListener("pointerdown", (e) => {
      drag = { x: e.clientX, y: e.clientY, ...this.#centre };
      canvas.setPointerCapture(e.pointerId);
    });
    canvas.addEventListener("pointermove", (e) => {
      if (!drag) return;
      const metres = this.#viewM / Math.min(this.#surface.width, this.#surface.height);
      this.#leave();
      this.#centre = { east: drag.east - (e.clientX - drag.x) * metres, north: drag.north + (e.clientY - drag.y) * metres };
      this.redraw();
    });
    canvas.addEventListener("pointerup", () => { drag = null; });
    canvas.addEventListener("wheel", (e) => {
      e.preventDefault();
      this.#leave();
      this.#viewM = Math.min(MAX_VIEW_M, Math.max(MIN_VIEW_M / 4, this.#viewM * 1.0015 ** e.deltaY));
      this.redraw();
    }, { passive: false });
    canvas.addEventListener("dblclick", () => { this.follow = true; this.redraw(); });
  }

  /** The viewer takes over. */
  #leave() {
    if (!this.follow) return;
    this.follow = false;
    this.onFollow?.(false);
  }

  /** Index of what the map is about: the vehicle, and once it is down the rover. */
  get #subject() {
    const landed = this.#mission.landedAt;
    return landed >= 0 ? landed : this.#mission.track.t.length - 1;
  }

  /** Vehicle and target in view, closer as the vehicle comes down. */
  #frame() {
    const k = this.#mission.track;
    const n = this.#subject;
    if (n < 0) {
      this.#centre = { east: 0, north: 0 };
      return;
    }
    const goal = this.#mission.target ?? { eastM: 0, northM: 0 };
    const [east, north] = [[k.east[n], goal.eastM], [k.north[n], goal.northM]];
    for (const { mission: { track } } of this.#companions.all) {
      if (track.t.length === 0) continue;
      east.push(track.east.at(-1));
      north.push(track.north.at(-1));
    }
    const [west, right, south, top] = [Math.min(...east), Math.max(...east), Math.min(...north), Math.max(...north)];
    const apart = Math.max(right - west, top - south);
    const reach = Math.max(apart * 1.5, 5 * Math.max(k.sigmaEast[n], k.sigmaNorth[n]) || 0, Math.min(3500, k.agl[n] * 0.9), MIN_VIEW_M);
    const wanted = Math.min(MAX_VIEW_M, reach);
    this.#viewM += (wanted - this.#viewM) * (Math.abs(Math.log(wanted / this.#viewM)) > 0.7 ? 1 : 0.12);
    this.#centre = { east: (west + right) / 2, north: (south + top) / 2 };
  }

  #draw(c, w, h) {
    if (this.follow) this.#frame();
    const scale = Math.min(w, h) / this.#viewM;
    const x = (east) => w / 2 + (east - this.#centre.east) * scale;
    const y = (north) => h / 2 - (north - this.#centre.north) * scale;
    const view = { c, w, h, x, y, scale };
    this.#ground(view);
    this.#grid(view);
    this.#flight(view);
    for (const companion of this.#companions.all) this.#companion(view, companion);
    this.#landmarksAt(view);
    this.#targets(view);
    this.#vehicle(view);
    this.#legend(view);
  }

  #ground({ c, w, h, x, y }) {
    const m = this.info;
    if (!m || !this.#soil) return;
    const box = ({ eastMinM, northMinM, eastMaxM, northMaxM }) => [x(eastMinM), y(northMaxM), x(eastMaxM) - x(eastMinM), y(northMinM) - y(northMaxM)];
    drawPart(c, this.#soil, box(m.appearance), w, h);
    if (this.hazardShown && this.#hazard) drawPart(c, this.#hazard, box(m.hazard), w, h);
    c.strokeStyle = COLOUR.muted;
    c.lineWidth = 1;
    c.strokeRect(...box(m.appearance));
  }

  #grid({ c, w, h, x, y, scale }) {
    const step = roundStep((Math.min(w, h) / scale) / 2.5);
    c.strokeStyle = "#ffffff17";
    c.lineWidth = 1;
    c.beginPath();
    for (let e = Math.ceil((this.#centre.east - w / 2 / scale) / step) * step; x(e) < w; e += step) { c.moveTo(x(e), 0); c.lineTo(x(e), h); }
    for (let n = Math.ceil((this.#centre.north - h / 2 / scale) / step) * step; y(n) > 0; n += step) { c.moveTo(0, y(n)); c.lineTo(w, y(n)); }
    c.stroke();
    const px = step * scale;
    c.font = this.#surface.font(0.8);
    c.textAlign = "left";
    c.fillStyle = COLOUR.text;
    c.fillRect(10, h - 12, px, 3);
    label(c, distance(step), 10, h - 17);
  }

  #flight(view) {
    const { c, x, y } = view;
    const k = this.#mission.track;
    c.lineWidth = 2.5;
    c.lineJoin = "round";
    let i = 1;
    while (i < k.t.length) {
      const phase = k.phase[i];
      c.strokeStyle = phaseColour(phase);
      c.beginPath();
      c.moveTo(x(k.east[i - 1]), y(k.north[i - 1]));
      for (; i < k.t.length && k.phase[i] === phase; i++) c.lineTo(x(k.east[i]), y(k.north[i]));
      c.stroke();
    }
    for (const fix of this.#mission.fixes) {
      const at = this.#mission.indexAt(fix.t);
      if (at >= 0) this.#ellipse(view, at, "#57c3ea55", 1);
    }
  }

  /** Another recording: its way, where it is now, and its target. */
  #companion({ c, x, y }, { id, colour, mission }) {
    const k = mission.track;
    const landed = mission.landedAt;
    const n = landed >= 0 ? landed : k.t.length - 1;
    if (n < 0) return;
    c.strokeStyle = colour;
    c.lineWidth = 2;
    c.lineJoin = "round";
    c.beginPath();
    c.moveTo(x(k.east[0]), y(k.north[0]));
    for (let i = 1; i <= n; i++) c.lineTo(x(k.east[i]), y(k.north[i]));
    c.stroke();
    c.fillStyle = colour;
    c.beginPath();
    c.arc(x(k.east[n]), y(k.north[n]), 5, 0, 7);
    c.fill();
    c.font = this.#surface.font(0.8, true);
    c.textAlign = "left";
    label(c, id, x(k.east[n]) + 8, y(k.north[n]) + 4, colour);
    if (!mission.target) return;
    c.lineWidth = 1.5;
    c.beginPath();
    c.arc(x(mission.target.eastM), y(mission.target.northM), 9, 0, 7);
    c.stroke();
  }

  /** Three sigma of the position, as navigation states it. */
  #ellipse({ c, x, y, scale }, at, colour, width, fill = null) {
    const k = this.#mission.track;
    if (!(k.sigmaEast[at] > 0)) return;
    c.beginPath();
    c.ellipse(x(k.east[at]), y(k.north[at]), Math.max(1, 3 * k.sigmaEast[at] * scale), Math.max(1, 3 * k.sigmaNorth[at] * scale), 0, 0, 7);
    if (fill) { c.fillStyle = fill; c.fill(); }
    c.strokeStyle = colour;
    c.lineWidth = width;
    c.stroke();
  }

  #landmarksAt({ c, x, y }) {
    const { targetEastM = 0, targetNorthM = 0 } = this.info ?? {};
    for (const [east, north, kept] of this.landmarks) {
      c.fillStyle = kept ? COLOUR.green : COLOUR.red;
      c.fillRect(x(east - targetEastM) - 1.5, y(north - targetNorthM) - 1.5, 3, 3);
    }
  }

  #targets({ c, x, y }) {
    c.font = this.#surface.font(0.8);
    c.textAlign = "left";
    const cross = (east, north, size, colour, name) => {
      c.strokeStyle = colour;
      c.lineWidth = 2;
      c.beginPath();
      c.moveTo(x(east) - size, y(north)); c.lineTo(x(east) + size, y(north));
      c.moveTo(x(east), y(north) - size); c.lineTo(x(east), y(north) + size);
      c.stroke();
      label(c, name, x(east) + size + 4, y(north) - 4, colour);
    };
    const target = this.#mission.target;
    if (target) {
      c.beginPath();
      c.arc(x(target.eastM), y(target.northM), 9, 0, 7);
      c.strokeStyle = COLOUR.green;
      c.lineWidth = 2;
      c.stroke();
      cross(target.eastM, target.northM, 13, COLOUR.green, "target");
      cross(0, 0, 6, COLOUR.muted, "first aim");
    } else {
      cross(0, 0, 11, COLOUR.mars, "aim");
    }
  }

  #vehicle(view) {
    const k = this.#mission.track;
    const n = k.t.length - 1;
    if (n < 0) return;
    const { c, x, y } = view;
    this.#ellipse(view, this.#subject, COLOUR.ours, 1.5, "#57c3ea22");
    this.#rover(view);
    const v = this.#mission.values;
    const heading = Math.atan2(v["nav.vEastMps"] ?? 0, v["nav.vNorthMps"] ?? 1);
    c.save();
    c.translate(x(k.east[n]), y(k.north[n]));
    c.rotate(heading);
    c.beginPath();
    c.moveTo(0, -9); c.lineTo(6, 7); c.lineTo(0, 3.5); c.lineTo(-6, 7);
    c.closePath();
    c.fillStyle = "#fff";
    c.strokeStyle = "#05070a";
    c.lineWidth = 2;
    c.stroke();
    c.fill();
    c.restore();
  }

  #rover({ c, x, y }) {
    const landed = this.#mission.landedAt;
    if (landed < 0) return;
    const k = this.#mission.track;
    c.fillStyle = COLOUR.mars;
    c.strokeStyle = "#05070a";
    c.lineWidth = 2;
    c.beginPath();
    c.rect(x(k.east[landed]) - 5, y(k.north[landed]) - 5, 10, 10);
    c.stroke();
    c.fill();
    c.font = this.#surface.font(0.8);
    c.textAlign = "right";
    label(c, "rover", x(k.east[landed]) - 16, y(k.north[landed]) + 14, COLOUR.mars);
  }

  #legend({ c, w, h }) {
    const k = this.#mission.track;
    const n = this.#subject;
    if (n < 0 || !(k.sigmaEast[n] > 0)) return;
    c.font = this.#surface.font(0.85);
    c.textAlign = "right";
    const fixes = this.#mission.fixes.length;
    label(c, `3σ ${distance(3 * k.sigmaEast[n])} × ${distance(3 * k.sigmaNorth[n])}${fixes ? `, ${fixes} fixes` : ""}`, w - 10, h - 12, COLOUR.ours);
    const goal = this.#mission.target ?? { eastM: 0, northM: 0 };
    label(c, `${distance(Math.hypot(k.east[n] - goal.eastM, k.north[n] - goal.northM))} to ${this.#mission.target ? "target" : "aim"}`, w - 10,
      h - 12 - 1.25 * this.#surface.rem);
  }
}
