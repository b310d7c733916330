import { element } from "./format.js";
import { Mission, TRACK } from "./mission.js";
import { Station } from "./station.js";

/** Lines of the other recordings; away from the colours of phases, limits and of what was flown. */
const COLOURS = ["#ff7ac8", "#b79bff", "#ffd166", "#7ef0d4"];
const RATE_HZ = 5;

/** Name of a track for people. */
export function trackName({ name, scenario, seed }) {
  if (!scenario) return name;
  return seed === null || seed === undefined ? scenario : `${scenario} seed ${seed}`;
}

/** The other recordings on the timeline, followed as the one shown is, to be drawn beside it. Events: "change". */
export class Companions extends EventTarget {
  /** [{id, name, colour, mission}, ...] */
  all = [];
  #phaseNames;
  #legend;

  /** @param legend gets a key of colours, which also lead to the page of each recording */
  constructor(phaseNames, legend) {
    super();
    this.#phaseNames = phaseNames;
    this.#legend = legend;
  }

  /** @param tracks of the station's status @param shownId the one the page is about */
  follow(tracks, shownId) {
    const ids = tracks.map((t) => t.id).filter((id) => id !== shownId);
    if (ids.join() === this.all.map((c) => c.id).join()) return;
    this.all = tracks.filter((t) => t.id !== shownId).map((t, i) => this.#open(t, COLOURS[i % COLOURS.length]));
    this.#showKey(tracks.find((t) => t.id === shownId));
    document.body.dataset.companions = String(this.all.length);
  }

  #open(track, colour) {
    const mission = new Mission();
    mission.phaseNames = this.#phaseNames;
    const station = new Station({ channels: [...TRACK, "executive.phase", "nav.vEastMps", "nav.vNorthMps"], rows: "latest", rateHz: RATE_HZ },
      (fromT, id) => mission.load(fromT, id), track.id);
    station.addEventListener("telemetry", ({ detail }) => mission.telemetry(detail));
    station.addEventListener("event", ({ detail }) => mission.event(detail));
    mission.addEventListener("change", () => this.dispatchEvent(new Event("change")));
    station.open();
    return { id: track.id, name: this.#name(track), colour, mission };
  }

  /** The file, and what was flown. */
  #name(track) {
    return `${track.name}, ${trackName(track)}`;
  }

  #showKey(shown) {
    const line = (colour) => {
      const key = element("i", { className: "key" });
      key.style.borderTopColor = colour;
      return key;
    };
    const others = this.all.map((c) => element("a", { href: `?track=${encodeURIComponent(c.id)}`, title: "show this one with its pictures" }, line(c.colour),
      `${c.id}: ${c.name}`));
    this.#legend.hidden = this.all.length === 0;
    this.#legend.replaceChildren(element("span", {}, line("#57c3ea"), `${shown?.id}: ${shown ? this.#name(shown) : ""}`), ...others);
  }
}
