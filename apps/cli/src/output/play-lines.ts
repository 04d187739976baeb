import type { Action } from "@signalbox/release-core";
import { plain, type Style } from "./style.js";

interface Seen {
  readonly name: string | null;
  readonly versionCodes: readonly number[];
}

/** What a track of Google Play has before and after an action; nothing of other actions. */
export function trackLines(action: Action, style: Style): readonly string[] {
  if (action.type !== "put-release") return [];
  const { before, after } = action as unknown as { readonly before: readonly Seen[]; readonly after: readonly Seen[] };
  return [style.dim(`      before  ${releasesOf(before)}`), style.dim(`      after   ${releasesOf(after)}`)];
}

function releasesOf(releases: readonly Seen[]): string {
  const shown = releases.map(({ name, versionCodes }) => {
    const codes = versionCodes.join(", ");
    return name === null ? codes : `${plain(name)} (${codes})`;
  });
  return shown.length === 0 ? "nothing" : shown.join("; ");
}

const NOW: Readonly<Record<string, string>> = {
  DRAFT: "a draft, which a person rolls out in the Console",
  IN_REVIEW: "in review by Google; users do not have it yet",
  APPROVED_NOT_PUBLISHED: "approved; a person publishes it in the Console",
  NOT_APPROVED: "not approved; the Console says why",
};

/** How far a release has come, where it is not with users yet. */
export function releaseLines(result: unknown, style: Style): readonly string[] {
  const { needsConsole, lifecycle } = (result ?? {}) as {
    readonly needsConsole?: boolean;
    readonly lifecycle?: string | null;
  };
  if (needsConsole === true)
    return [
      `      ${style.yellow("next:")} send it for review in the Console, Publishing overview: users do not get it before`,
    ];
  const now = NOW[lifecycle ?? ""];
  return now === undefined ? [] : [`      ${style.yellow("now:")} ${now}`];
}
