import { Alarms } from "../js/alarms.js";
import { Commands } from "../js/commands.js";
import { EventTimeline } from "./event-timeline.js";

/** A view of one object type that mounts what `make` gives: {element, destroy()}. */
function view(openmct, type, name, cssClass, make) {
  openmct.objectViews.addProvider({
    key: `${type}.view`, name, cssClass,
    canView: (object) => object.type === type,
    view: () => {
      let made = null;
      return {
        show(element) {
          const box = document.createElement("div");
          box.className = "sc-view";
          element.append(box);
          made = make(box);
        },
        destroy() {
          made?.destroy?.();
        },
      };
    },
    priority: () => 100,
  });
}

export function installViews(openmct, station, track) {
  view(openmct, "skycrane.alarms", "Alarms", "icon-bell", (box) => {
    const alarms = new Alarms();
    const take = ({ detail }) => alarms.take(detail);
    const load = () => alarms.load(track);
    station.addEventListener("alarm", take);
    station.addEventListener("reset", load);
    box.append(alarms.root);
    load();
    return { destroy: () => { station.removeEventListener("alarm", take); station.removeEventListener("reset", load); } };
  });
  view(openmct, "skycrane.commands", "Commands", "icon-terminal", (box) => {
    const commands = new Commands();
    const take = ({ detail }) => commands.take(detail);
    station.addEventListener("command", take);
    box.append(commands.root);
    commands.load();
    return { destroy: () => station.removeEventListener("command", take) };
  });
  view(openmct, "skycrane.timeline", "Event timeline", "icon-timeline", (box) => new EventTimeline(box, openmct, station, track));
}
