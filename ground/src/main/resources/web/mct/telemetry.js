import { fetchJson } from "../js/station.js";
import { CAMERA, CHANNEL, EVENTS } from "./objects.js";
import { TIME } from "./time.js";

const MAX_ROWS = 20000;
const MAX_PICTURES = 1000;

/** Telemetry, pictures and events of the station as Open MCT asks for them, with limits. */
export class Telemetry {
  #station;
  #track;
  #limits;
  #listeners = new Map();

  constructor(dictionary, station, track) {
    this.#station = station;
    this.#track = track;
    this.#limits = new Map(dictionary.channels.filter((c) => c.limits).map((c) => [c.name, c.limits]));
    station.addEventListener("telemetry", ({ detail }) => this.#rows(detail));
    station.addEventListener("image", ({ detail }) => { if (detail.image.complete) this.#tell(`img.${detail.image.camera}`, this.#picture(detail.image)); });
    station.addEventListener("event", ({ detail }) => {
      if (detail.event.severity !== "DEBUG") this.#tell("events", this.#event(detail.event));
    });
  }

  install(openmct) {
    openmct.telemetry.addFormat({ key: "skycrane.thumb", format: (datum) => (typeof datum === "string" ? datum : datum?.thumb), parse: (datum) => datum, validate: () => true });
    const ours = [CHANNEL, CAMERA, EVENTS];
    openmct.telemetry.addProvider({
      supportsRequest: (object) => ours.includes(object.type),
      request: (object, options) => this.#request(object, options),
      supportsSubscribe: (object) => ours.includes(object.type),
      subscribe: (object, callback) => this.#subscribe(object, callback),
      supportsLimits: (object) => object.type === CHANNEL && this.#limits.has(object.channel),
      getLimitEvaluator: (object) => ({ evaluate: (datum, value) => (value?.key === "value" ? this.#judge(object.channel, datum.value) : undefined) }),
      getLimits: (object) => ({ limits: async () => this.#lines(object.channel) }),
    });
  }

  #path(path, options, more = {}) {
    const query = new URLSearchParams(more);
    if (this.#track) query.set("track", this.#track);
    if (Number.isFinite(options.start)) query.set("from", options.start / 1000);
    if (Number.isFinite(options.end)) query.set("to", options.end / 1000);
    return `/api/${path}?${query}`;
  }

  async #request(object, options) {
    if (object.type === CAMERA) return this.#pictures(object.camera, options);
    if (object.type === EVENTS) return this.#events(options);
    return options.strategy === "minmax" && options.size > 0 ? this.#buckets(object.channel, options) : this.#history(object.channel, options);
  }

  async #history(channel, options) {
    const latest = options.strategy === "latest" || options.size === 1;
    // the newest value whatever the window: a table shows what is, not what was in the last minute
    const { points } = await fetchJson(this.#path(`history/${encodeURIComponent(channel)}`, latest ? {} : options, { order: "desc", limit: latest ? 1 : MAX_ROWS }));
    return points.filter((point) => point[2] !== null).map(([t, receipt, value]) => ({ id: channel, [TIME]: t * 1000, receipt, value }));
  }

  /** Two points for each bucket, so that no extreme is lost. */
  async #buckets(channel, options) {
    const { buckets } = await fetchJson(this.#path(`buckets/${encodeURIComponent(channel)}`, options, { buckets: Math.ceil(options.size) }));
    return buckets.flatMap(([startT, endT, count, min, max, last]) => (count === 1 || min === max
      ? [{ id: channel, [TIME]: startT * 1000, value: last }]
      : [{ id: channel, [TIME]: startT * 1000, value: last === max ? min : max }, { id: channel, [TIME]: endT * 1000, value: last === max ? max : min }]));
  }

  async #pictures(camera, options) {
    const latest = options.strategy === "latest" || options.size === 1;
    const { images } = await fetchJson(this.#path(`images/${camera}`, options, { order: "desc", limit: latest ? 1 : MAX_PICTURES }));
    return images.filter((image) => image.complete).map((image) => this.#picture(image));
  }

  async #events(options) {
    const { events } = await fetchJson(this.#path("events", options, { severity: "ACTIVITY_LO", order: "desc", limit: 1000 }));
    return events.map((event) => this.#event(event));
  }

  #picture(image) {
    return { id: image.camera, [TIME]: image.exposureT * 1000, receipt: image.receivedMs, name: `${image.camera} ${image.image}`, url: image.url, thumb: image.thumbUrl,
      file: `${image.camera}-${String(image.image).padStart(4, "0")}` };
  }

  #event(event) {
    return { id: "events", [TIME]: event.t * 1000, receipt: event.receivedMs, severity: event.severity, event: event.name, text: event.text };
  }

  #key(object) {
    return object.type === CHANNEL ? object.channel : object.type === CAMERA ? `img.${object.camera}` : "events";
  }

  #subscribe(object, callback) {
    const key = this.#key(object);
    if (!this.#listeners.has(key)) {
      this.#listeners.set(key, new Set());
      if (object.type === CHANNEL) this.#station.subscribe([key]);
    }
    const listeners = this.#listeners.get(key);
    listeners.add(callback);
    return () => {
      listeners.delete(callback);
      if (listeners.size > 0 || this.#listeners.get(key) !== listeners) return;
      this.#listeners.delete(key);
      if (object.type === CHANNEL) this.#station.unsubscribe([key]);
    };
  }

  #rows({ t, receivedMs, values }) {
    for (const [channel, column] of Object.entries(values)) {
      column.forEach((value, i) => {
        if (value !== null) this.#tell(channel, { id: channel, [TIME]: t[i] * 1000, receipt: receivedMs[i], value });
      });
    }
  }

  #tell(key, datum) {
    for (const listener of this.#listeners.get(key) ?? []) listener(datum);
  }

  #judge(channel, value) {
    const limits = this.#limits.get(channel);
    if (!limits || typeof value !== "number") return undefined;
    const verdict = (colour, side, bound) => ({ cssClass: `is-limit--${colour} is-limit--${side}`, name: `${colour} ${side === "upr" ? "high" : "low"}`, low: side === "upr" ? bound
      : -Infinity, high: side === "upr" ? Infinity : bound });
    const above = (bound) => bound !== null && bound !== undefined && value >= bound;
    const below = (bound) => bound !== null && bound !== undefined && value <= bound;
    if (above(limits.redHigh)) return verdict("red", "upr", limits.redHigh);
    if (below(limits.redLow)) return verdict("red", "lwr", limits.redLow);
    if (above(limits.yellowHigh)) return verdict("yellow", "upr", limits.yellowHigh);
    if (below(limits.yellowLow)) return verdict("yellow", "lwr", limits.yellowLow);
    return undefined;
  }

  /** Limit lines of a plot. */
  #lines(channel) {
    const limits = this.#limits.get(channel);
    // tables want both sides of a level; an open one is at infinity, which plots draw nowhere
    const level = (low, high, color) => (low === null && high === null ? {} : { low: { color, value: low ?? -Infinity }, high: { color, value: high ?? Infinity } });
    const levels = { WARNING: level(limits.yellowLow, limits.yellowHigh, "yellow"), CRITICAL: level(limits.redLow, limits.redHigh, "red") };
    return Object.fromEntries(Object.entries(levels).filter(([, bounds]) => bounds.low !== undefined));
  }
}
