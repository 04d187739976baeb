/** The fields of the first paragraph of a control file by lower-case name, continuation lines joined. Pure. */
export function readControl(text: string): ReadonlyMap<string, string> {
  const fields = new Map<string, string>();
  let last: string | null = null;
  for (const line of text.split(/\r?\n/)) {
    if (line.trim() === "") {
      if (fields.size > 0) break;
      continue;
    }
    if (/^[ \t]/.test(line) && last !== null) {
      fields.set(last, `${fields.get(last) ?? ""}\n${line.trim()}`);
      continue;
    }
    const [, name = "", value = ""] = /^([!-9;-~]+):(.*)$/.exec(line) ?? [];
    if (name === "") continue;
    last = name.toLowerCase();
    fields.set(last, value.trim());
  }
  return fields;
}
