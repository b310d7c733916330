const KEY = "skycrane.author";

/** Who acts on this page: asked once, kept by the browser, written beside every command and acknowledgement. */
export function author() {
  return localStorage.getItem(KEY) || "operator";
}

export function setAuthor(name) {
  localStorage.setItem(KEY, name.trim());
}
