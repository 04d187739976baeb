import { refProblem } from "@signalbox/git";
import { z } from "zod";
import { headOf } from "./resolve-branch.js";

/** A path or URL. A plan carries its input, so a URL with a password cannot be one. */
export const repositoryField = z
  .string()
  .min(1)
  .refine((location) => !/^https?:\/\/[^/@]*:[^/]*@|^https?:\/\/[^/@]{20,}@/i.test(location), {
    message:
      "has credentials in it, and a plan must not carry any; use a git credential helper or a token from the environment",
  })
  .describe("Path or URL of the repository");

/** A short branch name by the rules of `git check-ref-format`. */
export const branchField = z.string().superRefine((branch, context) => {
  const problem = branch.startsWith("refs/") ? "give the short name, without refs/heads/" : refProblem(headOf(branch));
  if (problem !== null) context.addIssue({ code: "custom", message: `is no branch name: ${problem}` });
});

/** A regular expression as text. */
export const regularExpressionField = z.string().refine(
  (text) => {
    try {
      return new RegExp(text) instanceof RegExp;
    } catch {
      return false;
    }
  },
  { message: "is no regular expression" },
);
