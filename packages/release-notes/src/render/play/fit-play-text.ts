import { clipped } from "../text/plain-entry.js";

/**
 * Play refuses more in any language, after the upload. Source: `LocalizedText` of androidpublisher v3, and what it answers
 * ("notes in language en-US with length 546, which is too long (max: 500)"). It does not say what it counts, so that both
 * code points and UTF-16 units have to do.
 */
const PLAY_MOST_CHARACTERS = 500;

/** UTF-16 units are never fewer than code points. Pure. */
export const fits = (text: string): boolean => text.length <= PLAY_MOST_CHARACTERS;

/** As many whole lines as fit with the link below them; when not even one does, the beginning of the first. Pure. */
export function fitPlayText(text: string, link: string | null): string {
  const end = link === null || link.length > PLAY_MOST_CHARACTERS / 2 ? "" : `\n${link}`;
  const lines = text.split("\n");
  for (let kept = lines.length - 1; kept > 0; kept--) {
    const cut = lines.slice(0, kept).join("\n").trimEnd();
    if (cut !== "" && fits(cut + end)) return cut + end;
  }
  let most = PLAY_MOST_CHARACTERS - end.length;
  while (!fits(clipped(lines[0] ?? "", most) + end)) most -= 1;
  return clipped(lines[0] ?? "", most) + end;
}
