import { COLOUR, Surface, label } from "./drawing.js";
import { number, seconds } from "./format.js";
import { fetchJson } from "./station.js";

const CAMERA = "LCAM";
const MODES = ["", "coarse", "fine"];

/** The newest frame of the lander-vision camera with the landmarks that were matched in it. */
export class LanderVision {
  #mission;
  #surface;
  #note;
  #onLandmarks;
  #picture = null;
  #image = null;
  #sidecar = null;

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

  /** What localisation found; it may come after the picture. */
  matches({ camera, image, exposureTick, matches }) {
    const p = this.#picture;
    if (camera !== CAMERA || !p || (image !== undefined ? image !== p.image : exposureTick !== p.exposureTick)) return;
    this.#sidecar = { ...this.#sidecar, matches };
    this.#tellLandmarks();
    this.#surface.redraw();
  }

  async #show(picture) {
    if (picture?.url === this.#picture?.url) return;
    this.#picture = picture;
    if (!picture) {
      this.#image = null;
      this.#sidecar = null;
      this.#note.textContent = "";
      this.#surface.redraw();
      return;
    }
    const image = new Image();
    image.src = picture.url;
    const sidecar = fetchJson(`/api/images/${CAMERA}/${picture.image}?track=${picture.track ?? ""}`).catch(() => null);
    await image.decode().catch(() => {});
    if (this.#picture !== picture) return;
    this.#image = image;
    this.#sidecar = null;
    this.#note.textContent = `frame ${picture.image}  ${seconds(picture.exposureNs, 2)}`;
    this.#surface.redraw();
    const found = await sidecar;
    if (this.#picture !== picture) return;
    this.#sidecar = { ...found, matches: this.#sidecar?.matches ?? found?.matches ?? [] };
    this.#tellLandmarks();
    this.#surface.redraw();
  }

  #tellLandmarks() {
    const matches = this.#sidecar?.matches ?? [];
    this.#onLandmarks(matches.filter((m) => m.length > 6).map((m) => [m[5], m[6], m[4]]));
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

  /** A cross where a landmark was found, a line from where navigation expected it. */
  #landmarks(c, left, top, scale) {
    const matches = this.#sidecar?.matches ?? [];
    c.lineWidth = Math.max(1.2, this.#surface.rem / 11);
    for (const [u, v, du, dv, kept] of matches) {
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
      c.strokeStyle = kept ? "#5fcf8d88" : "#ff5d5266";
      c.beginPath();
      c.moveTo(x, y);
      c.lineTo(x - du * scale, y - dv * scale);
      c.stroke();
    }
  }

  #words(c, left, top, width, height) {
    c.textAlign = "left";
    c.font = this.#surface.font(0.9, true);
    const vision = this.#sidecar?.vision;
    const matches = this.#sidecar?.matches ?? [];
    const kept = matches.filter((m) => m[4]).length;
    const rem = this.#surface.rem;
    const mode = typeof vision?.mode === "number" ? MODES[vision.mode] : vision?.mode;
    const words = matches.length > 0 ? `${mode || "map"}: ${kept} of ${matches.length} landmarks agree`
      : vision?.inliers > 0 ? `${mode || "map"}: ${vision.inliers} of ${vision.landmarks} landmarks agree` : "";
    if (words) label(c, words, left + 0.5 * rem, top + height - 0.7 * rem, COLOUR.green);
    if (vision?.inliers > 0 && vision.residualPx > 0) {
      c.textAlign = "right";
      label(c, `residual ${number(vision.residualPx, 2)} px`, left + width - 0.5 * rem, top + height - 0.7 * rem, COLOUR.text);
    }
  }
}
