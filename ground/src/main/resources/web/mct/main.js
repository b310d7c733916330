import { ReplayBar } from "../js/replay-bar.js";
import { Station, fetchJson } from "../js/station.js";
import { indicator } from "./indicator.js";
import { Objects } from "./objects.js";
import { Telemetry } from "./telemetry.js";
import { installTime } from "./time.js";
import { installViews } from "./views.js";

const RATE_HZ = 10;

/** Open MCT on the station: objects from the dictionary, telemetry from the API, time of the data. */
async function begin() {
  const openmct = window.openmct;
  if (!openmct) {
    document.getElementById("mct").innerHTML = "<p class='sc-missing'>This station was built without Open MCT (-DskipWeb).<br>"
      + "The <a href='../'>landing view</a> is there.</p>";
    return;
  }
  const track = new URLSearchParams(location.search).get("track");
  const [dictionary, status] = await Promise.all([fetchJson("/api/dictionary"), fetchJson("/api/status")]);
  const trackId = track ?? status.tracks[0]?.id ?? null;
  const station = new Station({ channels: [], rows: "latest", rateHz: RATE_HZ }, async () => {}, trackId);
  const replay = new ReplayBar(document.getElementById("replay"));
  await replay.load();

  openmct.setAssetPath("../openmct/");
  const p = openmct.plugins;
  for (const plugin of [p.LocalStorage(), p.MyItems(), p.Espresso(), p.DisplayLayout(), p.PlanLayout(), p.Timeline(), p.LADTable(), p.Filters(["table",
    "telemetry.plot.overlay"]), p.ClearData(["table", "telemetry.plot.overlay", "telemetry.plot.stacked", "skycrane.camera"]), p.Notebook(),
  p.Clock({ enableClockIndicator: false }), p.Hyperlink(), p.ObjectMigration()]) openmct.install(plugin);
  installTime(openmct, station, status, replay);
  const objects = new Objects(dictionary, status, trackId);
  objects.install(openmct);
  new Telemetry(dictionary, station, trackId).install(openmct);
  installViews(openmct, station, trackId);
  indicator(openmct, station, trackId);

  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches("input, select, textarea, [contenteditable=true]")) return;
    if (replay.key(e)) e.preventDefault();
  });
  if (!location.hash) location.hash = objects.homePath;
  openmct.on("start", () => station.open());
  openmct.start(document.getElementById("mct"));
}

begin();
