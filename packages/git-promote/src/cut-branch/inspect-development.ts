import type { FileReader, GitRepository, Ref } from "@signalbox/git";
import type { CallOptions, Problem } from "@signalbox/release-core";
import { isContained } from "../is-contained.js";
import { fileText } from "../pins/file-text.js";
import type { WritePorts } from "../ports.js";
import type { Line } from "../release-lines/release-branches.js";
import { type BranchHead, findBranch, headOf } from "../resolve-branch.js";
import type { DevelopmentFacts } from "./facts.js";
import type { DevelopmentVersion } from "./input.js";
import { findVersion, hasReached, replaceVersion, versionAfter } from "./version-line.js";

interface Question {
  /** The branch that is cut, short. */
  readonly branch: string;
  readonly wish: DevelopmentVersion;
  readonly line: Line | null;
  readonly mainline: BranchHead;
  readonly refs: readonly Ref[];
}

/** Reads what version the mainline names, and makes the commit that names the next one. */
export async function inspectDevelopment(
  repository: GitRepository,
  { branch, wish, line, mainline, refs }: Question,
  ports: WritePorts,
  options: CallOptions,
): Promise<DevelopmentFacts> {
  const ref = wish.review === undefined ? mainline.ref : headOf(wish.review);
  if (wish.review !== undefined && (ref === mainline.ref || wish.review === branch))
    return { status: "problem", problem: reviewName(wish.review) };
  const read = await readVersion(repository, mainline.commit, wish, options);
  if ("code" in read) return { status: "problem", problem: read };
  const current = read.version;
  const wanted = versionAfter(wish.next, line, current);
  if (wanted === null) return { status: "problem", problem: notCounted(branch, wish.next) };
  if (hasReached(current, wanted)) return { status: "reached", current };

  const review = wish.review === undefined ? null : findBranch(refs, wish.review);
  if (review !== null && !(await isContained(repository, review.commit, mainline.commit, options))) {
    const there = await readVersion(repository, review.commit, wish, options);
    return "code" in there || there.version !== wanted
      ? { status: "problem", problem: reviewTaken(wish.review ?? "", wanted) }
      : { status: "awaiting", ref, wanted };
  }
  const [head] = await repository.listCommits([mainline.commit], [], { ...options, limit: 1 });
  const at = head?.committedAt ?? 0;
  const tree = await repository.makeTree(mainline.commit, [{ path: wish.file, content: read.with(wanted) }], options);
  const message = `Begin ${wanted}\n`;
  const oid = await repository.makeCommit(
    { tree, parents: [mainline.commit], message, by: ports.identity, at },
    options,
  );
  const expectedHead = wish.review === undefined ? mainline.commit : (review?.commit ?? null);
  return { status: "open", current, wanted, mainline, ref, expectedHead, oid, tree, message, at };
}

/** The version that a commit's file names, and the file's bytes with another one; or why there is none. */
export async function readVersion(
  repository: Pick<FileReader, "readFiles">,
  at: string,
  { file, pattern }: DevelopmentVersion,
  options: CallOptions,
): Promise<{ readonly version: string; readonly with: (version: string) => Uint8Array } | Problem> {
  const [bytes] = await repository.readFiles(at, [file], options);
  if (bytes === null || bytes === undefined) return unreadable(`${file} is not there`);
  const content = fileText(bytes);
  const place = findVersion(content.text, pattern);
  if ("found" in place) return unreadable(`the pattern finds ${place.found} versions in ${file}, not one`);
  return { version: place.version, with: (version) => content.encode(replaceVersion(content.text, place, version)) };
}

const unreadable = (why: string): Problem => ({
  code: "ERR_DEVELOPMENT_VERSION_UNREADABLE",
  message: `The mainline's version cannot be read: ${why}.`,
  hint: "Correct `developmentVersion`: the file, and a pattern that finds its version exactly once.",
});

const notCounted = (branch: string, next: string): Problem => ({
  code: "ERR_DEVELOPMENT_VERSION_UNREADABLE",
  message: `${branch} is not called as release branches are, so there is no ${next} after it.`,
  hint: "Write the version itself in `developmentVersion.next`, or set the pattern of release branches.",
});

const reviewName = (review: string): Problem => ({
  code: "ERR_REVIEW_BRANCH_TAKEN",
  message: `The review branch ${review} is the mainline, or the branch that is cut.`,
  hint: "Name another review branch, or leave it out to push to the mainline itself.",
});

const reviewTaken = (branch: string, wanted: string): Problem => ({
  code: "ERR_REVIEW_BRANCH_TAKEN",
  message: `${branch} is there already, and does not name ${wanted}.`,
  hint: `Merge or remove ${branch}, or name another review branch. Nothing of it is overwritten.`,
});
