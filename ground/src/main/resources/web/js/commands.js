import { author, setAuthor } from "./author.js";
import { element } from "./format.js";
import { fetchJson, postJson } from "./station.js";

const SHOWN = 30;
/** The station's own limit from arming to firing. */
const ARMED_MS = 30000;
/** In the order in which a command comes through them; every other stage is an end. */
const STAGES = ["QUEUED", "RELEASED", "ACCEPTED"];
const GOOD = new Set(["queued", "released", "received", "accepted", "executed", "lastCounter"]);

/** Sends commands: at once, or armed and then fired where they are hazardous; shows how far each has come. */
export class Commands {
  root;
  #definitions = new Map();
  #commands = new Map();
  #choice = element("select");
  #form = element("div");
  #error = element("p", { className: "error" });
  #counters = element("div");
  #table = element("tbody");
  #fire = null;
  #left = element("span", { className: "number yellow" });
  /** {id, code, target, value, untilMs} of the last arming. */
  #armed = null;
  #timer = null;

  constructor() {
    const name = element("input", { type: "text", value: author(), title: "your name, recorded with every command" });
    name.addEventListener("change", () => setAuthor(name.value));
    this.#choice.addEventListener("change", () => this.#fill());
    const head = ["no.", "command", "by", "stage"].map((text) => element("th", { textContent: text }));
    this.root = element("section", { className: "sc sc-panel" }, element("h2", { textContent: "Commands" }),
      element("div", { className: "row" }, element("label", { textContent: "you are" }), name), element("div", { className: "row" }, this.#choice), this.#form,
      this.#error, element("h3", { textContent: "Sent" }), element("table", {}, element("thead", {}, element("tr", {}, ...head)), this.#table), this.#counters);
  }

  /** Where the station takes no commands (a replay, say) this says so. */
  async load() {
    try {
      const { enabled, commands } = await fetchJson("/api/commands/definitions");
      if (!enabled) {
        this.#sayInstead("This station cannot send commands: it has no command key, or it replays.");
        return;
      }
      this.#definitions = new Map(commands.map((c) => [c.code, c]));
      this.#choice.replaceChildren(...commands.map((c) => new Option(`${c.code}${c.hazard === "always" ? "  (hazardous)" : ""}`, c.code)));
      await this.refresh();
      this.#fill();
    } catch (error) {
      this.#sayInstead(error.message);
    }
  }

  #sayInstead(text) {
    this.root.replaceChildren(element("h2", { textContent: "Commands" }), element("p", { className: "muted", textContent: text }));
  }

  async refresh() {
    const { commands, ground, flight } = await fetchJson("/api/commands");
    this.#commands = new Map(commands.map((c) => [c.id, this.#later(c)]));
    this.#counters.replaceChildren(...this.#counts("station", ground), ...this.#counts("vehicle", flight));
    this.#draw();
  }

  /** Counters of one side; those of nothing good stand out once they are not zero. */
  #counts(side, counters) {
    const cells = Object.entries(counters ?? {}).map(([name, n]) => element("div", { className: n > 0 && !GOOD.has(name) ? "yellow" : n > 0 ? "" : "muted" },
      element("dt", { textContent: name.replace(/[A-Z]/g, (big) => ` ${big.toLowerCase()}`) }), element("dd", { className: "number", textContent: n })));
    return cells.length > 0 ? [element("h3", { textContent: `Counted by the ${side}` }), element("dl", { className: "counters" }, ...cells)] : [];
  }

  /** What was asked for may be older than what the live stream has told meanwhile. */
  #later(command) {
    const rank = (c) => (STAGES.includes(c.stage) ? STAGES.indexOf(c.stage) : STAGES.length);
    const known = this.#commands.get(command.id);
    return known?.queuedMs === command.queuedMs && rank(known) > rank(command) ? known : command;
  }

  take({ command }) {
    this.#commands.set(command.id, this.#later(command));
    if (this.#armed?.id === command.id) this.#judgeArming(command);
    this.#draw();
  }

  #fill() {
    this.#disarm();
    const chosen = this.#definitions.get(this.#choice.value);
    if (!chosen) return;
    const target = chosen.target ? element("input", { type: "text", className: "target", placeholder: chosen.target }) : null;
    const value = chosen.value ? element("input", { type: "number", step: "any", value: 1, className: "value" }) : null;
    const read = () => ({ author: author(), code: chosen.code, target: target?.value.trim() ?? "", value: value ? Number(value.value) : 0 });
    const row = (...children) => element("div", { className: "row" }, ...children);
    const rows = [element("p", { className: "muted", textContent: chosen.description })];
    if (target) rows.push(row(element("label", { textContent: "target" }), target));
    if (value) rows.push(row(element("label", { textContent: "value" }), value, element("span", { className: "muted", textContent: chosen.value })));
    const button = (text, className, step) => {
      const made = element("button", { type: "button", textContent: text, className });
      made.addEventListener("click", () => this.#send({ ...read(), step }));
      return made;
    };
    this.#fire = button("fire", "danger fire", "FIRE");
    const twoSteps = row(button("arm", "arm", "ARM"), this.#fire, this.#left);
    const oneStep = row(button("send", "send", "DIRECT"));
    const judge = () => {
      this.#disarm();
      const hazardous = chosen.hazard === "always" || (chosen.hazard === "when_zero" && Number(value?.value) === 0);
      twoSteps.hidden = !hazardous;
      oneStep.hidden = hazardous;
    };
    // what is armed is this action with this target and value
    for (const field of [target, value]) field?.addEventListener("input", judge);
    this.#form.replaceChildren(...rows, twoSteps, oneStep);
    judge();
  }

  async #send(request) {
    this.#error.textContent = "";
    this.#disarm();
    try {
      const command = await postJson("/api/commands", request);
      if (request.step === "ARM") this.#armed = { id: command.id, untilMs: Date.now() + ARMED_MS };
      this.take({ command: this.#commands.get(command.id) ?? command });
    } catch (error) {
      this.#error.textContent = error.message;
    }
    this.refresh().catch(() => {});
  }

  /** The vehicle has armed, or not. */
  #judgeArming(command) {
    if (command.stage !== "EXECUTED" || this.#timer) return;
    this.#fire?.classList.add("ready");
    const tick = () => {
      const rest = (this.#armed.untilMs - Date.now()) / 1000;
      if (rest <= 0) this.#disarm();
      else this.#left.textContent = `armed, ${rest.toFixed(0)} s`;
    };
    this.#timer = setInterval(tick, 250);
    tick();
  }

  #disarm() {
    clearInterval(this.#timer);
    this.#timer = null;
    this.#armed = null;
    this.#fire?.classList.remove("ready");
    this.#left.textContent = "";
  }

  #draw() {
    const newest = [...this.#commands.values()].sort((a, b) => b.id - a.id).slice(0, SHOWN);
    this.#table.replaceChildren(...newest.map((c) => {
      const what = [c.step === "DIRECT" ? null : c.step.toLowerCase(), c.code, c.target, c.value || null].filter((word) => word).join(" ");
      return element("tr", {}, element("td", { className: "number", textContent: c.counter > 0 ? c.counter : "–" }), element("td", { textContent: what }),
        element("td", { textContent: c.author }),
        element("td", { className: `stage-${c.stage.toLowerCase()}`, textContent: `${c.stage.toLowerCase()}${c.reason ? `: ${c.reason}` : ""}` }));
    }));
  }
}
