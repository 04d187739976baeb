import { compareDebianVersions } from "../../versions/compare-debian-versions.js";
import type { PackageManager } from "../package-manager.js";
import { readInspection } from "../read-inspection.js";
import { script } from "../shell/script.js";
import { seconds, waitAndWork } from "../shell/time.js";
import { wordsOfInstall, wordsOfWaiting, wordsOfWayBack } from "../shell/words.js";
import { metConflicts, namesIn, unmetDepends } from "./depends.js";
import { DPKG_INSPECTION } from "./inspection-script.js";
import { readAptSimulation } from "./read-apt-simulation.js";
import { GO_BACK, INSTALL, REPAIR, VERIFY, WAIT } from "./scripts.js";

/** Debian's package manager, with apt where something is missing. */
export const dpkg: PackageManager = {
  format: "deb",
  compareVersions: compareDebianVersions,
  inspection: ({ package: name, units, artifact, since = 0 }) => {
    const wanted = namesIn([artifact?.depends, artifact?.conflicts].filter(Boolean).join(",")).join(" ");
    return { argv: ["sh", "-c", DPKG_INSPECTION, "signalbox", name, wanted, String(since), ...units] };
  },
  readInspection,
  missing: ({ depends }, { candidates }) => unmetDepends(depends, candidates),
  displaced: ({ package: name, conflicts }, { candidates }) =>
    metConflicts(conflicts, candidates).filter((other) => other !== name),
  resolution: (_artifact, missing, { resolver }) =>
    resolver === null ? null : { argv: ["apt-get", "-s", "-q", "satisfy", "--", missing.join(", ")] },
  readResolution: readAptSimulation,
  waitForLock: (lockWaitMs, expected) =>
    script("waiting", WAIT, wordsOfWaiting(lockWaitMs, expected), waitAndWork(lockWaitMs, 0)),
  repair: (name, lockWaitMs) => script("repairing", REPAIR, [seconds(lockWaitMs), name], waitAndWork(lockWaitMs)),
  install: (step) => script("installing", INSTALL, wordsOfInstall(step), waitAndWork(step.lockWaitMs)),
  verify: (name, version) => script("verifying", VERIFY, [name, version]),
  goBack: (way) => script("going back", GO_BACK, wordsOfWayBack(way), waitAndWork(way.lockWaitMs)),
  contents: null,
  byHand: (name, { installed, unfinished }) =>
    unfinished.length > 0 || installed?.isWhole === false ? "sudo dpkg --configure -a" : `dpkg -s ${name}`,
};
