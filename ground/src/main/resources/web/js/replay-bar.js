import { element, seconds } from "./format.js";
import { fetchJson, postJson } from "./station.js";

const SPEEDS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 1000, 0];

/** Play, step, seek and speed of a replay; says how fast it really runs. */
export class ReplayBar {
  available = false;
  #root;
  #play = element("button", { type: "button", className: "play", title: "space" });
  #position = element("input", { type: "range", step: "any", min: 0, title: "time" });
  #time = element("span", { className: "number time" });
  #speed = element("select", { title: "speed; [ and ]" }, ...SPEEDS.map((s) => new Option(s === 0 ? "max" : `${s} ×`, s)));
  #camera = element("select", { title: "whose frames to step by" }, new Option("all cameras", ""),
    ...["LCAM", "PUC_A", "PUC_B", "PUC_C", "DDC", "RUC", "RDC"].map((name) => new Option(name.replace("_", "-"), name)));
  #achieved = element("span", { className: "number muted achieved" });
  #loop = element("button", { type: "button", textContent: "loop", title: "l" });
  #state = null;
  #dragging = false;

  constructor(root) {
    this.#root = root;
    const step = (unit, count, text, title) => {
      const button = element("button", { type: "button", textContent: text, title, className: `step-${unit}${count > 0 ? "-forward" : "-back"}` });
      button.addEventListener("click", () => this.step(unit, count));
      return button;
    };
    root.append(this.#play, step("image", -1, "‹ frame", "one picture back: comma"), step("tick", -1, "‹ tick", "one tick back: left"),
      step("tick", 1, "tick ›", "one tick on: right"), step("image", 1, "frame ›", "one picture on: full stop"), this.#camera, this.#position, this.#time,
      this.#speed, this.#achieved, this.#loop);
    this.#play.addEventListener("click", () => this.toggle());
    this.#speed.addEventListener("change", () => this.#post({ action: "speed", speed: Number(this.#speed.value) }));
    this.#loop.addEventListener("click", () => this.loop());
    this.#position.addEventListener("input", () => { this.#dragging = true; });
    this.#position.addEventListener("change", () => {
      this.#dragging = false;
      this.seek(Number(this.#position.value));
    });
  }

  /** @returns whether this station replays */
  async load() {
    try {
      this.#show(await fetchJson("/api/replay"));
      this.available = true;
    } catch (error) {
      if (error.status !== 404) throw error;
      this.available = false;
    }
    this.#root.hidden = !this.available;
    return this.available;
  }

  /** [s from, s to] of what is replayed; null live. */
  get range() {
    return this.#state && this.available ? [this.#state.startT, this.#state.endT] : null;
  }

  clock({ t, state, speedAsked, speedAchieved, behindS }) {
    if (!this.available) return;
    this.#show({ ...this.#state, positionT: t, state, speedAsked: speedAsked ?? this.#state.speedAsked, speedAchieved, behindS });
  }

  toggle() {
    const action = this.#state?.state === "ended" ? { action: "seek", toT: this.#state.startT } : { action: "toggle" };
    return this.#post(action).then(() => (action.action === "seek" ? this.#post({ action: "play" }) : null));
  }

  step(unit, count) {
    return this.#post({ action: "step", unit, count, ...(unit === "image" && this.#camera.value ? { camera: this.#camera.value } : {}) });
  }

  seek(toT) {
    return this.#post({ action: "seek", toT });
  }

  jump(secondsBy) {
    return this.seek(Math.max(this.#state.startT, Math.min(this.#state.endT, this.#state.positionT + secondsBy)));
  }

  /** @returns whether the key was one of the replay's */
  key({ key, shiftKey }) {
    if (!this.available) return false;
    const way = { ArrowLeft: -1, ArrowRight: 1 }[key];
    if (way) {
      if (shiftKey) this.jump(10 * way); else this.step("tick", way);
      return true;
    }
    const does = { " ": () => this.toggle(), ",": () => this.step("image", -1), ".": () => this.step("image", 1), "[": () => this.faster(-1),
      "]": () => this.faster(1), l: () => this.loop() }[key];
    does?.();
    return does !== undefined;
  }

  loop() {
    return this.#post({ action: "loop", on: !this.#state.loop });
  }

  faster(by) {
    const at = SPEEDS.indexOf(this.#state.speedAsked);
    const next = SPEEDS[Math.min(SPEEDS.length - 1, Math.max(0, (at < 0 ? 3 : at) + by))];
    return this.#post({ action: "speed", speed: next });
  }

  async #post(body) {
    if (!this.available) return;
    try {
      this.#show(await postJson("/api/replay", body));
    } catch (error) {
      this.#achieved.textContent = error.message;
    }
  }

  #show(state) {
    this.#state = state;
    this.#play.textContent = state.state === "playing" ? "❚❚ pause" : "▶ play";
    this.#position.min = state.startT;
    this.#position.max = state.endT;
    if (!this.#dragging) this.#position.value = state.positionT;
    this.#time.textContent = `${seconds(state.positionT, 2)} of ${state.endT.toFixed(0)}`;
    if (document.activeElement !== this.#speed) this.#speed.value = state.speedAsked;
    const behind = state.behindS > 0.1 ? `, ${state.behindS.toFixed(1)} s behind` : "";
    this.#achieved.textContent = state.state === "playing" && Number.isFinite(state.speedAchieved) ? `runs at ${state.speedAchieved.toFixed(2)} ×${behind}` : "";
    this.#loop.setAttribute("aria-pressed", String(Boolean(state.loop)));
  }
}
