/** `key: value` on a line of its own, in a map or a list of maps. */
export interface YamlField {
  readonly key: string;
  /** What stands behind the colon, comment and outer blanks removed; "" when the value follows below. */
  readonly raw: string;
  /** Offset of `raw`. */
  readonly at: number;
  /** The map that it belongs to, and the list that the map is an item of. */
  readonly map: number;
  readonly list: number | null;
  /** Keys above it, outermost first. */
  readonly above: readonly string[];
}

interface Level {
  readonly column: number;
  readonly kind: "map" | "list";
  readonly id: number;
  key: string;
}

/** No line that pins a version is longer; expressions need the square of a length where a line is all blanks. */
const LONGEST_LINE = 1000;

const LINE = /([^\r\n]*)(\r\n|\n|\r|$)/gy;
const KEY =
  /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)'|([^\s"'#{}[\],&*!|>%@`-][^#]*?|-[^\s#][^#]*?))[ \t]*:(?=[ \t]|$)/u;

/**
 * The fields of a YAML text by its lines. No YAML parser: state files are templates (`{% if … %}`, `{{ … }}`) and no
 * YAML before they are rendered. Block scalars are stepped over; flow maps (`{a: b}`) are values. Pure.
 */
export function yamlFields(text: string): readonly YamlField[] {
  const fields: YamlField[] = [];
  const levels: Level[] = [];
  let [ids, blockColumn] = [0, -1];
  const enter = (column: number, kind: Level["kind"]): Level => {
    const isDeeper = (level: Level): boolean =>
      level.column > column || (level.column === column && kind === "map" && level.kind === "list");
    for (let top = levels.at(-1); top !== undefined && isDeeper(top); top = levels.at(-1)) levels.pop();
    const top = levels.at(-1);
    if (top?.column === column && top.kind === kind) return top;
    const level = { column, kind, id: ids++, key: "" };
    levels.push(level);
    return level;
  };
  for (const { line, offset } of linesOf(text)) {
    const indent = line.length - line.trimStart().length;
    const rest = line.slice(indent);
    if (rest === "" || line.length > LONGEST_LINE || /^\{[%#]/.test(rest) || (blockColumn >= 0 && indent > blockColumn))
      continue;
    blockColumn = -1;
    if (rest.startsWith("#") || rest.startsWith("{{")) continue;
    if (/^(?:---|\.\.\.)(?:\s|$)/.test(line)) {
      levels.length = 0;
      continue;
    }
    let column = indent;
    let dashed = -1;
    for (
      let dash = /^-[ \t]+|^-$/.exec(line.slice(column));
      dash !== null;
      dash = /^-[ \t]+|^-$/.exec(line.slice(column))
    ) {
      enter(column, "list");
      dashed = column;
      column += dash[0].length;
    }
    const found = KEY.exec(line.slice(column));
    if (found === null) {
      if (/(?:^|\s)[|>][-+0-9]*\s*(?:#.*)?$/.test(line)) blockColumn = Math.max(dashed, 0);
      continue;
    }
    const key = keyOf(found);
    const map = enter(column, "map");
    map.key = key;
    const above = levels
      .slice(0, -1)
      .filter(({ kind }) => kind === "map")
      .map((level) => level.key);
    const list = levels.at(-2);
    const valueAt = column + found[0].length;
    const value = valueOf(line.slice(valueAt));
    if (/^(?:[&!]\S*\s+)*[|>][-+0-9]*$/.test(value.raw)) blockColumn = column;
    const at = offset + valueAt + value.skipped;
    fields.push({ key, raw: value.raw, at, map: map.id, list: list?.kind === "list" ? list.id : null, above });
  }
  return fields;
}

function* linesOf(text: string): Generator<{ readonly line: string; readonly offset: number }> {
  for (const found of text.matchAll(LINE)) {
    const bom = found.index === 0 && found[0].startsWith("\uFEFF") ? 1 : 0;
    yield { line: found[1]?.slice(bom) ?? "", offset: found.index + bom };
    if (found[2] === "") return;
  }
}

const keyOf = ([, double, single, plain]: RegExpExecArray): string =>
  plain ?? single?.replaceAll("''", "'") ?? double?.replaceAll(/\\(["\\/])/g, "$1") ?? "";

/** A comment begins with ` #` outside quotes (YAML 1.2.2, 6.6). */
function valueOf(rest: string): { readonly raw: string; readonly skipped: number } {
  const skipped = rest.length - rest.trimStart().length;
  const value = rest.slice(skipped);
  const quoted = /^(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')(?=\s|$)/.exec(value)?.[0];
  if (quoted !== undefined) return { raw: quoted, skipped };
  if (value.startsWith("#")) return { raw: "", skipped };
  return { raw: value.replace(/\s+#.*$/, "").trimEnd(), skipped };
}
