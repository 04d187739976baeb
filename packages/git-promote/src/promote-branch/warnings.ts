import type { Warning } from "@signalbox/release-core";
import { shortName } from "../resolve-branch.js";
import type { ExaminedPromotion, PromoteFacts } from "./facts.js";
import type { PromoteInput, PromotionNames } from "./input.js";
import { list } from "./problems.js";
import { standingOf } from "./standing.js";

/** What a person should know before a promotion. Pure. */
export function promoteWarnings(input: PromoteInput, facts: PromoteFacts, pushes: boolean): readonly Warning[] {
  const { names, seen, tagged } = facts;
  if (names === null) return [];
  const told = seen === null ? [] : RULES.flatMap((rule) => rule({ ...seen, input, names, pushes }) ?? []);
  const references = seen === null ? [] : referenceWarnings(seen, standingOf(input, seen) === "open");
  return [...told, ...references, ...sameName(tagged)];
}

type Rule = (
  promotion: ExaminedPromotion & {
    readonly input: PromoteInput;
    readonly names: PromotionNames;
    readonly pushes: boolean;
  },
) => Warning | null;

const squashed: Rule = ({ names: { from, to }, compared, input }) => {
  const open = compared.squashes.filter(({ settled }) => !settled);
  if (compared.contained || open.length === 0 || input.settle === true) return null;
  const brought = compared.comparison.alreadyContained.filter(({ by }) => by !== undefined);
  const commits = brought.length === 1 ? "1 commit" : `${brought.length} commits`;
  const subjects = list(brought.map(({ commit, subject }) => `${commit.slice(0, 10)} ${subject}`));
  return {
    code: "promotion-was-squashed",
    message: `${to} got an earlier promotion as a squash (${list(open.map(({ by }) => by.slice(0, 10)))}), so git still lists ${commits} as new that it has: ${subjects}.`,
    hint: `Merge promotions with a merge commit. To settle the histories, promote ${to} into ${from} once with \`settle\`.`,
  };
};

const ownChanges: Rule = ({ names: { from, to }, compared, ownPaths, merge }) => {
  if (ownPaths.length === 0 || merge?.tree === compared.target.tree) return null;
  const { behind } = compared.comparison;
  const commits =
    behind.length === 0
      ? ""
      : ` It has ${behind.length} ${behind.length === 1 ? "commit" : "commits"} that ${from} lacks.`;
  return {
    code: "target-has-own-changes",
    message: `After the promotion ${to} will differ from ${from} in ${list(ownPaths.map(({ path }) => path))}.${commits}`,
    hint: `If ${from} should have these changes, merge ${to} back into ${from} first.`,
  };
};

const replaced: Rule = ({ input, review, pushes }) => {
  if (!pushes || input.direct === true || review.head === null) return null;
  const branch = shortName(review.ref);
  return {
    code: "review-branch-replaced",
    message: `${branch} is at an older promotion (${review.head.slice(0, 10)}) and will be moved to the new one.`,
    hint: `Nothing is lost: all that ${branch} holds is in both branches. An open pull request shows the new merge.`,
  };
};

const byHand: Rule = ({ input, names: { from, to }, review, compared }) => {
  if (compared.contained || input.direct === true || !review.complete || review.own.length === 0) return null;
  return {
    code: "review-branch-merged-by-hand",
    message: `${shortName(review.ref)} holds ${from} and ${to} as somebody merged them by hand, and waits for its merge.`,
    hint: "Review what was settled there; it is not what an automatic merge gives.",
  };
};

const downgraded: Rule = ({ names: { to }, compared, described }) => {
  const down = (described.pins ?? []).filter(({ direction }) => direction === "down");
  if (compared.contained || down.length === 0) return null;
  const rows = down.map(
    ({ family, name, from, to: now }) => `${family === "" ? name : `${family}/${name}`} ${from} → ${now}`,
  );
  return {
    code: "pin-downgrade",
    message: `${to} will get an older version: ${list(rows)}.`,
    hint: "A rollback is fine. If it is none, somebody wrote a wrong version: compare it with the tags.",
  };
};

const RULES: readonly Rule[] = [squashed, ownChanges, replaced, byHand, downgraded];

/** Findings that are told; one that would stop a promotion is told too when there is nothing left to stop. */
const referenceWarnings = ({ described, compared }: ExaminedPromotion, stops: boolean): readonly Warning[] =>
  (described.references ?? [])
    .filter(({ severity }) => !compared.contained && (severity === "warning" || (severity === "error" && !stops)))
    .map(({ code, message, hint }) => ({ code, message, hint }));

const sameName = (tagged: readonly string[]): readonly Warning[] =>
  tagged.length === 0
    ? []
    : [
        {
          code: "tag-has-branch-name",
          message: `A tag has the name of a branch: ${list(tagged)}.`,
          hint: "Signalbox uses full refs and is not confused, but `git push` and `git checkout` are: rename the tag.",
        },
      ];
