import { parseVersion, type Version } from "./version.js";

/** How a component writes its tags: `{version}` between fixed text, for example `v{version}`. */
export interface TagRules {
  /** Default `v{version}`. */
  readonly tagPattern?: string | undefined;
  /** One of several release lines of a repository, written behind the version: `tc2` for `v1.34.0-tc2`. */
  readonly stream?: string | undefined;
}

/**
 * What a tag's name says. `release` and `mistyped` carry a version (`mistyped`: readable all the same, as `2.15.1` or
 * `v.5.21.0` for `v5.21.0`); `malformed` looks like a version but is none (`v16.3`, `6.1.03`); `other-stream` belongs to
 * another release line; `foreign` is not about this component.
 */
export type TagReading =
  | { readonly kind: "release" | "mistyped" | "prerelease"; readonly version: Version }
  | { readonly kind: "malformed" | "other-stream" | "foreign" };

const PLACE = "{version}";

// What people write before a release. Any other suffix names a release line (`-tc2`, `-lepton3.5`, `-deb12`).
const BEFORE_RELEASE = /^(?:\d+|(?:alpha|beta|a|b|rc|pre|preview|dev|next|canary|snapshot|test|m)\d*)$/i;

export const DEFAULT_TAG_PATTERN = `v${PLACE}`;

/** Splits the pattern at its `{version}`; null when it has none, or two. */
export function patternParts(rules: TagRules): { readonly before: string; readonly after: string } | null {
  const parts = (rules.tagPattern ?? DEFAULT_TAG_PATTERN).split(PLACE);
  const [before, after] = parts;
  if (parts.length !== 2 || before === undefined || after === undefined) return null;
  return { before, after: rules.stream === undefined ? after : `${after}-${rules.stream.replace(/^-/, "")}` };
}

/** The tag that a version gets. */
export function tagNameOf(version: string, rules: TagRules): string {
  const { before, after } = patternParts(rules) ?? { before: "v", after: "" };
  return `${before}${version}${after}`;
}

/** Reads one tag name (without `refs/tags/`). Never throws. */
export function readTagName(name: string, rules: TagRules): TagReading {
  const { before, after } = patternParts(rules) ?? { before: "v", after: "" };
  const stem = before.replace(/v$/i, "");
  if (!name.startsWith(stem)) return { kind: "foreign" };
  const rest = name.slice(stem.length);
  const text = rest.replace(/^v{0,2}\.?/i, "");
  if (!/^\d+(?:\.\d|$)/.test(text)) return { kind: "foreign" };
  if (!text.endsWith(after)) return parseVersion(text) === null ? { kind: "malformed" } : { kind: "other-stream" };
  const version = parseVersion(text.slice(0, text.length - after.length));
  if (version === null) return { kind: "malformed" };
  const [first] = version.prerelease;
  if (first !== undefined)
    return BEFORE_RELEASE.test(first) ? { kind: "prerelease", version } : { kind: "other-stream" };
  return { kind: name.startsWith(before) && name.slice(before.length) === text ? "release" : "mistyped", version };
}
