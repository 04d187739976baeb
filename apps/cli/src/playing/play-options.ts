import { readFile } from "node:fs/promises";
import { usage } from "../errors.js";
import { isSet, list, pathOf, text, type Session } from "../session.js";
import { defined } from "../templates/defined.js";

/** `0.2` or `20%` → 0.2. @throws ReleaseError `ERR_USAGE` */
export function fractionOf(given: string): number {
  const [, digits = "", percent] = /^(\d+(?:\.\d+)?)(%?)$/.exec(given) ?? [];
  const share = Number(digits) / (percent === "%" ? 100 : 1);
  if (digits !== "" && share > 0 && share < 1) return share;
  throw usage(`"${given}" is no share of users.`, "Write 0.2 or 20%; for all users leave it out, or complete it.");
}

/** A whole number from 1 up. @throws ReleaseError `ERR_USAGE` */
function codeOf(given: string): number {
  if (/^[1-9]\d{0,9}$/.test(given)) return Number(given);
  throw usage(`"${given}" is no version code.`, "It is a whole number, such as 8549808.");
}

/** What `play upload` and `play promote` say of a release. */
export async function releaseOptions(session: Session): Promise<object> {
  const [fraction, priority, link] = ["fraction", "priority", "cut-notes"].map((name) => text(session, name));
  return defined({
    name: text(session, "title"),
    notes: await readNotes(session),
    tooLong: link === undefined ? undefined : { link },
    fraction: fraction === undefined ? undefined : fractionOf(fraction),
    status: isSet(session, "as-draft") ? "draft" : undefined,
    inAppUpdatePriority: priority === undefined ? undefined : priorityOf(priority),
    ...mayOptions(session),
  });
}

/** What a command may do to what others put there. */
export const mayOptions = (session: Session): { supersede?: true; cancelReview?: true } => ({
  ...(isSet(session, "supersede") ? { supersede: true as const } : {}),
  ...(isSet(session, "cancel-review") ? { cancelReview: true as const } : {}),
});

export const versionCodesOf = (session: Session): number[] | undefined => {
  const given = list(session, "version-code");
  return given.length === 0 ? undefined : given.map(codeOf);
};

function priorityOf(given: string): number {
  if (/^[0-5]$/.test(given)) return Number(given);
  throw usage(`"${given}" is no priority.`, "It is a number from 0 to 5.");
}

/** `--notes en-GB=notes.txt`, once for each language. */
async function readNotes(session: Session): Promise<Readonly<Record<string, string>> | undefined> {
  const given = list(session, "notes");
  if (given.length === 0) return undefined;
  const pairs = given.map(async (pair): Promise<[string, string]> => {
    const [, locale = "", file = ""] = /^([A-Za-z0-9-]+)=(.+)$/.exec(pair) ?? [];
    if (locale === "") throw usage(`"${pair}" is no language with a file.`, "Write --notes en-GB=notes.txt.");
    return [locale, await readText(pathOf(session, file))];
  });
  return Object.fromEntries(await Promise.all(pairs));
}

const readText = (path: string): Promise<string> =>
  readFile(path, "utf8").catch(() => {
    throw usage(`There is no readable file ${path}.`, "Correct the path after the language.");
  });
