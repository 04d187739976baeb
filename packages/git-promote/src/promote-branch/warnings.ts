import type { Warning } from "@signalbox/release-core";
import { shortName } from "../resolve-branch.js";
import type { PromoteFacts } from "./facts.js";
import type { PromoteInput } from "./input.js";
import { list } from "./problems.js";

/** What a person should know before a promotion. Pure. */
export function promoteWarnings(input: PromoteInput, facts: PromoteFacts, pushes: boolean): readonly Warning[] {
  return [squashed, ownChanges, replaced, byHand, sameName].flatMap((rule) => rule(input, facts, pushes) ?? []);
}

type Rule = (input: PromoteInput, facts: PromoteFacts, pushes: boolean) => Warning | null;

const squashed: Rule = ({ from, to }, { compared }) => {
  if (compared === null || compared.contained || compared.squashes.length === 0) return null;
  return {
    code: "promotion-was-squashed",
    message: `${to} got an earlier promotion as a squash (${list(compared.squashes.map(({ by }) => by.slice(0, 10)))}), so git still lists its commits as new.`,
    hint: `Merge promotions with a merge commit. Merging ${to} back into ${from} once settles the histories.`,
  };
};

const ownChanges: Rule = ({ from, to }, { compared, ownPaths }) => {
  if (compared === null || ownPaths.length === 0) return null;
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

const replaced: Rule = ({ direct }, { review }, pushes) => {
  if (!pushes || direct === true || review.head === null) return null;
  const branch = shortName(review.ref);
  return {
    code: "review-branch-replaced",
    message: `${branch} is at an older promotion (${review.head.slice(0, 10)}) and will be moved to the new one.`,
    hint: `Nothing is lost: all that ${branch} holds is in both branches. An open pull request shows the new merge.`,
  };
};

const byHand: Rule = ({ from, to, direct }, { review, compared }) => {
  if (compared === null || compared.contained || direct === true || !review.complete || review.own.length === 0)
    return null;
  return {
    code: "review-branch-merged-by-hand",
    message: `${shortName(review.ref)} holds ${from} and ${to} as somebody merged them by hand, and waits for its merge.`,
    hint: "Review what was settled there; it is not what an automatic merge gives.",
  };
};

const sameName: Rule = (_, { tagged }) =>
  tagged.length === 0
    ? null
    : {
        code: "tag-has-branch-name",
        message: `A tag has the name of a branch: ${list(tagged)}.`,
        hint: "Signalbox uses full refs and is not confused, but `git push` and `git checkout` are: rename the tag.",
      };
