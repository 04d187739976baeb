import type { CallOptions } from "@signalbox/release-core";
import type { Host } from "../ports.js";
import { sh } from "../sh.js";

/** How far a log had come, for the `since` of a check. */
export interface LogPosition {
  readonly file: string;
  readonly byte: number;
  /** Null when there was no such file yet. */
  readonly inode: number | null;
}

const SCRIPT = sh`for file; do
  if at=$(stat -L -c '%s %i' -- "$file" 2>/dev/null); then echo "$at"; else echo '0 -'; fi
done`;

/** Words: the file to write, then logs. A line each of how far it has come: bytes, inode (none: no such log), path. */
export const MARK_LOGS = sh`
marks=$1; shift
for log; do
  at=$(stat -L -c '%s\t%i' -- "$log" 2>/dev/null) || at='0\t'
  printf '%b\t%s\n' "$at" "$log"
done >"$marks"
`;

/** How far logs have come: ask before a service is started, and health is judged by what it writes afterwards. */
export async function readLogPositions(
  host: Host,
  files: readonly string[],
  options: CallOptions = {},
): Promise<readonly LogPosition[]> {
  const { stdout } = await host.run(["sh", "-c", SCRIPT, "positions", ...files], { ...options, asRoot: true });
  const lines = stdout.split("\n");
  return files.map((file, at) => {
    const { byte = "0", inode } = /^(?<byte>[0-9]+) (?<inode>[0-9]+)$/.exec(lines[at] ?? "")?.groups ?? {};
    return { file, byte: Number(byte), inode: inode === undefined ? null : Number(inode) };
  });
}
