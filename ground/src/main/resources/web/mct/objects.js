import { phaseName } from "../js/format.js";
import { TIME, WALL_FORMAT } from "./time.js";

export const SPACE = "skycrane";
export const CHANNEL = "skycrane.channel";
export const CAMERA = "skycrane.camera";
export const EVENTS = "skycrane.events";
const TIME_FORMAT = "skycrane.entry";

const TIMES = [
  { key: TIME, source: TIME, name: "On-board", format: TIME_FORMAT, hints: { domain: 1 } },
  { key: "receipt", source: "receipt", name: "Receipt", format: WALL_FORMAT, hints: { domain: 2 } },
];

/** What the first display shows, and the tables. */
const PLOTS = [["Height and speed", ["nav.altitudeAglM", "nav.speedMps"]], ["Attitude", ["control.attitudeErrorRad", "nav.omegaBodyXRadps", "nav.omegaBodyYRadps",
  "nav.omegaBodyZRadps"]], ["Engines", [1, 2, 3, 4, 5, 6, 7, 8].map((k) => `propulsion.mle${k}Throttle`)], ["Position uncertainty", ["nav.sigmaEastM", "nav.sigmaNorthM",
  "nav.sigmaUpM"]]];
const TABLES = [["Descent", ["executive.phase", "nav.altitudeAglM", "nav.speedMps", "nav.vUpMps", "nav.mach", "nav.dragMps2", "nav.dynamicPressurePa", "nav.flightPathAngleRad",
  "guidance.thrustCommandN", "propulsion.propellantEstimateKg", "nav.radarLocked", "nav.mapRelative"]], ["Vision", ["trn.mode", "trn.requestCount", "trn.fixCount",
  "trn.noFixCount", "trn.landmarks", "trn.inliers", "trn.residualPx", "trn.peakRatio", "trn.deadlineMissCount"]]];

const id = (key) => ({ namespace: SPACE, key });

/** The object tree: displays, cameras, events, and every channel of the dictionary by its group. */
export class Objects {
  homePath = `/browse/${SPACE}:root/${SPACE}:overview?hideInspector=true`;
  #objects = new Map();
  #names;

  constructor(dictionary, status) {
    this.#names = new Set(dictionary.channels.map((c) => c.name));
    const groups = new Map();
    for (const channel of dictionary.channels) {
      this.#channel(channel);
      if (!groups.has(channel.group)) groups.set(channel.group, []);
      groups.get(channel.group).push(`tm.${channel.name}`);
    }
    for (const [group, members] of groups) this.#folder(`group.${group}`, group, "channels", members);
    for (const camera of dictionary.cameras) this.#camera(camera);
    this.#folder("channels", "Channels", "root", [...groups.keys()].map((g) => `group.${g}`));
    this.#folder("cameras", "Cameras", "root", dictionary.cameras.map((c) => `img.${c.name}`));
    this.#events();
    const plots = PLOTS.map(([name, channels], k) => this.#plot(`plot.${k}`, name, channels));
    const tables = TABLES.map(([name, channels], k) => this.#table(`lad.${k}`, name, channels));
    this.#folder("displays", "Plots and tables", "root", [...plots, ...tables]);
    this.#own("timeline", "Event timeline", "skycrane.timeline", "icon-timeline");
    this.#own("alarms", "Alarms", "skycrane.alarms", "icon-bell");
    this.#own("commands", "Commands", "skycrane.commands", "icon-terminal");
    this.#put("strip", { name: "Time strip", type: "time-strip", location: "root", composition: ["tm.nav.altitudeAglM", "tm.nav.speedMps", "tm.guidance.thrustCommandN", "img.LCAM",
      "img.RDC"].filter((key) => this.#objects.has(key)).map(id), configuration: { useIndependentTime: false } });
    this.#overview(plots, tables);
    this.#folder("root", `${status.vehicle}`, "ROOT", ["overview", "timeline", "strip", "alarms", "commands", "events", "cameras", "displays", "channels"]);
  }

  install(openmct) {
    openmct.objects.addRoot(id("root"), openmct.priority.HIGH);
    openmct.objects.addProvider(SPACE, { get: async (identifier) => this.#objects.get(identifier.key) ?? undefined, supportsMutation: () => false });
    const type = (key, name, cssClass, description) => openmct.types.addType(key, { name, cssClass, description, creatable: false });
    type(CHANNEL, "Channel", "icon-telemetry", "A channel of the flight software's dictionary");
    type(CAMERA, "Camera", "icon-image", "Pictures as telemetry");
    type(EVENTS, "Events", "icon-tabular-scrolling", "What flight software and station say happened");
    type("skycrane.timeline", "Event timeline", "icon-timeline", "Phases and events over time");
    type("skycrane.alarms", "Alarms", "icon-bell", "Alarms of the station: acknowledge, shelve");
    type("skycrane.commands", "Commands", "icon-terminal", "Commands to the vehicle: arm, fire");
  }

  #put(key, object) {
    this.#objects.set(key, { identifier: id(key), ...object, location: object.location === "ROOT" ? "ROOT" : `${SPACE}:${object.location}` });
    return key;
  }

  #folder(key, name, location, members) {
    return this.#put(key, { name, type: "folder", location, composition: members.map(id) });
  }

  #own(key, name, type) {
    return this.#put(key, { name, type, location: "root" });
  }

  #channel(c) {
    const value = { key: "value", source: "value", name: c.field, unit: c.unit === "1" ? "" : c.unit, hints: { range: 1 } };
    if (c.kind === "state") {
      value.format = "enum";
      value.enumerations = c.states.map((s) => ({ value: s.value, string: phaseName(s.name) }));
    } else if (c.kind === "integer") {
      value.format = "integer";
    } else {
      value.format = "float";
      value.formatString = "%0.4f";
    }
    this.#put(`tm.${c.name}`, { name: c.name, type: CHANNEL, location: `group.${c.group}`, notes: c.description, channel: c.name, telemetry: { values: [value, ...TIMES] } });
  }

