import type { TrainPlan } from "@signalbox/release-train";
import { list, text, type Session } from "../session.js";

const ONE = ["config", "cwd", "state-dir"];
const MANY = ["skip", "only", "waive"];

/**
 * What a person types to plan the same again, up to what is changed of it. After a plan that is written to a file it is
 * `plan` with that file, else `run`: a plan that was only looked at goes on nowhere.
 */
export function sameCommand(session: Session, train: string, approved?: TrainPlan): string {
  const file = text(session, "out");
  // A plan that was made before says itself what it was made with.
  const set = approved === undefined ? list(session, "set") : setOf(approved.parameters);
  const options: readonly (readonly [string, string])[] = [
    ...ONE.flatMap((name) => pair(name, text(session, name))),
    ...set.map((value) => ["set", value] as const),
    ...MANY.flatMap((name) => list(session, name).map((value) => [name, value] as const)),
    ...pair("out", file),
  ];
  const words = [train, ...options.flatMap(([name, value]) => [`--${name}`, value])];
  return ["signalbox", file === undefined ? "run" : "plan", ...words.map(quoted)].join(" ");
}

const pair = (name: string, value: string | undefined): readonly (readonly [string, string])[] =>
  value === undefined ? [] : [[name, value]];

const setOf = (parameters: TrainPlan["parameters"]): readonly string[] =>
  Object.entries((parameters ?? {}) as object).map(
    ([name, value]) => `${name}=${typeof value === "string" ? value : JSON.stringify(value)}`,
  );

/** A word for the shells of POSIX. */
export const quoted = (word: string): string =>
  /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
