import { z } from "zod";

/** A regular expression as text. */
export const expression = z.string().refine((text) => groupsOf(text) !== null, "a regular expression");

/** One that has a named group. */
export const expressionWith = (group: string): z.ZodString =>
  z
    .string()
    .refine((text) => groupsOf(text)?.includes(group) === true, `a regular expression with the named group ${group}`);

/** The names of an expression's groups, null when it is none: with an empty alternative it matches anything. */
function groupsOf(text: string): readonly string[] | null {
  try {
    void new RegExp(text);
    return Object.keys(new RegExp(`${text}|`).exec("")?.groups ?? {});
  } catch {
    return null;
  }
}
