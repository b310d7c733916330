import { element } from "./format.js";

/** What the announcer says: a line in the head of the page, a list, and a voice when asked for. */
export class CallOuts {
  speaking = false;
  #line;
  #list;
  #mission;

  constructor(line, list, mission) {
    this.#line = line;
    this.#list = list;
    this.#mission = mission;
    mission.addEventListener("change", ({ detail }) => {
      if (detail === "callOut") this.#said();
      if (detail === "all") this.#fill();
    });
  }

  get canSpeak() {
    return "speechSynthesis" in window;
  }

  toggleSpeech() {
    this.speaking = this.canSpeak && !this.speaking;
    if (!this.speaking && this.canSpeak) speechSynthesis.cancel();
    return this.speaking;
  }

  #said() {
    const last = this.#mission.callOuts.at(-1);
    this.#list.prepend(this.#item(last));
    this.#show(last);
    this.#line.classList.remove("fresh");
    void this.#line.offsetWidth;
    this.#line.classList.add("fresh");
    if (this.speaking) {
      const words = new SpeechSynthesisUtterance(last.text);
      words.lang = "en";
      speechSynthesis.speak(words);
    }
  }

  #fill() {
    this.#list.replaceChildren(...this.#mission.callOuts.map((said) => this.#item(said)).reverse());
    this.#show(this.#mission.callOuts.at(-1) ?? { text: "", severity: "" });
  }

  #show({ text, severity }) {
    this.#line.textContent = text;
    this.#line.classList.toggle("warning", severity.startsWith("WARNING") || severity === "FATAL");
  }

  #item({ t, text, severity }) {
    const item = element("li", {}, element("time", { textContent: t.toFixed(1) }), element("span", { textContent: text }));
    if (severity?.startsWith("WARNING") || severity === "FATAL") item.className = "warning";
    return item;
  }
}
