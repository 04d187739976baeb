/** Schemes that a reader may be sent to. */
const SCHEMES: readonly string[] = ["http:", "https:", "mailto:"];

/** `1.2` is an IP address in short, which the parser writes out; `xn--` is looked into. */
const IS_SPECIAL = /^https:\/\/(?:[^/]*\.(?:\d|0x)[^./]*\/|[^/]*xn--)/;

/** What would end an address in Markdown, or be read as emphasis in it. */
const ENDING: Readonly<Record<string, string>> = {
  "(": "%28",
  ")": "%29",
  "[": "%5B",
  "]": "%5D",
  "*": "%2A",
  "`": "%60",
  "\\": "%5C",
  "|": "%7C",
};

/** As the parser would write it again: most addresses of a history, and parsing one takes longer than all else of its line. */
const PLAIN = /^https:\/\/[a-z\d-]+(?:\.[a-z\d-]+)+(?:\/[\w~-]+(?:\.[\w~-]+)*)+$/;

/**
 * An address that may be linked: http, https or mailto, written so that it ends where it should in Markdown. Null for
 * anything else. Pure.
 */
export function safeUrl(given: string | null | undefined): string | null {
  if (given === null || given === undefined) return null;
  if (PLAIN.test(given) && !IS_SPECIAL.test(given)) return given;
  if (!URL.canParse(given)) return null;
  const { protocol, href } = new URL(given);
  if (!SCHEMES.includes(protocol)) return null;
  return href.replace(/[()[\]*`\\|]/g, (character) => ENDING[character] ?? character);
}

/** `[title](url)`, or the title alone where the address may not be linked. The title is Markdown. Pure. */
export const linked = (title: string, url: string | null | undefined): string => {
  const safe = safeUrl(url);
  return safe === null ? title : `[${title}](${safe})`;
};
