import { fetchJson } from "./station.js";

/** Channels of the landing view. */
export const CHANNELS = ["eastM", "northM", "upM", "altitudeAglM", "speedMps", "vEastMps", "vNorthMps", "vUpMps", "sigmaEastM", "sigmaNorthM",
  "sigmaUpM", "mach", "dragMps2", "dynamicPressurePa", "flightPathAngleRad", "headingRad", "qMcmfFromBodyW", "radarLocked",
  "mapRelative"].map((name) => `nav.${name}`).concat(["executive.phase", "propulsion.propellantEstimateKg", "guidance.thrustCommandN",
    "guidance.rangeToGoM", "guidance.crossrangeM", "control.attitudeErrorRad", "trn.landmarks", "trn.inliers", "trn.residualPx", "trn.mode"]);

/** What the flown track is made of. */
export const TRACK = ["eastM", "northM", "upM", "altitudeAglM", "speedMps", "sigmaEastM", "sigmaNorthM"].map((name) => `nav.${name}`);
const MAX_CALL_OUTS = 200;
const MAX_POINTS = 12000;

/** Everything the landing view shows of one track; panels read it and draw themselves when told. */
export class Mission extends EventTarget {
  /** Newest row: channel name to value, and to "yellow" or "red". */
  values = {};
  states = {};
  nowT = null;
  /** Parallel arrays of the flown track; places in metres of the site's first target, from which the map is drawn. */
  track = null;
  phases = [];
  target = null;
  fixes = [];
  callOuts = [];
  /** Newest picture of each camera. */
  pictures = new Map();
  /** Names for people, by the number of the phase. */
  phaseNames = [];
  #seen = new Set();
  /** What the selected target lies above the first, m: the height has no jump there. */
  #upShiftM = 0;

  constructor() {
    super();
    this.clear();
  }

  clear() {
    this.values = {};
    this.states = {};
    this.nowT = null;
    this.track = { t: [], east: [], north: [], up: [], agl: [], speed: [], sigmaEast: [], sigmaNorth: [], phase: [] };
    this.phases = [];
    this.target = null;
    this.fixes = [];
    this.callOuts = [];
    this.pictures = new Map();
    this.#seen = new Set();
    this.#upShiftM = 0;
  }

  /** Everything up to and with fromT. */
  async load(fromT, trackId) {
    const of = (path, query = "") => fetchJson(`/api/${path}?track=${encodeURIComponent(trackId ?? "")}${query}`);
    const to = Number.isFinite(fromT) ? `&to=${fromT}` : "";
    const [landing, latest, callOuts, images] = await Promise.all([of("landing"), of("latest"), of("callouts", to), of("images")]);
    this.clear();
    for (const phase of landing.phases) this.phases.push({ ...phase });
    this.target = landing.target;
    for (const row of landing.groundTrack) if (!Number.isFinite(fromT) || row[0] <= fromT) this.#append(row, this.#phaseAt(row[0]));
    this.fixes = landing.fixes;
    for (const callOut of callOuts.callOuts) this.callOuts.push(callOut);
    for (const { camera, latest: picture } of images.cameras) if (picture?.complete) this.pictures.set(camera, picture);
    for (const [name, { value, state }] of Object.entries(latest.values)) {
      this.values[name] = value;
      if (state && state !== "green") this.states[name] = state;
    }
    this.nowT = latest.t ?? null;
    this.#changed("all");
  }

  telemetry({ t, values, states }) {
    t.forEach((time, i) => {
      if (values["nav.eastM"][i] === null) return;
      const phase = values["executive.phase"][i];
      this.#enter(phase, time);
      this.#append([time, ...TRACK.map((name) => values[name][i])], phase);
    });
    for (const [name, column] of Object.entries(values)) this.values[name] = column.at(-1);
    this.states = states ?? {};
    this.nowT = t.at(-1);
    this.#changed("telemetry");
  }

