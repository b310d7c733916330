import { distance, element, number } from "./format.js";

const DEG = 180 / Math.PI;
const G0 = 9.80665;

/** Name, what makes its text of the values, and the channel whose limits colour it. */
const ROWS = [
  ["descent", (v) => `${number(-v["nav.vUpMps"], 1)} m/s`, "nav.vUpMps"],
  ["horizontal", (v) => `${number(Math.hypot(v["nav.vEastMps"], v["nav.vNorthMps"]), 1)} m/s`, "nav.vEastMps"],
  ["Mach", (v) => number(v["nav.mach"], 2), "nav.mach"],
  ["drag", (v) => `${number(v["nav.dragMps2"] / G0, 2)} g`, "nav.dragMps2"],
  ["pressure", (v) => `${number(v["nav.dynamicPressurePa"], 0)} Pa`, "nav.dynamicPressurePa"],
  ["path", (v) => `${number(v["nav.flightPathAngleRad"] * DEG, 1)}°`, "nav.flightPathAngleRad"],
  ["to target", (v) => distance(Math.hypot(v["nav.eastM"], v["nav.northM"])), "nav.eastM"],
  ["thrust", (v) => `${number(v["guidance.thrustCommandN"] / 1000, 1)} kN`, "guidance.thrustCommandN"],
  ["propellant", (v) => `${number(v["propulsion.propellantEstimateKg"], 0)} kg`, "propulsion.propellantEstimateKg"],
  ["attitude err", (v) => `${number(v["control.attitudeErrorRad"] * DEG, 2)}°`, "control.attitudeErrorRad"],
  ["σ height", (v) => distance(v["nav.sigmaUpM"]), "nav.sigmaUpM"],
  ["radar map", (v) => `${v["nav.radarLocked"] ? "lock" : "no"}, ${v["nav.mapRelative"] ? "fix" : "no"}`, "nav.radarLocked"],
];

/** What navigation and control say of the moment, coloured by the limits. */
export class Readings {
  #mission;
  #cells;

  constructor(list, mission) {
    this.#mission = mission;
    this.#cells = ROWS.map(([name, text, channel]) => {
      const value = element("dd", { textContent: "–" });
      value.dataset.channel = channel;
      list.append(element("div", {}, element("dt", { textContent: name, title: channel }), value));
      return { value, text, channel };
    });
  }

  redraw() {
    for (const { value, text, channel } of this.#cells) {
      const known = this.#mission.values[channel] !== undefined && this.#mission.values[channel] !== null;
      const words = known ? text(this.#mission.values) : "–";
      if (value.textContent !== words) value.textContent = words;
      value.className = this.#mission.states[channel] ?? "";
    }
  }
}
