import { DEFAULT_TAG_PATTERN, type Ref, readTagName, tagNameOf, type TagReading, type TagRules } from "@signalbox/git";
import { oddBranch } from "../../release-lines/odd-branches.js";
import { DEFAULT_RELEASE_BRANCHES } from "../../release-lines/release-branches.js";
import { shortName } from "../../resolve-branch.js";
import { shortList } from "../../short-list.js";
import { finding, type Finding } from "../finding.js";
import type { RepositoryView } from "../../fleet/repository-view.js";

/** What is wrong with names alone: tags, branches, and both of one name. `mates` share
 * their versions with it: there a name may be written well. */
export function nameFindings(view: RepositoryView, mates: readonly RepositoryView[]): readonly Finding[] {
  const tags = view.refs.filter(({ name }) => name.startsWith("refs/tags/"));
  const heads = view.refs.filter(({ name }) => name.startsWith("refs/heads/"));
  const rules = view.components.map(({ component }) => component);
  const patterns = rules.map(({ releaseBranchPattern }) => releaseBranchPattern ?? DEFAULT_RELEASE_BRANCHES);
  return [
    ...sameNames(tags, heads),
    ...tags.flatMap((tag) => tagName(tag, rules, mates)),
    ...mixedKinds(view),
    ...heads.flatMap((head) => branchName(head, patterns)),
  ];
}

function sameNames(tags: readonly Ref[], heads: readonly Ref[]): readonly Finding[] {
  const branches = new Map(heads.map((head) => [shortName(head.name), head]));
  return tags.flatMap((tag): Finding[] => {
    const name = shortName(tag.name);
    const head = branches.get(name);
    if (head === undefined) return [];
    const where =
      tag.commit === head.commit
        ? "on the same commit"
        : `the tag on ${tag.commit.slice(0, 9)} and the branch on ${head.commit.slice(0, 9)}`;
    return [finding("tag-equals-branch", [tag.name, head.name], `${name} is a tag and a branch, ${where}.`)];
  });
}

/** Words that become a tag when a command is mistyped (`git tag list`, `git tag -a v 1.2.3`). */
const SLIPS =
  /^(?:v|list|ls|-l|-d|-a|-f|del|delete|rm|remove|add|show|checkout|commit|fetch|git|log|merge|pull|push|status|tags?|origin|head|main|master)$/i;

function tagName(tag: Ref, rules: readonly TagRules[], mates: readonly RepositoryView[]): readonly Finding[] {
  const name = shortName(tag.name);
  const readings = rules.map((rule) => ({ rule, reading: readTagName(name, rule) }));
  if (readings.some(({ reading }) => isFine(reading))) return [];
  const mistyped = readings.find(({ reading }) => reading.kind === "mistyped" || reading.kind === "malformed");
  if (mistyped !== undefined) {
    const { wanted, why } = complaint(name, mistyped.rule, mistyped.reading);
    const there =
      wanted === null ? [] : mates.filter(({ refs }) => refs.some((ref) => ref.name === `refs/tags/${wanted}`));
    const as =
      there.length === 0
        ? ""
        : `, as in ${shortList(
            there.map((other) => other.name),
            2,
          )}`;
    return [finding("tag-malformed", [tag.name], `${name} ${why}${as}.`)];
  }
  if (SLIPS.test(name))
    return [finding("tag-malformed", [tag.name], `${name} is no version; a mistyped command makes such a tag.`)];
  return [finding("tag-unrecognised", [tag.name], `${name} names no version.`)];
}

const isFine = ({ kind }: TagReading): boolean =>
  kind === "release" || kind === "prerelease" || kind === "other-stream";

function complaint(name: string, rule: TagRules, reading: TagReading): { wanted: string | null; why: string } {
  const before = (rule.tagPattern ?? DEFAULT_TAG_PATTERN).split("{version}")[0] ?? "";
  const version = /\d.*$/.exec(name)?.[0] ?? name;
  if (reading.kind === "mistyped") {
    const wanted = tagNameOf(version, { tagPattern: rule.tagPattern });
    const isWithoutV = before.endsWith("v") && !/v/i.test(name.slice(0, name.length - version.length));
    return { wanted, why: `${isWithoutV ? "has no v: it " : ""}should be ${wanted}` };
  }
  const numbers = /^\d+(?:\.\d+)*$/.test(version) ? version.split(".") : [];
  if (numbers.length === 0) return { wanted: null, why: "is no version" };
  if (numbers.some((number) => /^0\d/.test(number))) return { wanted: null, why: "has a number that begins with 0" };
  if (numbers.length > 3) return { wanted: null, why: "has too many numbers" };
  const wanted = tagNameOf([...numbers, "0", "0"].slice(0, 3).join("."), { tagPattern: rule.tagPattern });
  return { wanted, why: `has no patch number: it should be ${wanted}` };
}

/** Annotated and lightweight tags of releases in one repository. */
function mixedKinds({ components }: RepositoryView): readonly Finding[] {
  return components.flatMap(({ releases }): Finding[] => {
    const annotated = releases.filter((tag) => tag.annotated);
    const plain = releases.filter((tag) => !tag.annotated);
    if (annotated.length === 0 || plain.length === 0) return [];
    const few = annotated.length < plain.length ? annotated : plain;
    const are = annotated.length === 1 ? "release tag is" : "release tags are";
    const message = `${annotated.length} ${are} annotated, ${plain.length} not.`;
    return [
      finding(
        "tag-kinds-mixed",
        few.slice(0, 20).map(({ ref }) => ref),
        message,
      ),
    ];
  });
}

function branchName(head: Ref, patterns: readonly string[]): readonly Finding[] {
  const name = head.name.slice("refs/heads/".length);
  const odd = oddBranch(name, patterns);
  if (odd === null) return [];
  if (odd.kind === "patch-number") {
    const message = `${name} is named like a release, not like the line ${odd.stem}.`;
    return [finding("branch-has-patch-number", [head.name], message)];
  }
  const message =
    odd.kind === "more"
      ? `${name} begins like the release branch ${odd.stem}, and goes on with ${JSON.stringify(odd.rest)}.`
      : `${name} is a name of a remote's copy${odd.stem === "" ? "" : `; it should be ${odd.stem}`}.`;
  return [finding("branch-malformed", [head.name], message)];
}
