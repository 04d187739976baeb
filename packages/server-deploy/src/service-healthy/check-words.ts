import type { HealthCheck } from "./checks.js";
import { versionPatterns } from "./pattern.js";

/** How many words a check has in the script's arguments, its kind and name included. */
const WORDS_OF_A_CHECK = 9;

/** A check as the words that the script takes: data beside the program, never a part of it. Empty is "not given". */
export function checkWords(check: HealthCheck, name: string): readonly string[] {
  const words = [
    check.type,
    name,
    ...ownWords(check)
      .map((word) => word ?? "")
      .map(String),
  ];
  return [...words, ...Array<string>(WORDS_OF_A_CHECK - words.length).fill("")];
}

type Word = string | number | undefined;

function ownWords(check: HealthCheck): readonly Word[] {
  switch (check.type) {
    case "systemd":
      return [check.unit, check.subState];
    case "sysv":
      return [check.service];
    case "http": {
      const { url, status, body, version, timeoutMs } = check;
      const seconds = Math.ceil(timeoutMs / 1000);
      if (version?.pattern === undefined) return [url, status, body, version?.path, version?.is, undefined, seconds];
      const { wanted, any } = versionPatterns(version.pattern, version.is);
      return [url, status, body, undefined, wanted, any, seconds];
    }
    case "tcp":
      return [check.address, check.port, Math.ceil(check.timeoutMs / 1000)];
    case "log":
      return [check.file, check.appears, check.absent, check.since?.byte ?? 0, check.since?.inode];
    case "journal":
      return [check.unit, check.appears, check.absent, check.since && epoch(check.since)];
    case "process":
      return [check.unit, check.pidFile, check.startedAfter && epoch(check.startedAfter)];
  }
}

const epoch = (iso: string): number => Math.floor(Date.parse(iso) / 1000);
