import type { z } from "zod";
import { ciAnswer, type CiQuestion } from "../errors.js";

/** Holds an answer against its shape. @throws ReleaseError `ERR_CI_ANSWER` that names the first wrong field */
export function parseAnswer<Value>(question: CiQuestion, schema: z.ZodType<Value>, text: string): Value {
  const checked = schema.safeParse(jsonOf(question, text));
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  throw ciAnswer(question, pathOf(issue?.path ?? []), issue?.message ?? "it is wrong");
}

function jsonOf(question: CiQuestion, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw ciAnswer(question, "", "it is no JSON; a page of a proxy looks like that");
  }
}

const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (whole, part) =>
      typeof part === "number" ? `${whole}[${part}]` : `${whole}${whole === "" ? "" : "."}${String(part)}`,
    "",
  );
