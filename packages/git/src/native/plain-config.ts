import type { ConfigPair } from "../upstream.js";

const SECTION = /^\s*\[([A-Za-z0-9-]+)(?:[ \t]+"([^"\\]*)")?\]\s*$/;
const SETTING = /^\s*([A-Za-z][A-Za-z0-9-]*)\s*(?:=\s*(.*?)\s*)?$/;
/** Quotes, escapes, comments behind a value: only git reads them as git does. */
const PUZZLING = /["\\;#\r]/;

/**
 * The settings of a configuration file as `git config --list` gives them, where every line is as git itself writes it.
 * Null when one is not, or when the file includes another: then git is to be asked.
 */
export function parsePlainConfig(text: string): readonly ConfigPair[] | null {
  const pairs: ConfigPair[] = [];
  let section: string | null = null;
  for (const line of text.split("\n")) {
    if (/^\s*(?:[#;].*)?$/.test(line) && !line.includes("\r")) continue;
    const [, name, sub] = SECTION.exec(line) ?? [];
    if (name !== undefined) {
      if (/^include(?:if)?$/i.test(name)) return null;
      section = name.toLowerCase() + (sub === undefined ? "" : `.${sub}`);
      continue;
    }
    const [, key, value] = SETTING.exec(line) ?? [];
    if (key === undefined || section === null || PUZZLING.test(value ?? "")) return null;
    pairs.push([`${section}.${key.toLowerCase()}`, value ?? "true"]);
  }
  return pairs;
}
