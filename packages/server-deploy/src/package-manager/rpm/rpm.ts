import { compareRpmVersions } from "../../versions/compare-rpm-versions.js";
import type { PackageManager } from "../package-manager.js";
import { readInspection } from "../read-inspection.js";
import { script } from "../shell/script.js";
import { seconds, waitAndWork } from "../shell/time.js";
import { wordsOfInstall, wordsOfWaiting, wordsOfWayBack } from "../shell/words.js";
import { erasedIn, neededIn, strangeIn } from "./complaints.js";
import { RPM_INSPECTION } from "./inspection-script.js";
import { readDnfSimulation } from "./read-dnf-simulation.js";
import { GO_BACK, INSTALL, REPAIR, VERIFY, WAIT } from "./scripts.js";

/** Configuration is edited and accounts are corrected by people: content is what tells. */
const VERIFY_FILES = ["-V", "--nodeps", "--noscripts", "--nomtime", "--nouser", "--nogroup", "--nomode"];

/** The package manager of Red Hat's family, with dnf or yum where something is missing. */
export const rpm: PackageManager = {
  format: "rpm",
  compareVersions: compareRpmVersions,
  inspection: ({ package: name, units, head, since = 0 }) => ({
    argv: ["sh", "-c", RPM_INSPECTION, "signalbox", name, head === undefined ? "" : "head", String(since), ...units],
    input: head,
  }),
  readInspection,
  missing: (_artifact, { complaints }) => neededIn(complaints),
  displaced: (_artifact, { complaints }) => erasedIn(complaints),
  resolution: (_artifact, missing, { resolver }) =>
    resolver === null ? null : { argv: [resolver, "-q", "--assumeno", "install", "--", ...missing] },
  readResolution: readDnfSimulation,
  waitForLock: (lockWaitMs, expected) =>
    script("waiting", WAIT, wordsOfWaiting(lockWaitMs, expected), waitAndWork(lockWaitMs, 0)),
  repair: (name, lockWaitMs) => script("repairing", REPAIR, [seconds(lockWaitMs), name], waitAndWork(lockWaitMs)),
  install: (step) => script("installing", INSTALL, wordsOfInstall(step), waitAndWork(step.lockWaitMs)),
  verify: (name, version) => script("verifying", VERIFY, [name, version]),
  goBack: (way) => script("going back", GO_BACK, wordsOfWayBack(way), waitAndWork(way.lockWaitMs)),
  contents: {
    argv: (name) => ["timeout", "60", "env", "LC_ALL=C", "rpm", ...VERIFY_FILES, "--", name],
    strangeIn,
    byHand: (name) => `sudo rpm -V --nomtime ${name}`,
  },
  byHand: (name, { installed }) => (installed?.isWhole === false ? `rpm -q --last ${name}` : `rpm -q ${name}`),
};
