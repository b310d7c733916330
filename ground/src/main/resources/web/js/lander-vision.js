import { COLOUR, Surface, label } from "./drawing.js";
import { number, seconds } from "./format.js";
import { fetchJson } from "./station.js";

const CAMERA = "LCAM";
/** Residuals are tenths of a pixel: drawn so many times as long as they are. */
const RESIDUAL_SCALE = 25;
const KNOWN = 16;

/** The newest frame of the lander-vision camera with the landmarks that were matched in it. */
export class LanderVision {
  #mission;
  #surface;
  #note;
  #onLandmarks;
  #picture = null;
  #image = null;
  #wanted = null;
  #loading = false;
  /** Matches of the picture shown, and of the last frames by exposure tick. */
  #matches = null;
  #known = new Map();

  /** @param onLandmarks takes [[eastM, northM, kept], ...] of each frame that has them */
  constructor(canvas, note, mission, onLandmarks) {
    this.#mission = mission;
    this.#note = note;
    this.#onLandmarks = onLandmarks;
    this.#surface = new Surface(canvas, (c, w, h) => this.#draw(c, w, h));
    mission.addEventListener("change", ({ detail }) => {
      if (detail === "picture" || detail === "all") this.#show(mission.pictures.get(CAMERA) ?? null);
    });
  }

  /** What localisation found; it comes after the picture or before it. */
  take({ matches }) {
    if (matches.camera !== CAMERA) return;
    this.#known.set(matches.exposureTick, matches);
    if (this.#known.size > KNOWN) this.#known.delete(this.#known.keys().next().value);
    this.#match(matches);
  }

  #match(matches) {
    if (!matches || matches.exposureTick !== this.#picture?.exposureTick) return;
    this.#matches = matches;
    this.#onLandmarks(matches.landmarks.map((m) => [m[5], m[6], m[4]]));
    this.#surface.redraw();
  }

  /** One picture loads at a time; of those that come meanwhile the newest is next. */
  async #show(picture) {
    this.#wanted = picture;
    if (this.#loading) return;
    this.#loading = true;
    while (this.#wanted?.url !== this.#picture?.url) await this.#load(this.#wanted);
    this.#loading = false;
  }

  async #load(picture) {
    const image = picture && new Image();
    if (picture) {
      image.src = picture.url;
      await image.decode().catch(() => {});
    }
    this.#picture = picture;
    this.#image = image;
    this.#matches = null;
    this.#note.textContent = picture ? `frame ${picture.image}  ${seconds(picture.exposureT, 2)}` : "";
    this.#surface.redraw();
    if (!picture) this.#onLandmarks([]);
    else if (this.#known.has(picture.exposureTick)) this.#match(this.#known.get(picture.exposureTick));
    else fetchJson(`/api/images/${CAMERA}/${picture.image}?track=${picture.track ?? ""}`).then((found) => this.#match(found.matches)).catch(() => {});
  }

  #draw(c, w, h) {
    c.textAlign = "center";
    c.font = this.#surface.font(0.95);
    if (!this.#image?.naturalWidth) {
      c.fillStyle = COLOUR.muted;
      c.fillText("no frame yet", w / 2, h / 2);
      return;
    }
    const scale = Math.min(w / this.#image.naturalWidth, h / this.#image.naturalHeight);
    const left = (w - this.#image.naturalWidth * scale) / 2;
    const top = (h - this.#image.naturalHeight * scale) / 2;
    c.drawImage(this.#image, left, top, this.#image.naturalWidth * scale, this.#image.naturalHeight * scale);
    this.#landmarks(c, left, top, scale);
    this.#words(c, left, top, this.#image.naturalWidth * scale, this.#image.naturalHeight * scale);
  }

  /** A cross where a landmark was seen, and a line to where the solved pose puts it, lengthened. */
  #landmarks(c, left, top, scale) {
    c.lineWidth = Math.max(1.2, this.#surface.rem / 11);
    for (const [u, v, du, dv, kept] of this.#matches?.landmarks ?? []) {
      const x = left + (u + 0.5) * scale;
      const y = top + (v + 0.5) * scale;
      const arm = Math.max(3, this.#surface.rem * 0.3);
      c.strokeStyle = kept ? COLOUR.green : COLOUR.red;
      c.beginPath();
      if (kept) {
        c.moveTo(x - arm, y); c.lineTo(x + arm, y); c.moveTo(x, y - arm); c.lineTo(x, y + arm);
      } else {
        c.moveTo(x - arm, y - arm); c.lineTo(x + arm, y + arm); c.moveTo(x - arm, y + arm); c.lineTo(x + arm, y - arm);
      }
      c.stroke();
      if (!kept || du === null) continue;
      c.strokeStyle = "#f3c64fcc";
      c.beginPath();
      c.moveTo(x, y);
      c.lineTo(x - du * scale * RESIDUAL_SCALE, y - dv * scale * RESIDUAL_SCALE);
      c.stroke();
    }
  }

  #words(c, left, top, width, height) {
    c.textAlign = "left";
    c.font = this.#surface.font(0.9, true);
    const m = this.#matches;
    if (!m) return;
    const kept = m.landmarks.filter((l) => l[4]);
    const rem = this.#surface.rem;
    const words = m.landmarks.length === 0 ? `${m.mode}: no landmarks` : `${m.mode}: ${kept.length} of ${m.landmarks.length} landmarks agree${m.fix ? "" : ", no fix"}`;
    label(c, words, left + 0.5 * rem, top + height - 0.7 * rem, m.fix ? COLOUR.green : COLOUR.yellow);
    if (kept.length > 0) {
      const rms = Math.sqrt(kept.reduce((sum, l) => sum + l[2] ** 2 + l[3] ** 2, 0) / kept.length);
      const residual = `residual ${number(rms, 2)} px`;
      const above = c.measureText(words).width + c.measureText(residual).width + 2 * rem > width ? 1.2 * rem : 0;
      c.textAlign = "right";
      label(c, residual, left + width - 0.5 * rem, top + height - 0.7 * rem - above, COLOUR.text);
    }
  }
}
