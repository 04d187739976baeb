import { createHash } from "node:crypto";
import type { TransactionCommand, TransactionRequest } from "../../src/transaction/transaction.js";

let count = 0;

/** A request with an id of its own; its intent is that of its commands, unless another is given. */
export function request(
  commands: readonly TransactionCommand[],
  more: Partial<TransactionRequest> = {},
): TransactionRequest {
  count += 1;
  return {
    id: `20261122T164500-${count.toString(16).padStart(6, "0")}`,
    intent: createHash("sha256").update(JSON.stringify(commands)).digest("hex"),
    subject: "cacophony-api 1.4.2",
    holder: "anna@desk",
    commands,
    rescue: [],
    ...more,
  };
}

/** A command by a script. */
export const script = (phase: string, text: string, more: Partial<TransactionCommand> = {}): TransactionCommand => ({
  phase,
  argv: ["sh", "-c", text],
  ...more,
});

/** Says `waiting`, and goes on when `open <gate>` was run on the host. */
export const waitAt = (gate: string, phase = "installing"): TransactionCommand =>
  script(phase, `rm -f /tmp/${gate}; mkfifo /tmp/${gate}; echo waiting at ${gate}; cat /tmp/${gate}; echo passed`);
export const open = (gate: string): string => `timeout 20 sh -c 'echo opened > /tmp/${gate}'`;

/** Hears a log, and tells when a line was heard. */
export function listener(): {
  readonly lines: string[];
  readonly onLog: (line: string) => void;
  heard(text: string): Promise<void>;
} {
  const lines: string[] = [];
  const awaited: { text: string; tell: () => void }[] = [];
  return {
    lines,
    onLog: (line) => {
      lines.push(line);
      for (const { text, tell } of awaited) if (line.includes(text)) tell();
    },
    heard: (text) =>
      new Promise((resolve) => {
        if (lines.some((line) => line.includes(text))) resolve();
        else awaited.push({ text, tell: resolve });
      }),
  };
}
