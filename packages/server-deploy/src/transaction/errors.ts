import { inputInvalid, type Json, ReleaseError } from "@signalbox/release-core";
import { shown } from "../shown.js";
import { HOST_FOLDER } from "./host-program/host-folder.js";
import type { TransactionView } from "./transaction.js";

export const requestInvalid = (path: string, message: string, value: Json): ReleaseError =>
  inputInvalid("transaction", [{ path, message, value }]);

export const hostLocked = (host: string, other: TransactionView): ReleaseError =>
  new ReleaseError({
    code: "ERR_HOST_LOCKED",
    message: `${host} is busy with ${other.subject}, begun by ${other.holder}${other.startedAt === null ? "" : ` at ${other.startedAt}`} (transaction ${other.id}${other.phase === null ? "" : `, ${other.phase}`}).`,
    hint: `Wait for it, or talk to them: it goes on by itself. To watch it there: sudo tail -f ${HOST_FOLDER}/tx/${other.id}/log`,
    details: { host, id: other.id, subject: other.subject, holder: other.holder, startedAt: other.startedAt },
    retryable: true,
  });

/** The link is gone and stays away: nothing is known but that it was begun, or may have been. */
export const outOfSight = (host: string, id: string, cause: unknown): ReleaseError =>
  new ReleaseError({
    code: "ERR_TRANSACTION_OUT_OF_SIGHT",
    message: `The link to ${host} was lost while transaction ${id} was under way, and the host does not answer: how it ended is unknown.`,
    hint: "The host goes on by itself. Run the same command again when it answers: it finds the transaction there, and begins nothing twice.",
    details: { host, id, state: "unknown" },
    retryable: true,
    cause,
  });

export const notStarted = (host: string, id: string, said: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_TRANSACTION_NOT_STARTED",
    message: `${host} did not start transaction ${id}: ${shown(said) || "it said nothing"}`,
    hint: "Nothing was changed there. Look at the host: its systemd, its disk, and whether root may run programs.",
    details: { host, id },
  });

/** The words after `refused`, as the programs on the host say them. */
const REFUSALS: Readonly<
  Record<string, { readonly code: string; readonly message: string; readonly hint: string; readonly again?: boolean }>
> = {
  folder: {
    code: "ERR_HOST_FOLDER",
    message: "/var/lib/signalbox cannot be used: it cannot be made, is a link, or belongs to somebody else than root",
    hint: "Look at it with ls -ld, and make it a folder of root's again; also check that the disk is not full or read-only.",
  },
  disk: {
    code: "ERR_HOST_DISK",
    message: "nothing can be written below /var/lib/signalbox",
    hint: "Free space on that disk (df -h /var/lib/signalbox), then run the same command again. Nothing was begun.",
    again: true,
  },
  door: {
    code: "ERR_HOST_LOCKED",
    message: "others are beginning something there, for more than 30 seconds",
    hint: "Run the same command again in a minute.",
    again: true,
  },
  exists: {
    code: "ERR_TRANSACTION_EXISTS",
    message: "it has a transaction of this id with another intent",
    hint: "Take a new id; one names one piece of work for ever.",
  },
  digest: {
    code: "ERR_DIGEST_MISMATCH",
    message: "a file arrived with another content than expected",
    hint: "Nothing was begun. Look at where the file comes from: it was changed or cut, or the digest is of another one.",
  },
  fetch: {
    code: "ERR_HOST_DOWNLOAD",
    message: "it could not download a file",
    hint: "Nothing was begun. Try the address from that host, or let the file be sent from here.",
    again: true,
  },
  unknown: {
    code: "ERR_TRANSACTION_UNKNOWN",
    message: "it has no such transaction",
    hint: "Finished ones are kept for a while: the newest fifty.",
  },
};

export function hostRefused(host: string, words: string): ReleaseError {
  const [reason = "", ...rest] = words.split(" ");
  const said = shown(rest.join(" "), 300);
  const known = Object.hasOwn(REFUSALS, reason) ? REFUSALS[reason] : undefined;
  if (known === undefined) return hostUnclear(host, words);
  return new ReleaseError({
    code: known.code,
    message: `${host} refuses: ${known.message}${said === "" ? "." : `: ${said}`}`,
    hint: known.hint,
    details: { host, reason, said },
    retryable: known.again ?? false,
  });
}

/** Our program there ended in another way than any of ours does. */
export const hostUnclear = (host: string, said: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_HOST_UNCLEAR",
    message: `${host} did not answer as it should: ${shown(said) || "it said nothing"}`,
    hint: "Look whether the host has the usual programs (sh, coreutils, grep, util-linux with flock and setsid), and room on its disk.",
    details: { host, said: shown(said, 500) },
  });
