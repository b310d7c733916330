import { Alarms } from "./alarms.js";
import { CallOuts } from "./call-outs.js";
import { CameraWall } from "./camera-wall.js";
import { Commands } from "./commands.js";
import { Companions, trackName } from "./companions.js";
import { element, height, phaseName, show, speed } from "./format.js";
import { LanderVision } from "./lander-vision.js";
import { LinkPanel } from "./link-panel.js";
import { CHANNELS, Mission } from "./mission.js";
import { PhaseLine } from "./phase-line.js";
import { ProfileChart } from "./profile-chart.js";
import { Readings } from "./readings.js";
import { ReplayBar } from "./replay-bar.js";
import { SiteMap } from "./site-map.js";
import { Station, fetchJson } from "./station.js";
import { TrajectoryView } from "./trajectory-view.js";

const RATE_HZ = 10;
const KEYS = [["space", "play or pause the replay"], ["← →", "one tick back, on"], [", .", "one picture back, on"], ["shift ← →", "10 s back, on"],
  ["[ ]", "slower, faster"], ["l", "loop"], ["1 … 7", "one camera alone: parachute A B C, stage, rover up, rover down, lander vision"], ["0", "four cameras"],
  ["h", "hazards on the map"], ["f", "map follows the vehicle"], ["o", "turn the trajectory"], ["s", "speak the call-outs"], ["a", "alarms"], ["c", "commands"], ["k", "link and clocks"],
  ["w", "whole screen"], ["?", "this list"]];

const id = (name) => document.getElementById(name);
const track = new URLSearchParams(location.search).get("track");

/** For consoles and tests: import("/js/landing.js"). */
export const mission = new Mission();
const replay = new ReplayBar(id("replay"));
/** Other recordings on the same timeline. */
export const companions = new Companions(mission.phaseNames, id("tracks"));
export const map = new SiteMap(id("map"), mission, companions);
const vision = new LanderVision(id("lcam"), id("lcam-note"), mission, (landmarks) => { map.landmarks = landmarks; });
const chart = new ProfileChart(id("chart"), mission, companions);
const orbit = new TrajectoryView(id("orbit-ground"), id("orbit"), mission, companions);
const phases = new PhaseLine(id("phases"), mission, (toT) => replay.seek(toT));
const cameras = new CameraWall(id("quad"), id("quad-note"), mission);
const readings = new Readings(id("readings"), mission);
const callOuts = new CallOuts(id("callout"), id("callouts"), mission);
const alarms = new Alarms();
const commands = new Commands();
const link = new LinkPanel();

const station = new Station({ channels: CHANNELS, rows: "latest", rateHz: RATE_HZ }, async (fromT, trackId) => {
  await mission.load(fromT, trackId);
  await alarms.load(trackId);
}, track);

function redraw() {
  const v = mission.values;
  id("time").textContent = mission.nowT === null ? "E+ –" : `E+${mission.nowT.toFixed(1)}`;
  // from the flyaway on, navigation is the descent stage's; the page stays with the rover
  const landed = mission.landedAt >= 0;
  show(id("altitude"), landed ? ["surface", ""] : height(v["nav.altitudeAglM"]));
  show(id("speed"), landed ? ["landed", ""] : speed(v["nav.speedMps"]));
  id("phase").textContent = mission.phaseName(v["executive.phase"]) ?? "–";
  id("state-name").textContent = landed ? "State of the descent stage" : "State";
  readings.redraw();
  map.redraw();
  chart.redraw();
  orbit.redraw();
  phases.range = replay.range;
  phases.redraw();
}

let asked = false;
for (const source of [mission, companions]) {
  source.addEventListener("change", () => {
    if (asked) return;
    asked = true;
    requestAnimationFrame(() => { asked = false; redraw(); });
  });
}

function showClock(clock) {
  id("state").textContent = clock.state;
  id("state").className = `chip ${clock.state}`;
  phases.clockT = clock.mode === "replay" ? clock.t : null;
  replay.clock(clock);
  phases.redraw();
}

