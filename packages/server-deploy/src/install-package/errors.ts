import { ReleaseError, toJson } from "@signalbox/release-core";
import type { WayBackPlan } from "../fleet/way-back.js";
import { shown } from "../shown.js";
import type { InstalledOnHost } from "./action.js";
import type { LeftState, Why } from "./outcome.js";

export interface Failure {
  readonly host: string;
  readonly package: string;
  readonly version: string;
  readonly why: Why;
  /** A line of the log. */
  readonly reason: string;
  readonly state: LeftState;
  readonly wayBack: WayBackPlan["kind"];
  /** What a person types there. */
  readonly byHand: string;
  /** Services that do not run. */
  readonly services: readonly string[];
  readonly result: InstalledOnHost;
}

const CODES: Readonly<Record<Why, readonly [code: string, message: string, hint: string]>> = {
  lock: [
    "ERR_PACKAGE_LOCK",
    "the package manager's lock was not free in time",
    "Run it again when the other one is done; nobody's lock is taken away.",
  ],
  "disk-full": ["ERR_HOST_DISK", "its disk is full", "Free space there (df -h), then run it again."],
  scriptlet: [
    "ERR_SCRIPTLET_FAILED",
    "a script of the package failed",
    "Read the log, correct the package, and release it under a new version.",
  ],
  dependency: [
    "ERR_DEPENDENCIES_MISSING",
    "something that it needs is missing",
    "Install that first, then run it again.",
  ],
  conflict: [
    "ERR_PACKAGE_REFUSED",
    "it is in conflict with another package",
    "Settle the conflict first, then run it again.",
  ],
  architecture: ["ERR_ARCHITECTURE", "it is for another architecture", "Take the file for this server."],
  damaged: [
    "ERR_ARTIFACT_DIFFERS",
    "its file is damaged",
    "Look at the server's disk and at the file, then run it again.",
  ],
  question: [
    "ERR_INSTALL_FAILED",
    "it asked a question that nobody could answer",
    "Correct the package: it must install without asking.",
  ],
  service: ["ERR_SERVICE_UNHEALTHY", "its service did not come up", "Read the service's log on the server."],
  silence: [
    "ERR_INSTALL_UNKNOWN",
    "the transaction ended without a word: the server was restarted, or it was killed",
    "Look at the server, then run it again.",
  ],
  deadline: [
    "ERR_INSTALL_TIMEOUT",
    "it took too long",
    "See in the log what it waits for; it must install without asking.",
  ],
  other: ["ERR_INSTALL_FAILED", "the package manager refused it", "Read the log on the server."],
};

const nameOf = ({ after }: InstalledOnHost, name: string): string =>
  after === null ? `no ${name}` : `${name} ${after.version} (${after.state})`;

/** What is there now, and the next step where a person has to take it. */
function statement({ host, package: name, state, wayBack, byHand, services, result, version }: Failure): {
  now: string;
  next: string;
} {
  const there = nameOf(result, name);
  const down = services.length === 0 ? "" : `, and ${services.join(", ")} not running`;
  switch (state) {
    case "back":
      return {
        now: `${host} has ${there} as before${down}`,
        next: services.length === 0 ? "" : `On ${host}: ${startCommand(services)}`,
      };
    case "new":
      return {
        now: `${host} is left with ${there}${down}`,
        next: `To go back: signalbox rollback ${name} --from ${version}${wayBack === "unavailable" ? ", which needs a copy of the old package" : ""}; or on ${host}: ${services.length === 0 ? byHand : startCommand(services)}`,
      };
    case "half":
      return { now: `${host} is left with ${there}, which is half installed${down}`, next: `On ${host}: ${byHand}` };
    case "gone":
      return { now: `${host} is left with ${there}${down}`, next: `Install it again, or the version before.` };
  }
}

const startCommand = (services: readonly string[]): string =>
  services.map((name) => `sudo service ${name} start`).join(" && ");

export function installFailed(failure: Failure): ReleaseError {
  const { host, package: name, version, why, reason, state, result } = failure;
  const [code, message, hint] = CODES[why];
  const { now, next } = statement(failure);
  const quoted = reason === "" ? "" : ` (${shown(reason)})`;
  return new ReleaseError({
    code,
    message: `${name} ${version} was not installed on ${host}: ${message}${quoted}. ${now}.`,
    hint: [next, hint].filter((part) => part !== "").join(" "),
    details: toJson({ ...result, host, why, state }),
  });
}

/** The verdict that was asked for before anything is written says no. */
export const commitBlocked = (
  host: string,
  name: string,
  { reason, hint, evidence }: { reason: string; hint: string; evidence: unknown },
): ReleaseError =>
  new ReleaseError({
    code: "ERR_COMMIT_BLOCKED",
    message: `${name} was not installed on ${host}: ${reason}`,
    hint,
    details: toJson({ host, evidence }),
  });
