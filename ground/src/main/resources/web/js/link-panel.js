import { element, number } from "./format.js";
import { fetchJson } from "./station.js";

/** Beyond this the recording was not made in real time. */
const FAST_PPM = 10_000;
const PERIOD_MS = 1000;
const GAPS_SHOWN = 20;
const PICTURES_ASKED = 400;

/** What of the vehicle's words is here: frames and pictures, gaps, and how the clocks stand. Asks the station while it is looked at. */
export class LinkPanel {
  root = element("section", { className: "sc sc-panel" });
  #body = element("div");
  #track = null;

  constructor() {
    this.root.append(element("h2", { textContent: "Link and clocks" }), this.#body);
    setInterval(() => {
      if (this.root.offsetParent !== null) this.refresh();
    }, PERIOD_MS);
  }

  /** @param track whose clock and pictures are told */
  of(track) {
    this.#track = track;
  }

  async refresh() {
    const query = this.#track ? `?track=${encodeURIComponent(this.#track)}` : "";
    try {
      const [link, time, cameras] = await Promise.all([fetchJson("/api/link"), fetchJson(`/api/time${query}`), fetchJson(`/api/images${query}`)]);
      const incomplete = await this.#incomplete(cameras.cameras, query);
      this.#body.replaceChildren(...this.#clocks(time), ...this.#frames(link), ...this.#pictures(cameras.cameras, time, incomplete), ...this.#gaps(link));
    } catch (error) {
      this.#body.replaceChildren(element("p", { className: "error", textContent: error.message }));
    }
  }

  /** The pictures of which chunks are missing, newest first. */
  async #incomplete(cameras, query) {
    const some = cameras.filter((c) => c.incomplete > 0);
    const lists = await Promise.all(some.map((c) => fetchJson(`/api/images/${c.camera}${query}${query ? "&" : "?"}limit=${PICTURES_ASKED}&order=desc`)));
    return lists.flatMap((list) => list.images).filter((image) => !image.complete).sort((a, b) => b.exposureT - a.exposureT).slice(0, GAPS_SHOWN);
  }

  #table(head, rows) {
    return element("table", {}, element("thead", {}, element("tr", {}, ...head.map((text) => element("th", { textContent: text })))),
      element("tbody", {}, ...rows.map((row) => element("tr", {}, ...row.map((cell) => (cell instanceof Node ? cell : element("td", { className: "number", textContent: cell })))))));
  }

  #bad(count) {
    return element("td", { className: `number ${count > 0 ? "yellow" : ""}`, textContent: count });
  }

  #clocks({ correlation, delay }) {
    if (!correlation) return [element("p", { className: "muted", textContent: "No telemetry yet." })];
    return [element("h3", { textContent: "On-board clock against the station's" }), this.#table(["drift", "residual", "delay, median", "99 %", "most"], [[
      Math.abs(correlation.driftPpm) < FAST_PPM ? `${number(correlation.driftPpm, 2)} ppm` : `${number(1 / (1 + correlation.driftPpm / 1e6), 1)} × real time`, `${number(correlation.residualNs / 1e6, 3)} ms`, `${number(delay.p50Ms, 2)} ms`, `${number(delay.p99Ms, 2)} ms`,
      `${number(delay.maxMs, 1)} ms`]]),
    element("p", { className: "muted", textContent: `a line through the earliest receipts of ${correlation.samples} s` })];
  }

  #frames({ segments }) {
    if (segments.length === 0) return [element("p", { className: "muted", textContent: "No frames are counted here: a replay has no link." })];
    return [element("h3", { textContent: "Frames" }), this.#table(["segment", "received", "MB", "lost", "damaged", "again"], segments.map((s) => [
      `${s.segment}${s.cut ? " (cut)" : ""}`, s.framesReceived, number(s.bytesReceived / 1e6, 1), this.#bad(s.lost), this.#bad(s.crcErrors + s.malformed), s.duplicates]))];
  }

  #pictures(cameras, { exposureToReceiptS }, incomplete) {
    if (cameras.length === 0) return [];
    const table = this.#table(["camera", "complete", "incomplete", "exposure to last chunk"], cameras.map((c) => [c.camera, c.complete, this.#bad(c.incomplete),
      exposureToReceiptS[c.camera] === undefined ? "–" : `${number(exposureToReceiptS[c.camera], 2)} s`]));
    const missing = incomplete.map((i) => element("li", { className: "number", textContent:
      `${i.camera} ${i.image}: ${i.chunksReceived} of ${i.chunkCount} chunks, missing ${i.missing.map(([a, b]) => (a === b ? a : `${a}–${b}`)).join(", ")}` }));
    return [element("h3", { textContent: "Pictures" }), table, ...(missing.length > 0 ? [element("ul", {}, ...missing)] : [])];
  }

  #gaps({ gaps, drops }) {
    const dropped = Object.entries(drops).filter(([, n]) => n > 0).map(([name, n]) => `${name} ${n}`);
    if (gaps.length === 0 && dropped.length === 0) return [];
    return [element("h3", { textContent: "Missing frames" }),
      element("ul", {}, ...gaps.slice(-GAPS_SHOWN).map((g) => element("li", { className: "number", textContent: `${g.stream}: ${g.first}–${g.last}, ${g.frames} frames` }))),
      element("p", { className: "muted", textContent: dropped.length > 0 ? `dropped on board: ${dropped.join(", ")}` : "" })];
  }
}
