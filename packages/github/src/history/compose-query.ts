import type { Query } from "../send.js";

/**
 * A part of a query about one repository. `fields` are selected from `Repository`, and name their variables as `$tag`.
 * Whatever comes from outside is a variable, never text.
 */
export interface Question {
  readonly owner: string;
  readonly repo: string;
  readonly fields: string;
  /** Name → GraphQL type and value. */
  readonly variables: Readonly<Record<string, readonly [type: string, value: unknown]>>;
  /** Names of the fragments in `fields`. */
  readonly fragments: readonly string[];
  /** How much of a request it takes; see `WEIGHT_OF_REQUEST`. */
  readonly weight: number;
}

/** The place of a question's answer in that of the whole. */
export const aliasOf = (index: number): string => `r${index}`;

/** Puts questions into one query; `library` has the text of every fragment, and what each one needs itself. */
export function composeQuery(
  questions: readonly Question[],
  library: Readonly<Record<string, { readonly text: string; readonly needs?: readonly string[] }>>,
): Query {
  const declared: string[] = [];
  const variables: Record<string, unknown> = {};
  const parts = questions.map((question, index) => {
    const own = {
      owner: ["String!", question.owner],
      repo: ["String!", question.repo],
      ...question.variables,
    } as const;
    for (const [name, [type, value]] of Object.entries(own)) {
      declared.push(`$${name}_${index}: ${type}`);
      variables[`${name}_${index}`] = value;
    }
    const text = `repository(owner: $owner, name: $repo) { ${question.fields} }`;
    return `${aliasOf(index)}: ${text.replace(/\$(\w+)/g, `$$$1_${index}`)}`;
  });
  const needed = new Set<string>();
  const add = (name: string): void => {
    needed.add(name);
    library[name]?.needs?.forEach(add);
  };
  questions.flatMap(({ fragments }) => fragments).forEach(add);
  const fragments = [...needed].map((name) => library[name]?.text ?? "");
  return { text: [`query(${declared.join(", ")}) {\n${parts.join("\n")}\n}`, ...fragments].join("\n"), variables };
}