  #camera(camera) {
    this.#put(`img.${camera.name}`, { name: `${camera.name.replace("_", "-")}`, notes: camera.description, type: CAMERA, location: "cameras", camera: camera.name,
      configuration: { layers: [] },
      telemetry: { values: [...TIMES, { key: "name", name: "Name", source: "name" }, { key: "url", source: "url", name: "Picture", format: "image", hints: { image: 1 } },
        { key: "thumbnail-url", source: "thumb", name: "Thumbnail", format: "skycrane.thumb", hints: { thumbnail: 1 } },
        { key: "imageDownloadName", source: "file", name: "File", format: "imageDownloadName", hints: { imageDownloadName: 1 } }] } });
  }

  #events() {
    const text = (key, name) => ({ key, source: key, name, format: "string" });
    this.#put("events", { name: "Events", type: EVENTS, location: "root", telemetry: { values: [...TIMES, text("severity", "Severity"), text("event", "Event"), text("text",
      "Text")] } });
  }

  #known(channels) {
    return channels.filter((name) => this.#names.has(name)).map((name) => id(`tm.${name}`));
  }

  #plot(key, name, channels) {
    const composition = this.#known(channels);
    const stacked = key === "plot.0";
    return this.#put(key, { name, type: stacked ? "telemetry.plot.stacked" : "telemetry.plot.overlay", location: "displays", composition,
      configuration: { series: composition.map((identifier) => ({ identifier })), yAxis: {}, xAxis: {}, objectStyles: {} } });
  }

  #table(key, name, channels) {
    return this.#put(key, { name, type: "LadTable", location: "displays", composition: this.#known(channels), configuration: { hiddenColumns: { timestamp: key === "lad.0", type: true, WARNING: true, CRITICAL: true }, isFixedLayout: false,
      objectStyles: {} } });
  }

  #overview([heights], [descent]) {
    const frame = (key, size) => ({ id: `frame-${key}`, domainObjectIdentifier: id(key), size, noFrame: false });
    const containers = [{ id: "left", size: 42, frames: [frame(heights, 62), frame("timeline", 38)] },
      { id: "middle", size: 29, frames: [frame("img.LCAM", 55), frame("img.RDC", 45)] }, { id: "right", size: 29, frames: [frame(descent, 55), frame("alarms", 45)] }];
    const members = containers.flatMap((c) => c.frames.map((f) => f.domainObjectIdentifier)).filter(({ key }) => this.#objects.has(key));
    for (const container of containers) container.frames = container.frames.filter((f) => this.#objects.has(f.domainObjectIdentifier.key));
    this.#put("overview", { name: "Overview", type: "flexible-layout", location: "root", composition: members, configuration: { containers, rowsLayout: false } });
  }
}
