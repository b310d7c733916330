import { Alarms } from "../js/alarms.js";
import { element } from "../js/format.js";

/** State of the station, open alarms and the way to the landing view, in Open MCT's head. */
export function indicator(openmct, station, track) {
  const state = element("span", { className: "chip", textContent: "–" });
  const count = element("b", { className: "badge", hidden: true });
  const box = element("div", { className: "sc sc-indicator" }, element("a", { href: "../", textContent: "landing view" }), state, count);
  const alarms = new Alarms();
  alarms.addEventListener("change", () => {
    count.hidden = alarms.open.length === 0;
    count.textContent = `${alarms.open.length} alarm${alarms.open.length === 1 ? "" : "s"}`;
    count.className = `badge ${alarms.open.some((a) => a.severity === "red") ? "red" : ""}`;
  });
  const show = (name) => { state.textContent = name; state.className = `chip ${name}`; };
  station.addEventListener("clock", ({ detail }) => show(detail.clock.state));
  station.addEventListener("hello", ({ detail }) => { show(detail.status.clock.state); alarms.load(track).catch(() => {}); });
  station.addEventListener("alarm", ({ detail }) => alarms.take(detail));
  station.addEventListener("reset", () => alarms.load(track).catch(() => {}));
  station.addEventListener("connection", ({ detail: up }) => { if (!up) show("offline"); });
  openmct.indicators.add({ key: "skycrane-state", element: box, priority: openmct.priority.HIGH });
}
