/** Numbers and names for people. */

const NONE = "–";

export function seconds(t, digits = 1) {
  return Number.isFinite(t) ? `E+${t.toFixed(digits)} s` : NONE;
}

/** Metres below 10 km, kilometres above. */
export function height(m) {
  if (!Number.isFinite(m)) return [NONE, ""];
  if (Math.abs(m) >= 9999.5) return [(m / 1000).toFixed(1), "km"];
  return [m.toFixed(Math.abs(m) < 99.95 ? 1 : 0), "m"];
}

export function speed(mps) {
  if (!Number.isFinite(mps)) return [NONE, ""];
  return [mps.toFixed(mps < 9.995 ? 2 : mps < 99.95 ? 1 : 0), "m/s"];
}

export function distance(m) {
  return height(m).join(" ");
}

export function number(value, digits) {
  return Number.isFinite(value) ? value.toFixed(digits) : NONE;
}

/** PHASE_POWERED_APPROACH becomes "powered approach". */
export function phaseName(name) {
  return name ? name.replace(/^PHASE_/, "").replaceAll("_", " ").toLowerCase() : NONE;
}

/** An output of two parts, value and unit in small. */
export function show(output, [value, unit]) {
  if (output.firstChild?.nodeValue === `${value} ` && output.lastChild?.textContent === unit) return;
  const small = document.createElement("small");
  small.textContent = unit;
  output.replaceChildren(`${value} `, small);
}

/** Element with class, text and children, since there is no framework. */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children.filter((child) => child !== null && child !== undefined));
  return made;
}
