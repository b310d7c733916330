/**
 * The station's API. One WebSocket brings what is new; history up to the tick at which it begins comes by HTTP, so that a page that is
 * opened late, loses its connection or sees the replay jump shows the same as one that was there from the start.
 */

/** @returns parsed JSON; an Error carries the station's own words */
export async function fetchJson(path, options) {
  const answer = await fetch(path, options);
  if (!answer.ok) {
    const body = await answer.json().catch(() => ({}));
    const error = new Error(body.error ?? body.reason ?? `${answer.status} ${answer.statusText}`);
    error.status = answer.status;
    throw error;
  }
  return answer.status === 204 ? null : answer.json();
}

export function postJson(path, body) {
  return fetchJson(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) });
}

const RETRY_MS = [250, 500, 1000, 2000];

/**
 * Events: every message type of the station by its name (detail = the message), and "connection" (detail = boolean).
 * Telemetry, events, call-outs and pictures are held back while history is being loaded.
 */
export class Station extends EventTarget {
  #socket = null;
  #subscription;
  #loadHistory;
  #track;
  #held = null;
  #fromT = -Infinity;
  #generation = 0;
  #failures = 0;

  /**
   * @param subscription {channels, rows, rateHz} of the API's subscribe message
   * @param loadHistory async (fromT, track): brings everything up to and with fromT; called anew after each reset
   */
  constructor(subscription, loadHistory = async () => {}, track = null) {
    super();
    this.#subscription = subscription;
    this.#loadHistory = loadHistory;
    this.#track = track;
  }

  open() {
    const query = this.#track ? `?track=${encodeURIComponent(this.#track)}` : "";
    const scheme = location.protocol === "https:" ? "wss:" : "ws:";
    const socket = new WebSocket(`${scheme}//${location.host}/api/live${query}`);
    this.#socket = socket;
    socket.onopen = () => {
      this.#failures = 0;
      this.#held = [];
      socket.send(JSON.stringify({ type: "subscribe", ...this.#subscription }));
      this.#tell("connection", true);
    };
    socket.onmessage = (text) => this.#take(JSON.parse(text.data));
    socket.onclose = () => {
      this.#tell("connection", false);
      setTimeout(() => this.open(), RETRY_MS[Math.min(this.#failures++, RETRY_MS.length - 1)]);
    };
  }

  /** More channels for the same socket. */
  subscribe(channels) {
    this.#subscription = { ...this.#subscription, channels: [...new Set([...this.#subscription.channels, ...channels])] };
    if (this.#socket?.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify({ type: "subscribe", ...this.#subscription }));
    }
  }

  unsubscribe(channels) {
    this.#subscription = { ...this.#subscription, channels: this.#subscription.channels.filter((name) => !channels.includes(name)) };
    if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify({ type: "unsubscribe", channels }));
  }

  #take(message) {
    if (this.#track === null && message.status) this.#track = message.status.tracks[0]?.id ?? null;
    const foreign = message.track !== undefined && this.#track !== null && message.track !== this.#track;
    if (foreign) return;
    if (message.type === "subscribed") {
      if (this.#held !== null) this.#begin(message.fromT);
    } else if (message.type === "reset") {
      this.#tell("reset", message);
      this.#begin(message.t);
    } else if (this.#held !== null && ["telemetry", "event", "callOut", "image"].includes(message.type)) {
      this.#held.push(message);
    } else {
      this.#pass(message);
    }
  }

  async #begin(fromT) {
    const generation = ++this.#generation;
    this.#fromT = fromT ?? -Infinity;
    this.#held = [];
    try {
      await this.#loadHistory(fromT, this.#track);
    } catch (error) {
      this.#tell("error", error);
    }
    if (generation !== this.#generation) return;
    const held = this.#held;
    this.#held = null;
    held.forEach((message) => this.#pass(message));
    this.#tell("ready", fromT);
  }

  #pass(message) {
    if (message.type === "telemetry") {
      const first = message.t.findIndex((t) => t > this.#fromT);
      if (first < 0) return;
      const values = Object.fromEntries(Object.entries(message.values).map(([name, column]) => [name, column.slice(first)]));
      this.#tell("telemetry", { ...message, t: message.t.slice(first), receivedMs: message.receivedMs.slice(first), values });
    } else {
      this.#tell(message.type, message);
    }
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}
