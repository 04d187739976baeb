import type { Problem } from "@signalbox/release-core";
import type { TransactionView } from "../transaction/transaction.js";
import type { FileSeen } from "./look.js";

export const hostBusy = (host: string, { subject, holder, id }: TransactionView): Problem => ({
  code: "ERR_HOST_LOCKED",
  message: `${host} is busy with ${subject}, begun by ${holder} (transaction ${id}).`,
  hint: "Wait for it, or talk to them; it goes on by itself.",
});

const IN_THE_WAY: Readonly<Record<Exclude<FileSeen["kind"], "file" | "absent">, readonly [string, string]>> = {
  link: ["is a link", "Name the file that it leads to: what else leads there would change too."],
  other: ["is there, and no file", "Name the file itself, or move away what is there."],
  nowhere: ["has no folder to be in", "Make the folder first, with the owner and mode that it needs."],
};

export const notReplaceable = (host: string, path: string, kind: keyof typeof IN_THE_WAY): Problem => ({
  code: "ERR_FILE_PLACE",
  message: `${path} on ${host} ${IN_THE_WAY[kind][0]}.`,
  hint: IN_THE_WAY[kind][1],
});

export const accountMissing = (host: string, what: "user" | "group", name: string): Problem => ({
  code: "ERR_ACCOUNT_MISSING",
  message: `${host} has no ${what} ${name}.`,
  hint: "Create it there first, or correct the owner and group of the file.",
});

export const diskFull = (host: string, path: string, free: number): Problem => ({
  code: "ERR_HOST_DISK",
  message: `${host} has ${Math.floor(free / 1_000_000)} MB left for ${path}, which is not enough.`,
  hint: `Free space there first: df -h ${path.replace(/\/[^/]*$/, "") || "/"}`,
});
