import type { Entry } from "../src/index.js";

/** An entry of `api` with what a test is about. */
export const entryOf = (fields: Partial<Entry> = {}): Entry => ({
  component: "api",
  version: null,
  kind: "other",
  text: "words",
  audience: ["users", "developers", "operators"],
  references: [],
  pullRequest: null,
  authors: [],
  links: [],
  source: "commit",
  commit: null,
  ...fields,
});

export const issue = (path: string): Entry["references"][number] => {
  const [repository = "", number = ""] = path.split("#");
  return { text: path, url: `https://github.com/${repository}/issues/${number}` };
};
