import * as z from "zod";

export const repositoryField = z.string().min(1).describe("URL, or owner/name");

export const commitField = z.string().regex(/^[0-9a-f]{40}$/, "a commit's id, 40 hex digits");

const nameField = z.string().min(1);

/** What CI calls a job, or a pattern of it. */
export const jobField = nameField.describe("A job's name; `*` stands for anything: `*PROD*_approve`");

/** Which builds of a commit count. The newest of them is meant. */
export const choiceFields = {
  branch: nameField.optional().describe("Only builds of this branch, short name"),
  tag: nameField.optional().describe("Only builds of this tag; at the same commit they may have other jobs"),
  workflow: nameField.optional().describe("Only builds of this name; needed where a repository has several workflows"),
};

/** The rule that goes with `choiceFields`. */
export const isOneRef = ({ branch, tag }: { readonly branch?: unknown; readonly tag?: unknown }): boolean =>
  branch === undefined || tag === undefined;
export const ONE_REF = { message: "name the branch or the tag, not both", path: ["tag"] };

export const ageField = z.number().int().min(1);

/** An instant, ISO 8601 with its zone. */
export const timeField = z.iso.datetime({ offset: true });

export const parametersField = z.record(nameField, z.union([z.string(), z.number(), z.boolean()]));

export const pollField = z
  .number()
  .int()
  .min(100)
  .default(15_000)
  .describe("How long to wait before the next look, milliseconds");