  event({ event }) {
    const key = `${event.tick}/${event.code}`;
    if (this.#seen.has(key)) return;
    this.#seen.add(key);
    if (event.name === "VISION_FIX" && !this.fixes.some((fix) => fix.t === event.t)) {
      this.fixes.push({ t: event.t, ...event.args });
    }
    if (event.name === "TARGET_SELECTED") this.#choose({ t: event.t, ...event.args });
    this.#changed("event");
  }

  callOut({ t, text, severity }) {
    if (this.callOuts.some((said) => said.t === t && said.text === text)) return;
    this.callOuts.push({ t, text, severity });
    if (this.callOuts.length > MAX_CALL_OUTS) this.callOuts.shift();
    this.#changed("callOut");
  }

  picture({ image }) {
    if (!image.complete) return;
    const shown = this.pictures.get(image.camera);
    if (shown && shown.exposureT > image.exposureT) return;
    this.pictures.set(image.camera, image);
    this.#changed("picture");
  }

  phaseName(phase) {
    return this.phaseNames[phase] ?? null;
  }

  #phaseAt(t) {
    const phase = this.phases.findLast((p) => p.startT <= t);
    return phase ? this.phaseNames.indexOf(phase.name) : -1;
  }

  #enter(phase, t) {
    const name = this.phaseName(phase);
    const last = this.phases.at(-1);
    if (name === null || last?.name === name) return;
    if (last) last.endT = t;
    this.phases.push({ name, startT: t, endT: null });
  }

  /** Rows that were quicker than the event are shifted now. */
  #choose(target) {
    this.target = target;
    const k = this.track;
    for (let i = k.t.length - 1; i >= 0 && k.t[i] > target.t; i--) {
      k.east[i] += target.eastM;
      k.north[i] += target.northM;
    }
  }

  /** Navigation counts from the target in force; from the selection on that is the selected one. */
  #append([t, eastM, northM, upM, agl, speed, sigmaEast, sigmaNorth], phase) {
    const k = this.track;
    const last = k.t.at(-1) ?? -Infinity;
    if (t <= last) return;
    const shifted = this.target !== null && t > this.target.t;
    if (shifted && last <= this.target.t && last > 0) this.#upShiftM = k.up.at(-1) - upM - this.#sink(t - last);
    const east = eastM + (shifted ? this.target.eastM : 0);
    const north = northM + (shifted ? this.target.northM : 0);
    const up = upM + (shifted ? this.#upShiftM : 0);
    k.t.push(t); k.east.push(east); k.north.push(north); k.up.push(up); k.agl.push(agl); k.speed.push(speed);
    k.sigmaEast.push(sigmaEast); k.sigmaNorth.push(sigmaNorth); k.phase.push(phase);
    if (k.t.length > MAX_POINTS) this.#thin();
  }

  /** Way down in a time, from the last two points. */
  #sink(seconds) {
    const { t, up } = this.track;
    const n = t.length - 1;
    return n < 1 ? 0 : ((up[n - 1] - up[n]) / (t[n] - t[n - 1])) * seconds;
  }

  /** Index of the last point at or before a time; -1 before the first. */
  indexAt(time) {
    const t = this.track.t;
    let low = 0;
    let high = t.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (t[middle] <= time) low = middle + 1; else high = middle;
    }
    return low - 1;
  }

  /** Index of the point at which the descent stage left the rover on the ground; -1 before. */
  get landedAt() {
    const flyaway = this.phases.find((p) => p.name === "flyaway" || p.name === "landed");
    return flyaway ? Math.max(0, this.indexAt(flyaway.startT)) : -1;
  }

  /** Halves the older half: a page that stays open for days keeps its size. */
  #thin() {
    const half = MAX_POINTS / 2;
    for (const name of Object.keys(this.track)) {
      this.track[name] = this.track[name].filter((_, i) => i >= half || i % 2 === 0);
    }
  }

  #changed(what) {
    this.dispatchEvent(new CustomEvent("change", { detail: what }));
  }
}
