import { patternParts, type TagRules } from "@signalbox/git";

/** What a tag calls its version: what stands for `{version}` in the pattern. Other tags are told as they are. */
export function versionInTag(tag: string, rules: TagRules): string {
  const { before, after } = patternParts(rules) ?? { before: "v", after: "" };
  const isOne = tag.startsWith(before) && tag.endsWith(after) && tag.length > before.length + after.length;
  return isOne ? tag.slice(before.length, tag.length - after.length) : tag;
}
