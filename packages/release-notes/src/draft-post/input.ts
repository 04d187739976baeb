import { pathProblem } from "@signalbox/git";
import * as z from "zod";
import { branchField, repositoryField } from "../publish-notes/input.js";

/** See `draftPost`. */
export const input = z
  .strictObject({
    repository: repositoryField.describe("The site's repository on GitHub"),
    base: branchField.nullish().describe("The branch that the site is published from. Default: the mainline"),
    branch: branchField.optional().describe("The branch of the draft. Default: post/<name of the file>"),
    post: z.looseObject({
      path: z.string().refine((path) => pathProblem(path) === null, { message: "is no path inside the repository" }),
      title: z.string().trim().min(1),
      text: z.string().min(1).describe("The whole file: front matter and Markdown"),
    }),
    text: z.string().optional().describe("What the pull request says. Default: that a person decides"),
    draft: z.boolean().default(true).describe("Open the pull request as a draft"),
    labels: z
      .array(z.string().trim().min(1).max(50))
      .default([])
      .describe("Of the open pull request; one that somebody took away comes back"),
    reviewers: z
      .array(z.string().regex(/^[\w.[\]-]+(?:\/[\w.-]+)?$/, "is no login and no organization/team"))
      .default([])
      .describe("To ask, unless they were ever asked or have answered: logins, and teams as organization/team"),
  })
  .superRefine((given, context) => {
    if (branchOf(given) === given.base)
      context.addIssue({ code: "custom", path: ["branch"], message: "is the branch that the site is published from" });
  });

export type DraftInput = z.output<typeof input>;

export const branchOf = ({
  branch,
  post,
}: {
  readonly branch?: string | undefined;
  readonly post: { readonly path: string };
}): string =>
  branch ?? `post/${(post.path.split("/").at(-1) ?? "post").replace(/\.\w+$/, "").replace(/[^\w-]+/g, "-")}`;

export const bodyOf = ({ text, post }: DraftInput): string =>
  `${text ?? `A draft of the announcement, \`${post.path}\`.\n\nEdit it here. It is published when somebody merges it, never by itself.`}\n`;