function listen() {
  station.addEventListener("hello", ({ detail }) => {
    const status = detail.status;
    const shown = status.tracks.find((t) => t.id === track) ?? status.tracks[0];
    id("run").textContent = shown ? `${status.vehicle}, ${trackName(shown)}` : status.vehicle;
    companions.follow(status.tracks, shown?.id);
    link.of(shown?.id);
    showClock(status.clock);
  });
  station.addEventListener("telemetry", ({ detail }) => mission.telemetry(detail));
  station.addEventListener("event", ({ detail }) => mission.event(detail));
  station.addEventListener("callOut", ({ detail }) => mission.callOut(detail));
  station.addEventListener("image", ({ detail }) => mission.picture(detail));
  station.addEventListener("matches", ({ detail }) => vision.take(detail));
  station.addEventListener("alarm", ({ detail }) => alarms.take(detail));
  station.addEventListener("command", ({ detail }) => commands.take(detail));
  station.addEventListener("clock", ({ detail }) => showClock(detail.clock));
  station.addEventListener("ready", () => { document.body.dataset.ready = "true"; });
  station.addEventListener("connection", ({ detail: up }) => { if (!up) showClock({ state: "offline" }); });
  station.addEventListener("error", ({ detail }) => { id("callout").textContent = detail.message; });
}

function countAlarms() {
  const open = alarms.open;
  const badge = id("alarm-count");
  badge.hidden = open.length === 0;
  badge.textContent = open.length;
  badge.className = `badge ${open.some((a) => a.severity === "red") ? "red" : ""}`;
}

function drawer(content) {
  const panel = id("drawer");
  const again = panel.contains(content) && !panel.hidden;
  panel.hidden = again;
  if (again) return;
  const close = element("button", { type: "button", className: "close", textContent: "close" });
  close.addEventListener("click", () => { panel.hidden = true; });
  panel.replaceChildren(content, close);
}

function showLink() {
  link.refresh();
  drawer(link.root);
}

function press(button, pressed) {
  id(button).setAttribute("aria-pressed", String(pressed));
}

function toggleHazard() {
  map.hazardShown = !map.hazardShown;
  press("map-hazard", map.hazardShown);
  map.redraw();
}

function toggleFollow() {
  map.follow = !map.follow;
  press("map-follow", map.follow);
  map.redraw();
}

function toggleTurn() {
  orbit.turn();
  press("orbit-turn", orbit.turning);
}

function toggleSpeech() {
  press("speech-button", callOuts.toggleSpeech());
  id("speech-button").textContent = callOuts.speaking ? "speech on" : "speech off";
}

function help() {
  id("help").replaceChildren(element("h2", { textContent: "Keys" }), element("table", {}, ...KEYS.map(([key, does]) => element("tr", {},
    element("td", {}, ...key.split(" ").map((k) => element("kbd", { textContent: k }))), element("td", { textContent: does })))));
  if (id("help").open) id("help").close(); else id("help").showModal();
}

function wholeScreen() {
  if (document.fullscreenElement) document.exitFullscreen(); else document.documentElement.requestFullscreen();
}

function keys() {
  const plain = { h: toggleHazard, f: toggleFollow, o: toggleTurn, s: toggleSpeech, a: () => drawer(alarms.root),
    c: () => drawer(commands.root), k: showLink, w: wholeScreen, "?": help };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches("input[type=text], input[type=number], select, textarea")) return;
    if (replay.key(e)) {
      // done
    } else if (e.key >= "0" && e.key <= "7") {
      cameras.chooseNumber(Number(e.key));
    } else if (e.key === "Escape") {
      id("drawer").hidden = true;
      return;
    } else if (plain[e.key]) {
      plain[e.key]();
    } else {
      return;
    }
    e.preventDefault();
  });
}

function buttons() {
  id("alarms-button").addEventListener("click", () => drawer(alarms.root));
  id("commands-button").addEventListener("click", () => drawer(commands.root));
  id("link-button").addEventListener("click", showLink);
  id("speech-button").addEventListener("click", toggleSpeech);
  id("help-button").addEventListener("click", help);
  id("map-hazard").addEventListener("click", toggleHazard);
  id("map-follow").addEventListener("click", toggleFollow);
  id("orbit-turn").addEventListener("click", toggleTurn);
  id("speech-button").hidden = !callOuts.canSpeak;
  map.onFollow = (on) => press("map-follow", on);
  alarms.addEventListener("change", countAlarms);
}

async function begin() {
  listen();
  buttons();
  keys();
  const dictionary = await fetchJson("/api/dictionary");
  for (const { value, name } of dictionary.channels.find((c) => c.name === "executive.phase").states) mission.phaseNames[value] = phaseName(name);
  await replay.load();
  station.open();
  commands.load();
  const site = await map.load();
  id("map-note").textContent = site ? site.name : "no map at this station";
  if (site) await orbit.load(site, map.appearance);
}

begin().catch((error) => { id("callout").textContent = error.message; });
