import { oneLine } from "../text/one-line.js";

/** Of a post, in the order in which the real posts have them. */
export type FrontMatter = readonly (readonly [name: string, value: string | boolean | readonly string[]])[];

/** Words that YAML takes for something else than text. */
const TAKEN = /^(?:true|false|yes|no|on|off|null|y|n|~)$/i;

/** Letters first, and nothing in it that YAML could read. */
const PLAIN = /^\p{L}(?:[\p{L}\p{N} ,.()&/+'’_-]*[\p{L}\p{N}.)'’])?$/u;

/** The lines between and with `---`. Text that YAML could misread is quoted. Pure. */
export function frontMatter(fields: FrontMatter): string {
  const lines = fields.map(([name, value]) => {
    if (Array.isArray(value)) return `${name}:\n${value.map((each: string) => `  - ${scalar(each)}\n`).join("")}`;
    return `${name}: ${typeof value === "boolean" ? value : scalar(value as string)}\n`;
  });
  return `---\n${lines.join("")}---\n`;
}

function scalar(text: string): string {
  const line = oneLine(text);
  const isDate = /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(line);
  return isDate || (PLAIN.test(line) && !TAKEN.test(line)) ? line : JSON.stringify(line);
}
