const BEGIN = "BEGIN_COMMIT_OVERRIDE";
const END = "END_COMMIT_OVERRIDE";
const NESTED = /BEGIN_NESTED_COMMIT\r?\n([\s\S]*?)(?:END_NESTED_COMMIT|$)/g;

/** A message in its parts. */
export interface Message {
  readonly subject: string;
  readonly body: string;
}

/** What stands in the text of a merged pull request in place of the commit's message; null where nothing does. */
export function overrideIn(pullRequestBody: string): Message | null {
  const begin = pullRequestBody.indexOf(BEGIN);
  if (begin === -1) return null;
  const text = pullRequestBody.slice(begin + BEGIN.length).split(END)[0] ?? "";
  return text.trim() === "" ? null : messageOf(text.trim());
}

/** The message and those nested in it (`BEGIN_NESTED_COMMIT` … `END_NESTED_COMMIT`), which are taken out of its body. */
export function withNested(message: Message): readonly Message[] {
  const { subject, body } = message;
  if (!body.includes("BEGIN_NESTED_COMMIT")) return [message];
  const nested = [...body.matchAll(NESTED)].map(([, text = ""]) => messageOf(text.trim()));
  return [{ subject, body: body.replace(NESTED, "") }, ...nested.filter((each) => each.subject !== "")];
}

function messageOf(text: string): Message {
  const [subject = "", ...rest] = text.split(/\r?\n/);
  return { subject: subject.trim(), body: rest.join("\n").trim() };
}
