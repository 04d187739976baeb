import { open } from "node:fs/promises";
import type { CallOptions } from "@signalbox/release-core";
import type { Artifact, LocalArtifact } from "../artifact/artifact.js";
import { hostUnreadable } from "../host-unreadable.js";
import type { HostFacts } from "../package-manager/host-facts.js";
import type { PackageManager, Resolution } from "../package-manager/package-manager.js";
import type { Host } from "../ports.js";
import { shown } from "../shown.js";
import { findTransactions } from "../transaction/find-transactions.js";
import type { TransactionView } from "../transaction/transaction.js";
import type { Unwell } from "./unwell.js";

export interface Question {
  readonly package: string;
  readonly units: readonly string[];
  readonly artifact?: Artifact | undefined;
  readonly head?: Uint8Array | undefined;
  /** Seconds of the host's clock: configuration files laid aside since then are reported. */
  readonly since?: number | undefined;
}

/** What a look told, and what follows from it for an artifact. */
export interface Look {
  readonly facts: HostFacts;
  /** The artifact's needs that the host does not have. */
  readonly missing: readonly string[];
  /** What apt, dnf or yum would do about them; null: nothing is missing, or there is none of these. */
  readonly resolution: Resolution | null;
  /** A transaction that is under way. */
  readonly running: TransactionView | null;
  /** Of a host where nothing is to do: what was asked for and does not hold. */
  readonly unwell?: readonly Unwell[];
}

/** A host's answer is a few kilobytes; a broken one must not fill our memory. */
const MAX_BYTES = 512 * 1024;

/** One question, one answer. Only what is out of the ordinary needs a second one: something missing, something running. */
export async function lookAt(
  host: Host,
  manager: PackageManager,
  question: Question,
  { signal }: CallOptions,
): Promise<Look> {
  const run = { signal, asRoot: true, maxBytes: MAX_BYTES };
  const { argv, input } = manager.inspection(question);
  const answer = await host.run(argv, { ...run, input });
  if (answer.stdout === "" && answer.code !== 0) throw hostUnreadable(host.name, shown(answer.stderr));
  const facts = manager.readInspection(host.name, answer.stdout, question.units);
  const missing = question.artifact === undefined ? [] : manager.missing(question.artifact, facts);
  const asked =
    question.artifact === undefined || missing.length === 0
      ? null
      : manager.resolution(question.artifact, missing, facts);
  const [resolved, running] = await Promise.all([
    asked === null ? null : host.run(asked.argv, run),
    facts.running === null ? [] : findTransactions(host, { signal }),
  ]);
  return {
    facts,
    missing,
    resolution: resolved === null ? null : manager.readResolution(resolved.stdout + resolved.stderr, resolved.code),
    running: running.find(({ state }) => state === "running") ?? null,
  };
}

/** An RPM's headers: they are what `rpm --test` is asked about. Large ones (a hundred thousand files) are left out. */
export async function readHead({ path, headBytes }: LocalArtifact): Promise<Uint8Array | undefined> {
  if (headBytes === 0 || headBytes > 1024 * 1024) return undefined;
  const file = await open(path, "r");
  try {
    const head = Buffer.alloc(headBytes);
    await file.read(head, 0, headBytes, 0);
    return head;
  } finally {
    await file.close();
  }
}
