import { author, setAuthor } from "./author.js";
import { element } from "./format.js";
import { fetchJson, postJson } from "./station.js";

const STAGES_SHOWN = 30;

/** Sends commands: at once, or armed and then fired where they are hazardous; shows how far each has come. */
export class Commands {
  root;
  available = false;
  #definitions = new Map();
  #commands = new Map();
  #choice = element("select");
  #form = element("div");
  #error = element("p", { className: "error" });
  #counters = element("p", { className: "muted" });
  #table = element("tbody");
  #armed = null;

  constructor() {
    const name = element("input", { type: "text", value: author(), title: "your name, recorded with every command" });
    name.addEventListener("change", () => setAuthor(name.value));
    this.#choice.addEventListener("change", () => this.#fill());
    this.root = element("section", { className: "sc sc-panel" }, element("h2", { textContent: "Commands" }),
      element("div", { className: "row" }, element("label", { textContent: "you are" }), name),
      element("div", { className: "row" }, this.#choice), this.#form, this.#error,
      element("h3", { textContent: "Sent" }), this.#counters,
      element("table", {}, element("thead", {}, element("tr", {}, ...["no.", "command", "by", "stage"].map((t) => element("th", { textContent: t })))), this.#table));
  }

  /** Where the station takes no commands (a replay, say) this says so. */
  async load() {
    try {
      const { commands } = await fetchJson("/api/commands/definitions");
      this.#definitions = new Map(commands.map((c) => [c.name, c]));
      this.#choice.replaceChildren(...commands.map((c) => new Option(`${c.name}${c.hazardous ? "  (hazardous)" : ""}`, c.name)));
      this.available = commands.length > 0;
      await this.refresh();
      this.#fill();
    } catch (error) {
      this.available = false;
      this.root.replaceChildren(element("h2", { textContent: "Commands" }),
        element("p", { className: "muted", textContent: error.status === 404 ? "No commands here: nothing flies at the other end." : error.message }));
    }
  }

  async refresh() {
    const { commands, ground, flight } = await fetchJson("/api/commands");
    this.#commands = new Map(commands.map((c) => [c.id, c]));
    const words = (counters) => Object.entries(counters ?? {}).map(([k, n]) => `${k} ${n}`).join(", ");
    this.#counters.textContent = `station: ${words(ground) || "–"}; vehicle: ${words(flight) || "–"}`;
    this.#draw();
  }

  take({ command }) {
    this.#commands.set(command.id, command);
    this.#draw();
  }

  #fill() {
    this.#disarm();
    const chosen = this.#definitions.get(this.#choice.value);
    if (!chosen) return;
    const fields = chosen.args.map((arg) => [arg, this.#field(arg)]);
    const comment = element("input", { type: "text", placeholder: "comment" });
    const read = () => ({ name: chosen.name, author: author(),
      args: Object.fromEntries(fields.map(([arg, field]) => [arg.name, arg.type === "number" ? Number(field.value) : field.value])) });
    const send = element("button", { type: "button", className: chosen.hazardous ? "danger fire" : "send", textContent: chosen.hazardous ? "fire" : "send" });
    send.addEventListener("click", () => this.#send({ ...read(), comment: comment.value.trim(), armId: this.#armed?.id ?? null }));
    const buttons = [send];
    if (chosen.hazardous) {
      const arm = element("button", { type: "button", className: "arm", textContent: "arm" });
      const left = element("span", { className: "number yellow" });
      arm.addEventListener("click", () => this.#arm(read(), send, left));
      buttons.unshift(arm);
      buttons.push(left);
    }
    this.#form.replaceChildren(element("p", { className: "muted", textContent: chosen.description }),
      ...fields.map(([arg, field]) => element("div", { className: "row" }, element("label", { textContent: `${arg.name}${arg.unit && arg.unit !== "1" ? ` (${arg.unit})` : ""}`, title: arg.description ?? "" }), field)),
      element("div", { className: "row" }, comment), element("div", { className: "row" }, ...buttons));
  }

  #field(arg) {
    if (arg.choices?.length > 0) return element("select", {}, ...arg.choices.map((c) => new Option(c)));
    const field = element("input", { type: arg.type === "number" ? "number" : "text" });
    if (arg.type === "number") {
      field.step = "any";
      if (arg.min !== null && arg.min !== undefined) field.min = arg.min;
      if (arg.max !== null && arg.max !== undefined) field.max = arg.max;
      field.value = arg.min ?? 0;
    }
    return field;
  }

  async #arm(request, fire, left) {
    this.#error.textContent = "";
    this.#disarm();
    try {
      const { armId, expiresUnixMs } = await postJson("/api/commands/arm", request);
      const tick = () => {
        const rest = (expiresUnixMs - Date.now()) / 1000;
        if (rest <= 0) this.#disarm();
        else left.textContent = `armed, ${rest.toFixed(0)} s`;
      };
      this.#armed = { id: armId, fire, left, timer: setInterval(tick, 250) };
      fire.classList.add("ready");
      tick();
    } catch (error) {
      this.#error.textContent = error.message;
    }
  }

  #disarm() {
    if (!this.#armed) return;
    clearInterval(this.#armed.timer);
    this.#armed.fire.classList.remove("ready");
    this.#armed.left.textContent = "";
    this.#armed = null;
  }

  async #send(request) {
    this.#error.textContent = "";
    this.#disarm();
    try {
      this.take({ command: await postJson("/api/commands", request) });
    } catch (error) {
      this.#error.textContent = error.message;
    }
    this.refresh().catch(() => {});
  }

  #draw() {
    const newest = [...this.#commands.values()].sort((a, b) => b.id - a.id).slice(0, STAGES_SHOWN);
    this.#table.replaceChildren(...newest.map((c) => {
      const last = c.stages?.at(-1);
      const args = Object.entries(c.args ?? {}).map(([k, v]) => `${k}=${v}`).join(" ");
      return element("tr", {}, element("td", { className: "number", textContent: c.counter ?? "–" }),
        element("td", { textContent: `${c.name} ${args}`, title: c.comment ?? "" }), element("td", { textContent: c.author }),
        element("td", { className: `stage-${c.stage}`, textContent: `${c.stage}${last?.text ? `: ${last.text}` : ""}` }));
    }));
  }
}
