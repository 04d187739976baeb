import { patternParts, refProblem, tagNameOf } from "@signalbox/git";
import { redactText } from "@signalbox/release-core";
import * as z from "zod";
import { expressionGroups } from "./expression-groups.js";
import { headOf } from "./resolve-branch.js";

/** A path or URL. A plan carries its input, so a URL with a password cannot be one. */
export const repositoryField = z
  .string()
  .min(1)
  .refine((location) => isFreeOfSecrets(location), {
    message:
      "has credentials in it, and a plan must not carry any; use a git credential helper or a token from the environment",
  })
  .describe("Path or URL of the repository");

/** A user name is no secret, unless it is as long as a token. */
function isFreeOfSecrets(location: string): boolean {
  const nameless = location.replace(/^(https?:\/\/)[^/:@]{1,19}@/i, "$1");
  return redactText(nameless) === nameless;
}

/** A short branch name by the rules of `git check-ref-format`. */
export const branchField = z.string().superRefine((branch, context) => {
  const problem = branch.startsWith("refs/") ? "give the short name, without refs/heads/" : refProblem(headOf(branch));
  if (problem !== null) context.addIssue({ code: "custom", message: `is no branch name: ${problem}` });
});

/** A regular expression as text. */
export const regularExpressionField = z
  .string()
  .refine((text) => expressionGroups(text) !== null, { message: "is no regular expression" });

/** A regular expression as text that has a named group. */
export const expressionWith = (group: string): z.ZodString =>
  z.string().refine((text) => expressionGroups(text)?.includes(group) === true, {
    message: `is no regular expression with a group (?<${group}>…)`,
  });

/** How a component writes its tags: `{version}` between fixed text that git takes for a part of a name. */
export const tagPatternField = z.string().superRefine((tagPattern, context) => {
  const issue = (message: string) => context.addIssue({ code: "custom", message });
  if (patternParts({ tagPattern }) === null) return issue("needs {version} exactly once");
  const problem = refProblem(`refs/tags/${tagNameOf("1.2.3", { tagPattern })}`);
  if (problem !== null) issue(`makes no tag name: ${problem}`);
});

/** A release line of a component, written behind its versions: `tc2` for v1.34.0-tc2. */
export const streamField = z
  .string()
  .min(1)
  .refine((stream) => refProblem(`refs/tags/${tagNameOf("1.2.3", { stream })}`) === null, {
    message: "cannot stand in a tag name",
  });
