// Ids and secrets made in the browser, also on plain http, where crypto.randomUUID does not exist.

/** Random bits as URL-safe text: 128 by default, 22 characters; fits the wire's `Id`. */
export function newId(bits = 128): string {
  const bytes = crypto.getRandomValues(new Uint8Array(Math.ceil(bits / 8)));
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
