import type { Build, CiKind } from "@signalbox/ci-gate";
import type { Json } from "@signalbox/release-core";
import { age, plain, type Style, table } from "./style.js";

export type BuiltRepository = { readonly name: string; readonly repository: string } & (
  | {
      readonly ci: CiKind;
      readonly commit: string;
      readonly branch: string | null;
      readonly tag: string | null;
      readonly builds: readonly Build[];
    }
  | { readonly error: Json }
);

interface Shown {
  readonly style: Style;
  readonly nowMs: number;
}

/** The builds of each repository, newest first. */
export const buildsText = (repositories: readonly BuiltRepository[], shown: Shown): string =>
  repositories.map((one) => repositoryText(one, shown)).join("\n");

function repositoryText(one: BuiltRepository, { style, nowMs }: Shown): string {
  const name = style.bold(plain(one.name));
  if (!("builds" in one)) {
    const { message = "", hint = "" } = one.error as { readonly message?: string; readonly hint?: string };
    return `${style.red("✖")} ${name}  ${plain(message)}\n    ${style.yellow("hint:")} ${plain(hint)}`;
  }
  const where = one.branch ?? one.tag;
  const head = `${name}  ${style.dim(`${where === null ? "" : `${plain(where)} at `}${one.commit.slice(0, 10)}`)}`;
  if (one.builds.length === 0) return `${head}  no build`;
  const rows = one.builds.map((build) => {
    const { state, startedAt, createdAt, attempt, cause, url } = build;
    const since = age(nowMs - Date.parse(startedAt ?? createdAt));
    return [
      titleOf(build),
      colored(state, style),
      since,
      attempt === 1 ? "" : `attempt ${attempt}`,
      plain(cause),
      style.dim(plain(url ?? build.id)),
    ];
  });
  return [head, table(rows, "  ")].join("\n");
}

const titleOf = ({ name, branch, tag }: Build): string =>
  plain(branch !== null ? `${name} on ${branch}` : tag !== null ? `${name} on the tag ${tag}` : name);

function colored(state: Build["state"], style: Style): string {
  const text = state.replace("-", " ");
  if (state === "passed") return style.green(text);
  return state === "failed" || state === "cancelled" ? style.red(text) : style.yellow(text);
}
