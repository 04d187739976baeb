import type { StatusOf } from "@signalbox/play-publish";
import { errorJson } from "./json.js";
import { plain, table, type Style } from "./style.js";

/** What is on the tracks of each app, for people. */
export function playStatusText(statuses: readonly StatusOf[], style: Style): string {
  return statuses.map((one) => textOf(one, style)).join("\n\n");
}

function textOf(one: StatusOf, style: Style): string {
  const head = style.bold(plain(one.package));
  if ("error" in one) {
    const { message, hint } = errorJson(one.error) as { readonly message: string; readonly hint: string };
    return `${head}  ${style.red("error:")} ${plain(message)}\n  ${style.yellow("hint:")} ${plain(hint)}`;
  }
  const rows = one.status.tracks.flatMap(({ track, releases }) =>
    releases.map(({ name, versionCodes, lifecycle }) => [
      style.cyan(plain(track)),
      plain(name ?? "-"),
      versionCodes.join(", "),
      lifecycle === "PUBLISHED" ? style.green("published") : style.yellow(wordsOf(lifecycle)),
    ]),
  );
  return rows.length === 0 ? `${head}\n  no releases` : `${head}\n${table(rows, "  ")}`;
}

/** `IN_REVIEW` → `in review`. */
const wordsOf = (lifecycle: string | null): string => (lifecycle ?? "unknown").toLowerCase().replaceAll("_", " ");
