import { BAND, packetsOf } from "./side-bands.js";

/** What the server did with the one ref of a push, and what it said beside that. */
export interface ServerReport {
  /** Null: it was done. */
  readonly problem: string | null;
  readonly words: string;
}

/**
 * The `report-status` that answers a push (gitprotocol-pack(5)): `unpack ok`, then `ok <ref>` or `ng <ref> <reason>`,
 * with or without side bands around it. Null for anything else, and when it is cut.
 */
export async function readPushReport(answer: AsyncIterable<Buffer>, ref: string): Promise<ServerReport | null> {
  const report: Buffer[] = [];
  let words = "";
  try {
    let isBanded: boolean | null = null;
    for await (const packet of packetsOf(answer)) {
      isBanded ??= (packet[0] ?? 0) <= BAND.failure;
      if (!isBanded) report.push(packet);
      else if (packet[0] === BAND.data) report.push(packet.subarray(1));
      else if (packet[0] === BAND.progress) words += packet.toString("utf8", 1);
      else return null;
    }
    const lines = isBanded === true ? await linesOf(Buffer.concat(report)) : report.map(textOf);
    const [unpacked, status, ...others] = lines.filter((line) => !line.startsWith("option "));
    if (unpacked !== "unpack ok" || status === undefined || others.length > 0) return null;
    if (status === `ok ${ref}`) return { problem: null, words };
    return status.startsWith(`ng ${ref} `) ? { problem: status.slice(`ng ${ref} `.length), words } : null;
  } catch {
    return null;
  }
}

async function linesOf(bytes: Buffer): Promise<string[]> {
  const lines: string[] = [];
  for await (const packet of packetsOf([bytes])) lines.push(textOf(packet));
  return lines;
}

const textOf = (packet: Buffer): string => packet.toString().replace(/\n$/, "");
