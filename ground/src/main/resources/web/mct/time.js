/** On-board time in ms since entry interface; the clock is that of the data, live or replayed. */
export const TIME = "onboard";
const CLOCK = "skycrane.clock";
const FORMAT = "skycrane.entry";
const DURATION = "skycrane.duration";
/** Wall clock of the receipt. */
export const WALL_FORMAT = "skycrane.wall";

/** E+123.456 s, also for what people type. */
const format = {
  key: FORMAT,
  format: (ms) => (Number.isFinite(ms) ? `E+${(ms / 1000).toFixed(3)}` : ""),
  parse: (text) => (typeof text === "number" ? text : Number(String(text).replace(/^E\+?/i, "").replace(/s$/i, "")) * 1000),
  validate: (text) => Number.isFinite(format.parse(text)),
};

/** [h:]mm:ss, as the time conductor's fields want it. */
const duration = {
  key: DURATION,
  format: (ms) => new Date(Math.abs(ms)).toISOString().slice(11, 19),
  parse: (text) => (typeof text === "number" ? text : String(text).split(":").reduce((sum, part) => sum * 60 + Number(part), 0) * 1000),
  validate: (text) => /^(\d+:){0,2}\d+(\.\d+)?$/.test(text),
};

const wall = {
  key: WALL_FORMAT,
  format: (ms) => (Number.isFinite(ms) ? new Date(ms).toISOString() : ""),
  parse: (text) => (typeof text === "number" ? text : Date.parse(text)),
  validate: (text) => Number.isFinite(Date.parse(text)),
};

class DataClock {
  key = CLOCK;
  cssClass = "icon-clock";
  name = "Data";
  description = "On-board time of the newest data, live or in the replay.";
  #ms;
  #listeners = new Set();

  constructor(ms) {
    this.#ms = ms;
  }

  currentValue() {
    return this.#ms;
  }

  on(event, listener) {
    if (event === "tick") this.#listeners.add(listener);
  }

  off(event, listener) {
    if (event === "tick") this.#listeners.delete(listener);
  }

  tick(ms) {
    this.#ms = ms;
    for (const listener of this.#listeners) listener(ms);
  }
}

export function installTime(openmct, station, status, replay) {
  const track = status.tracks[0];
  const clock = new DataClock((status.clock.t ?? 0) * 1000);
  for (const one of [format, duration, wall]) openmct.telemetry.addFormat(one);
  openmct.time.addTimeSystem({ key: TIME, name: "On-board", cssClass: "icon-clock", timeFormat: FORMAT, durationFormat: DURATION, isUTCBased: false });
  openmct.time.addClock(clock);
  const follow = { name: "Follow", timeSystem: TIME, clock: CLOCK, clockOffsets: { start: -60000, end: 2000 },
    presets: [[30, "30 s"], [120, "2 min"], [480, "whole landing"]].map(([s, label]) => ({ label, bounds: { start: -s * 1000, end: 2000 } })) };
  const whole = { name: "Fixed", timeSystem: TIME, bounds: { start: (track?.startT ?? 0) * 1000, end: Math.max((track?.endT ?? 0) * 1000, 450000) }, records: 10 };
  openmct.install(openmct.plugins.Conductor({ menuOptions: [follow, whole] }));
  station.addEventListener("clock", ({ detail }) => {
    replay.clock(detail.clock);
    if (detail.clock.t !== null) clock.tick(detail.clock.t * 1000);
  });
  // what is shown is void: bounds that change by themselves make every view ask anew
  station.addEventListener("reset", ({ detail }) => {
    clock.tick(detail.t * 1000);
    if (openmct.time.isRealTime()) openmct.time.setClockOffsets(openmct.time.getClockOffsets());
    openmct.objectViews.emit("clearData", undefined, true);
  });
}
