import { author, setAuthor } from "./author.js";
import { element, seconds } from "./format.js";
import { fetchJson, postJson } from "./station.js";

const SHELVE_S = [[60, "1 min"], [600, "10 min"], [3600, "1 h"]];
const RANK = { red: 0, yellow: 1 };

/** The station's alarms: acknowledge or shelve, both with a comment. */
export class Alarms extends EventTarget {
  #alarms = new Map();
  #list = element("div");
  #error = element("p", { className: "error" });
  root;

  constructor() {
    super();
    const name = element("input", { type: "text", value: author(), title: "your name, recorded with what you do" });
    name.addEventListener("change", () => setAuthor(name.value));
    this.root = element("section", { className: "sc sc-panel" }, element("h2", { textContent: "Alarms" }),
      element("div", { className: "row" }, element("label", { textContent: "you are" }), name), this.#error, this.#list);
  }

  async load(track) {
    const { alarms } = await fetchJson(`/api/alarms${track ? `?track=${encodeURIComponent(track)}` : ""}`);
    this.#alarms = new Map(alarms.map((alarm) => [alarm.id, alarm]));
    this.#changed();
  }

  take({ alarm }) {
    this.#alarms.set(alarm.id, alarm);
    this.#changed();
  }

  /** Alarms that want somebody. */
  get open() {
    return [...this.#alarms.values()].filter((a) => (a.active || a.latched) && !a.acknowledged && !a.shelved);
  }

  #changed() {
    this.#draw();
    this.dispatchEvent(new Event("change"));
  }

  #draw() {
    // what somebody is typing stays
    const typed = new Map([...this.#list.querySelectorAll("article")].map((a) => [a.dataset.id, a.querySelector("input")?.value]));
    const focused = document.activeElement?.closest?.("article")?.dataset.id;
    const shown = [...this.#alarms.values()].filter((a) => a.active || a.latched || a.shelved);
    shown.sort((a, b) => this.#quiet(a) - this.#quiet(b) || RANK[a.severity] - RANK[b.severity] || b.triggerT - a.triggerT);
    this.#list.replaceChildren(...(shown.length > 0 ? shown.map((a) => this.#article(a, typed.get(a.id) ?? ""))
      : [element("p", { className: "muted", textContent: "No alarms." })]));
    if (focused) this.#list.querySelector(`article[data-id="${CSS.escape(focused)}"] input`)?.focus();
  }

  #quiet(alarm) {
    return alarm.acknowledged || alarm.shelved ? 1 : 0;
  }

  #article(a, typed) {
    const comment = element("input", { type: "text", value: typed, placeholder: "comment" });
    const acknowledge = element("button", { type: "button", textContent: "acknowledge", disabled: a.acknowledged });
    acknowledge.addEventListener("click", () => this.#post(a, "acknowledge", { comment: comment.value.trim() }));
    const shelf = a.shelved
      ? [this.#button("unshelve", () => this.#post(a, "unshelve", {}))]
      : SHELVE_S.map(([s, name]) => this.#button(`shelve ${name}`, () => this.#post(a, "shelve", { comment: comment.value.trim(), seconds: s })));
    const state = [a.active ? "active" : "cleared", a.latched ? "latched" : null, a.acknowledged ? `acknowledged by ${a.acknowledgedBy}` : null,
      a.shelved ? "shelved" : null].filter((word) => word !== null).join(", ");
    const article = element("article", { className: `${a.severity}${this.#quiet(a) ? " quiet" : ""}` },
      element("header", {}, element("span", { className: a.severity, textContent: a.source }), element("span", { className: "number", textContent: seconds(a.triggerT) })),
      element("p", { textContent: a.text ?? "" }),
      element("p", { className: "muted", textContent: `${state}${a.violations > 1 ? `, ${a.violations} samples` : ""}${a.comment ? `: “${a.comment}”` : ""}` }),
      element("div", { className: "row" }, comment, acknowledge), element("div", { className: "row" }, ...shelf));
    article.dataset.id = a.id;
    return article;
  }

  #button(text, action) {
    const button = element("button", { type: "button", textContent: text });
    button.addEventListener("click", action);
    return button;
  }

  async #post(alarm, action, body) {
    this.#error.textContent = "";
    try {
      this.take({ alarm: await postJson(`/api/alarms/${encodeURIComponent(alarm.id)}/${action}`, { author: author(), ...body }) });
    } catch (error) {
      this.#error.textContent = error.message;
    }
  }
}
