/** One change of a conventional commit (https://www.conventionalcommits.org/en/v1.0.0/). */
export interface ConventionalChange {
  /** As it was written, in lower case. */
  readonly type: string;
  readonly scope: string | null;
  /** `!`, or a footer that says so. */
  readonly isBreaking: boolean;
  readonly description: string;
  /** What a `BREAKING CHANGE` footer says; null where there is none. */
  readonly breaking: string | null;
  readonly footers: readonly Footer[];
}

export interface Footer {
  readonly token: string;
  readonly value: string;
}

const HEADER = /^([A-Za-z][\w-]*)(?:\(([^()\r\n]*)\))?(!)?: *(\S.*)$/;
const FOOTER = /^(BREAKING[ -]CHANGE|[A-Za-z][\w-]*(?:\([^()]*\))?!?)(?:: +| (?=#\d))(\S.*)$/;
const BREAKING = /^BREAKING[ -]CHANGE$/;

/**
 * Reads a message as release-please does: footers that look like a commit (`fix(api): …` in the last paragraphs of a
 * squash merge) are changes of their own, and `BREAKING CHANGE` counts wherever a paragraph begins with it. The first
 * change is the header's. Null where the header's type is not one of `types`; nothing is lost then, it is a plain subject.
 */
export function readMessage(
  { subject, body }: { readonly subject: string; readonly body: string },
  types: ReadonlySet<string>,
): readonly [ConventionalChange, ...ConventionalChange[]] | null {
  const header = readHeader(subject, types);
  if (header === null) return null;
  if (body === "") return [header];
  const { footers, others } = readFooters(body, types);
  const breaking = footers.find(({ token }) => BREAKING.test(token))?.value ?? null;
  return [{ ...header, footers, breaking, isBreaking: header.isBreaking || breaking !== null }, ...others];
}

/** `feat(api)!: text`. */
function readHeader(line: string, types: ReadonlySet<string>): ConventionalChange | null {
  const [, word = "", scope, bang, description = ""] = HEADER.exec(line) ?? [];
  const type = word.toLowerCase();
  if (!types.has(type)) return null;
  const named = scope === undefined || scope.trim() === "" ? null : scope.trim();
  return {
    type,
    scope: named,
    isBreaking: bang !== undefined,
    description: description.trim(),
    breaking: null,
    footers: [],
  };
}

/** `BREAKING CHANGE: …` in the text below a subject of any kind; null where there is none. */
export const breakingIn = (body: string): string | null =>
  body.includes("BREAKING")
    ? (readFooters(body, new Set()).footers.find(({ token }) => BREAKING.test(token))?.value ?? null)
    : null;

/** A footer goes on until the next one, or an empty line. What is indented below a change belongs to that. */
function readFooters(
  body: string,
  types: ReadonlySet<string>,
): { readonly footers: readonly Footer[]; readonly others: readonly ConventionalChange[] } {
  const footers: Footer[] = [];
  const others: ConventionalChange[] = [];
  let open: { token: string; value: string } | null = null;
  for (const written of body.split("\n")) {
    const line = written.replace(/\r$/, "");
    const other = readHeader(line, types);
    const [, token = "", value = ""] = FOOTER.exec(line) ?? [];
    const last = others.at(-1);
    if (other !== null) {
      others.push(other);
      open = null;
    } else if (token !== "") {
      open = { token, value };
      footers.push(open);
    } else if (line.trim() === "") open = null;
    else if (open !== null) open.value += `\n${line}`;
    else if (last !== undefined && /^\s/.test(line)) others[others.length - 1] = withFooter(last, line.trim());
  }
  return { footers, others };
}

function withFooter(change: ConventionalChange, line: string): ConventionalChange {
  const [, token = "", value = ""] = FOOTER.exec(line) ?? [];
  if (token === "") return change;
  const footers = [...change.footers, { token, value }];
  return BREAKING.test(token) ? { ...change, footers, isBreaking: true, breaking: value } : { ...change, footers };
}
