import type { FoundPin } from "./found-pin.js";
import { jsonStrings } from "./json-strings.js";

const FIELDS = new Set(["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"]);
/** One version, perhaps behind a sign: `1.32.00`, `^1.2.3`. Ranges, tags, paths and addresses are no pins. */
const PINNED = /^([~^=]?v?)(\d[0-9A-Za-z.+-]*)$/;

/** The versions in the dependency fields of a package.json. Pure. */
export function packageJsonPins(text: string): readonly FoundPin[] {
  return jsonStrings(text).flatMap(({ path: [field = "", name, deeper], value, raw, at }) => {
    if (!FIELDS.has(field) || name === undefined || deeper !== undefined) return [];
    const [, sign = "", version = ""] = PINNED.exec(value) ?? [];
    if (version === "" || /(?:^|\.)[xX](?:\.|$)/.test(version) || !raw.endsWith(`${version}"`)) return [];
    return [{ name, family: null, version, at: at + 1 + sign.length, quoted: true, raw, remark: null }];
  });
}
