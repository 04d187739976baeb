import { ReleaseError, toJson } from "@signalbox/release-core";
import { shown } from "../shown.js";
import type { Ended, LeftState, Why } from "./outcome.js";
import type { PackageOutcome } from "./package-outcome.js";

export interface Failure extends Ended {
  readonly why: Why;
  /** A line of the log. */
  readonly reason: string;
  readonly left: LeftState;
  readonly result: PackageOutcome;
}

const WORDS: Readonly<Record<Why, readonly [code: string, message: string, hint: string]>> = {
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
  conflict: ["ERR_PACKAGE_REFUSED", "another package is in the way", "Settle the conflict first, then run it again."],
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

/** What is there now, and what a person does next where nothing of ours can. Pure. */
function situation({ host, package: name, left, byHand, strange, verifyByHand, idle, result: { after } }: Failure): {
  now: string;
  next: string;
} {
  const there = after === null ? `no ${name}` : `${name} ${after.version} (${after.state})`;
  const down = idle.length === 0 ? "" : `, and ${idle.join(", ")} not running`;
  const start = idle.map((unit) => `sudo service ${unit.replace(/\.service$/, "")} start`).join(" && ");
  const onHost = (command: string): string => (command === "" ? "" : `On ${host}: ${command}.`);
  switch (left) {
    case "back":
      return { now: `${host} has ${there} as before${down}`, next: onHost(start) };
    case "half":
      return { now: `${host} is left with ${there}, half installed${down}`, next: onHost(byHand) };
    case "new":
      return { now: `${host} is left with ${there}${down}`, next: onHost(start) };
    case "mixed": {
      const files =
        strange === "unknown"
          ? "may be of both versions"
          : `are not its own: ${strange.slice(0, 3).join(", ")}${strange.length > 3 ? ` and ${strange.length - 3} more` : ""}`;
      return after === null
        ? { now: `${host} lists ${there} as before, and some of its files may be there`, next: "" }
        : { now: `${host} lists ${there} as before, and files ${files}${down}`, next: onHost(verifyByHand) };
    }
    case "gone":
      return { now: `${host} is left with ${there}`, next: `Install a version on ${host}.` };
  }
}

/** It did not end as wished. The message says what the host has now, the hint the next command. */
export function deployFailed(failure: Failure): ReleaseError {
  const { host, package: name, version, verb, why, reason, left, result } = failure;
  const [code, message, hint] = WORDS[why];
  const { now, next } = situation(failure);
  const what =
    verb === "installed"
      ? `${name} ${version} was not installed on ${host}`
      : `${name} was not rolled back to ${version} on ${host}`;
  return new ReleaseError({
    code,
    message: `${what}: ${message}${reason === "" ? "" : ` (${shown(reason)})`}. ${now}.`,
    hint: [next, hint].filter((part) => part !== "").join(" "),
    details: toJson({ ...result, why, left }),
  });
}
