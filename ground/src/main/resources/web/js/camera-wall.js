import { element, seconds } from "./format.js";

/** The four that a viewer wants at once; the keys bring up any other. */
const QUAD = ["PUC_A", "DDC", "RUC", "RDC"];
const ALL = ["PUC_A", "PUC_B", "PUC_C", "DDC", "RUC", "RDC", "LCAM"];
const NAMES = { PUC_A: "parachute A", PUC_B: "parachute B", PUC_C: "parachute C", DDC: "stage, looking down", RUC: "rover, looking up",
  RDC: "rover, looking down", LCAM: "lander vision" };

/** Newest complete picture of each video camera. */
export class CameraWall {
  #root;
  #note;
  #mission;
  #figures = new Map();

  constructor(root, note, mission) {
    this.#root = root;
    this.#note = note;
    this.#mission = mission;
    for (const camera of ALL) this.#add(camera);
    this.#arrange(null);
    mission.addEventListener("change", ({ detail }) => {
      if (detail === "picture" || detail === "all") this.#update();
    });
  }

  #add(camera) {
    const image = element("img", { alt: `newest picture of ${camera}`, hidden: true });
    const none = element("div", { className: "none", textContent: "no picture yet" });
    const time = element("span");
    const figure = element("figure", { title: `${NAMES[camera]}; click for it alone` }, none, image,
      element("figcaption", {}, element("b", { textContent: camera.replace("_", "-") }), time));
    figure.dataset.camera = camera;
    figure.addEventListener("click", () => this.choose(figure.classList.contains("chosen") ? null : camera));
    image.addEventListener("load", () => { figure.dataset.shown = figure.dataset.image; });
    this.#figures.set(camera, { figure, image, none, time });
    this.#root.append(figure);
  }

  /** @param camera shown alone; null for the four */
  choose(camera) {
    this.#arrange(camera);
  }

  /** The k-th camera, from 1; 0 for the four. */
  chooseNumber(k) {
    this.#arrange(k === 0 ? null : ALL[k - 1] ?? null);
  }

  #arrange(chosen) {
    this.#root.classList.toggle("solo", chosen !== null);
    for (const [camera, { figure }] of this.#figures) {
      figure.classList.toggle("chosen", camera === chosen);
      figure.hidden = camera !== chosen && !QUAD.includes(camera);
    }
    this.#note.textContent = chosen ? `${NAMES[chosen]}; click for all` : "";
  }

  #update() {
    for (const [camera, { figure, image, none, time }] of this.#figures) {
      const picture = this.#mission.pictures.get(camera);
      if (!picture) {
        image.hidden = true;
        image.removeAttribute("src");
        none.hidden = false;
        time.textContent = "";
        delete figure.dataset.image;
        delete figure.dataset.shown;
      } else if (figure.dataset.image !== String(picture.image)) {
        figure.dataset.image = picture.image;
        image.src = picture.url;
        image.hidden = false;
        none.hidden = true;
        time.textContent = `#${picture.image}  ${seconds(picture.exposureT, 2)}`;
      }
    }
  }
}
