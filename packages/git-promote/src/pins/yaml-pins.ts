import type { FoundPin } from "./found-pin.js";
import { type YamlField, yamlFields } from "./yaml-fields.js";

/** A version begins with a digit, or a mistyped `v` before it; templates and words are none. */
const VERSION = /^[vV]?\.?\d[\w.+~:-]*$/;

/**
 * Every `version:` whose value looks like one. Its name is the `name:` of the same map, or of another item of the same
 * list (Salt's form), or else the key above: a Salt function (`pkg.installed`) gives way to the state's id. Pure.
 */
export function yamlPins(text: string): readonly FoundPin[] {
  const fields = yamlFields(text);
  const names = fields.filter(({ key }) => key === "name");
  return fields.flatMap((field) => {
    const { value, quoted } = unquote(field.raw);
    const name = field.key === "version" && VERSION.test(value) ? nameOf(field, names) : null;
    if (name === null) return [];
    return [
      {
        name,
        family: null,
        version: value,
        at: field.at + (quoted ? 1 : 0),
        quoted,
        raw: field.raw,
        remark: remarkAt(text, field),
      },
    ];
  });
}

function nameOf(field: YamlField, names: readonly YamlField[]): string | null {
  const beside =
    names.find(({ map }) => map === field.map) ??
    (field.list === null ? undefined : names.find(({ list }) => list === field.list));
  const named = beside === undefined ? "" : unquote(beside.raw).value;
  if (named !== "" && !/^[|>]/.test(named)) return named;
  const [id, below] = field.above.slice(-2);
  return (below !== undefined && !/^\w+\.\w+$/.test(below) ? below : id) ?? null;
}

function unquote(raw: string): { readonly value: string; readonly quoted: boolean } {
  const quoted = /^(["'])(.*)\1$/.exec(raw)?.[2];
  return quoted === undefined ? { value: raw, quoted: false } : { value: quoted, quoted: true };
}

function remarkAt(text: string, { at, raw }: YamlField): string | null {
  const [rest = ""] = /^[^\r\n]*/.exec(text.slice(at + raw.length)) ?? [];
  return /^\s+#\s*(\S.*?)\s*$/.exec(rest)?.[1] ?? null;
}
