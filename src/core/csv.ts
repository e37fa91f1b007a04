/** Control characters, and those that turn the direction of text: they would change what a screen or a sheet shows. */
const deceptive = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** The text with such characters spelt out. */
export function visible(text: string): string {
  return text.replace(deceptive, (found) => `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** One cell, by RFC 4180; and nothing begins like a formula, which sheets would carry out. */
export function csvCell(text: string): string {
  const shown = visible(text);
  const safe = /^\s*[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(shown) ? `'${shown}` : shown;
  return `"${safe.replaceAll('"', '""')}"`;
}
