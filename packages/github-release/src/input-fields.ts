import { patternParts, refProblem, tagNameOf } from "@signalbox/git";
import { redactText } from "@signalbox/release-core";
import * as z from "zod";

/** A URL, `owner/name`, or what else the ports locate. A plan carries its input, so it holds no credentials. */
export const repositoryField = z
  .string()
  .min(1)
  .refine((location) => redactText(location) === location, {
    message: "has credentials in it, and a plan must not carry any",
  })
  .describe("URL of the repository, or owner/name");

/** A tag without `refs/tags/`. */
export const tagField = z.string().superRefine((tag, context) => {
  const problem = tag.startsWith("refs/") ? "give the short name, without refs/tags/" : refProblem(`refs/tags/${tag}`);
  if (problem !== null) context.addIssue({ code: "custom", message: `is no tag name: ${problem}` });
});

export const commitField = z.string().regex(/^[0-9a-f]{40}$/, "must be a commit id of 40 hex digits");

/** A branch (short name) or a whole commit id. */
export const targetField = z.string().superRefine((target, context) => {
  const problem = target.startsWith("refs/")
    ? "give the short name, without refs/heads/"
    : refProblem(`refs/heads/${target}`);
  if (problem !== null) context.addIssue({ code: "custom", message: `is no branch name: ${problem}` });
});

/** How the component writes its tags; a release under another name is refused. */
export const tagRuleFields = {
  tagPattern: z
    .string()
    .superRefine((tagPattern, context) => {
      const issue = (message: string): void => context.addIssue({ code: "custom", message });
      if (patternParts({ tagPattern }) === null) return issue("needs {version} exactly once");
      const problem = refProblem(`refs/tags/${tagNameOf("1.2.3", { tagPattern })}`);
      if (problem !== null) issue(`makes no tag name: ${problem}`);
    })
    .optional()
    .describe("Default: v{version}"),
  stream: z.string().min(1).optional().describe("A release line of its own: tc2 for v1.34.0-tc2"),
};
