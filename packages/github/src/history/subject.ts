/** The subject of a commit message by git's rule (`%s`): the lines of its first paragraph, as one. */
export function subjectOf(message: string): string {
  const lines = message.split("\n").map((line) => line.replace(/[ \t\r\v\f]+$/, ""));
  const from = lines.findIndex((line) => line !== "");
  if (from < 0) return "";
  const to = lines.indexOf("", from);
  return lines.slice(from, to < 0 ? undefined : to).join(" ");
}
