import { afterEach, beforeEach, expect } from "vitest";

/** A library returns what it found. One that prints fails its test, whichever way it prints. */
const ways = ["log", "info", "warn", "error", "debug", "trace", "dir", "table"] as const;
const streams = ["stdout", "stderr"] as const;

let printed: string[] = [];
let restore: (() => void)[] = [];

beforeEach(() => {
  if (!/[\\/]packages[\\/]/.test(expect.getState().testPath ?? "")) return;
  for (const way of ways) {
    const original = console[way];
    console[way] = (...args: unknown[]) => void printed.push(`console.${way}: ${args.map(String).join(" ")}`);
    restore.push(() => void (console[way] = original));
  }
  for (const name of streams) {
    const stream = process[name];
    const original = stream.write;
    stream.write = (chunk: Uint8Array | string) => printed.push(`${name}: ${String(chunk)}`) > 0;
    restore.push(() => void (stream.write = original));
  }
});

afterEach(() => {
  for (const undo of restore) undo();
  const seen = printed;
  restore = [];
  printed = [];
  if (seen.length > 0) throw new Error(`A library printed:\n${seen.join("\n")}`);
});
