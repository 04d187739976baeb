import type { Warning } from "@signalbox/release-core";
import { compareVersionTexts, looseVersion, misreadingOf, type Pin, type PinChange } from "../pins/index.js";
import { shortName } from "../resolve-branch.js";
import type { PinCheck } from "./check-pins.js";
import type { BumpStanding, ExaminedBump } from "./facts.js";
import type { BumpReview } from "./inspect-review.js";
import { jumpOf } from "./jump.js";
import { shortList as list } from "../short-list.js";

/** What a person should know before pins are bumped. Pure. */
export function bumpWarnings(seen: ExaminedBump, standing: BumpStanding, pushesReview: boolean): readonly Warning[] {
  const { drafted, checks, review } = seen;
  const { changes } = drafted;
  return [
    ...changes.flatMap((change) => downgrade(change) ?? jump(change, checks) ?? []),
    ...(changes.length === 0 ? [] : behindOthers(seen)),
    ...drafted.chosen.edits.flatMap(({ pin }) => misread(pin) ?? remarked(pin) ?? []),
    ...unpinned(seen),
    ...unchecked(checks),
    ...lockFilesLeft(drafted.planned?.lockFilesLeft ?? []),
    ...(pushesReview && standing === "open" && isReplaceable(review) ? [replaced(review)] : []),
    ...(standing === "awaiting" && (review.own.length > 0 || review.others.length > 0) ? [waits(seen)] : []),
  ];
}

function downgrade({ name, family, from, to, direction }: PinChange): Warning | null {
  if (direction !== "down") return null;
  return {
    code: "pin-downgrade",
    message: `${title(name, family)} goes back from ${from ?? ""} to ${to ?? ""}.`,
    hint: "Hosts install the older version only where their package manager may; migrations do not go back.",
  };
}

function jump({ name, family, from, to }: PinChange, checks: readonly PinCheck[]): Warning | null {
  const check = checks.find((one) => one.name === name && one.family === family);
  const odd = from === null || to === null ? null : jumpOf(from, to, check?.released ?? null);
  if (odd === null) return null;
  const meant = odd.instead === null ? "" : ` Is ${odd.instead} meant?`;
  return {
    code: "pin-jump",
    message: `${title(name, family)} jumps from ${from ?? ""} to ${to ?? ""}; the version before it is ${odd.after}.${meant}`,
    hint: "Check the number: a skipped version is often a mistyped one.",
  };
}

/** Families of one stream (`-tc2` is another) are expected to move together. */
function behindOthers({ drafted: { chosen, pins } }: ExaminedBump): readonly Warning[] {
  const after = (pin: Pin): string => chosen.edits.find((edit) => edit.pin === pin)?.version ?? pin.version;
  return chosen.edits.flatMap(({ pin, version }) => {
    const ahead = pins.filter(
      (other) =>
        other.name === pin.name &&
        other.family !== pin.family &&
        endingOf(after(other)) === endingOf(version) &&
        compareVersionTexts(version, after(other)) < 0,
    );
    if (ahead.length === 0) return [];
    const others = list(ahead.map((other) => `${other.family} has ${after(other)}`));
    const message = `${title(pin.name, pin.family)} gets ${version}, while ${others}.`;
    return [{ code: "pin-behind-family", message, hint: "Right when the families move apart; else name both." }];
  });
}

const endingOf = (version: string): string => looseVersion(version)?.prerelease[0] ?? "";

function misread(pin: Pin): Warning | null {
  const misreading = misreadingOf(pin);
  if (misreading === null) return null;
  const message = `${pin.version} stands without quotes in ${pin.file}:${pin.line}, and YAML reads it as ${misreading}.`;
  return { code: "pin-misread", message, hint: `Put quotes around the version of ${pin.name}.` };
}

/** People leave notes to the one who changes the version next: "Uncomment the architecture line next version". */
function remarked(pin: Pin): Warning | null {
  if (pin.remark === null) return null;
  const message = `${pin.file}:${pin.line} has a remark for whoever changes ${title(pin.name, pin.family)}: ${pin.remark}`;
  return { code: "pin-remark", message, hint: "Do what it asks for on the review branch; the remark itself stays." };
}

function unpinned({ drafted: { chosen } }: ExaminedBump): readonly Warning[] {
  if (chosen.unpinned.length === 0) return [];
  const message = `Nothing here pins ${list(chosen.unpinned.map(({ name, version }) => `${name} (released as ${version})`))}.`;
  return [{ code: "release-not-pinned", message, hint: "Right for what is deployed otherwise; else name its pin." }];
}

function unchecked(checks: readonly PinCheck[]): readonly Warning[] {
  const without = (what: "tag" | "artifact"): string =>
    list(checks.filter((check) => check[what] === "unchecked").map(({ name, version }) => `${name} ${version}`));
  const [tags, artifacts] = [without("tag"), without("artifact")];
  return [
    ...(tags === ""
      ? []
      : [
          {
            code: "pin-tag-not-checked",
            message: `Nobody looked whether these were released: ${tags}.`,
            hint: "Say where the components live, and their tags are looked for.",
          },
        ]),
    ...(artifacts === ""
      ? []
      : [
          {
            code: "pin-artifact-not-checked",
            message: `Nobody looked whether these are built: ${artifacts}.`,
            hint: "Look at the releases' pages before this reaches a host.",
          },
        ]),
  ];
}

const lockFilesLeft = (paths: readonly string[]): readonly Warning[] =>
  paths.length === 0
    ? []
    : [
        {
          code: "lock-file-left",
          message: `${list(paths)} will not fit the bumped package.json.`,
          hint: "Say by which command it is made again (`lockFiles`), or make it by hand on the review branch.",
        },
      ];

const isReplaceable = ({ head, own, others, limit }: BumpReview): boolean =>
  head !== null && own.length === 0 && others.length === 0 && limit === null;

const replaced = ({ ref, head }: BumpReview): Warning => ({
  code: "review-branch-replaced",
  message: `${shortName(ref)} is at an older bump (${head?.slice(0, 10) ?? ""}) and will be moved to the new one.`,
  hint: "Nothing is lost: it holds nothing but versions of the same pins. An open pull request shows the new commit.",
});

const waits = ({ review: { ref, own, others } }: ExaminedBump): Warning => ({
  code: "review-branch-holds-more",
  message: `${shortName(ref)} brings these pins already, and more: ${list([
    ...own.map(({ subject }) => subject),
    ...others.map(({ name, to }) => `${name} ${to ?? "removed"}`),
  ])}.`,
  hint: "Review all of it; it waits for its merge as it is.",
});

const title = (name: string, family: string): string => (family === "" ? name : `${name} (${family})`);
