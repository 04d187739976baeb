import type { Action, Draft, Problem, Warning } from "@signalbox/release-core";
import { shownSpan } from "../shown-span.js";
import { takenProblem } from "./errors.js";
import type { DumpInput } from "./input.js";
import type { DumpFacts } from "./inspect.js";

export type DumpAction = Action &
  (
    | { readonly type: "dump-database"; readonly database: string; readonly file: string; readonly expected: "absent" }
    | { readonly type: "restore-drill"; readonly file: string; readonly on: string; readonly scratch: string }
  );

/** Facts → actions. Pure. */
export function plan(given: DumpInput, facts: DumpFacts): Draft<DumpAction> {
  const { database, file, drill, drillOn = database } = given;
  const { found, record, scratch } = facts;
  const dumping: DumpAction[] =
    found === "absent"
      ? [{ type: "dump-database", summary: `dump ${database} into ${file}`, database, file, expected: "absent" }]
      : [];
  const drilling: DumpAction[] =
    drill && (found === "absent" || record?.drill === null)
      ? [
          {
            type: "restore-drill",
            summary: `restore ${file} into ${scratch}, and drop that`,
            file,
            on: drillOn,
            scratch,
          },
        ]
      : [];
  return {
    target: file,
    actions: found === "other" || isTooOld(given, facts) ? [] : [...dumping, ...drilling],
    problems: problemsOf(given, facts),
    warnings: warningsOf(given, facts),
    facts: {
      server: facts.server,
      programs: facts.programs?.version ?? null,
      tables: facts.tables,
      databaseBytes: facts.databaseBytes,
      freeBytes: facts.freeBytes,
      last: facts.last,
      record,
    },
  };
}

const isTooOld = ({ maxAgeMs }: DumpInput, { ageMs }: DumpFacts): boolean =>
  maxAgeMs !== undefined && ageMs !== null && ageMs > maxAgeMs;

function problemsOf(given: DumpInput, facts: DumpFacts): readonly Problem[] {
  const { file, maxAgeMs = 0 } = given;
  const { found, programs, server, freeBytes, last, record } = facts;
  if (found === "other") return [takenProblem(file)];
  const old: Problem = {
    code: "ERR_DUMP_OLD",
    message: `${ageOf(file, facts)} It may be ${shownSpan(maxAgeMs)} old.`,
    hint: ANEW,
  };
  if (record !== null && isTooOld(given, facts)) return [old];
  const missing: Problem = {
    code: "ERR_PG_DUMP_MISSING",
    message: `There is no pg_dump of version ${majorOf(server)} or newer for the server's ${server}.`,
    hint: `Install it: apt-get install postgresql-client-${majorOf(server)}.`,
  };
  const full: Problem = {
    code: "ERR_DUMP_NO_SPACE",
    message: `${file} will not fit: ${freeBytes} bytes are free, and the last dump has ${last?.size ?? 0}.`,
    hint: "Make room, or dump into another folder.",
  };
  return [
    ...(programs === null ? [missing] : []),
    ...(found === "absent" && last !== null && freeBytes < last.size ? [full] : []),
  ];
}

/** What is there already is a copy of that time, whatever was written since. */
const ageOf = (file: string, { record, ageMs, tables }: DumpFacts): string =>
  `${file} is there since ${(record?.at ?? "").slice(0, 16).replace("T", " ")} UTC, ${shownSpan(ageMs ?? 0)} old: ${record?.tables ?? 0} tables then, ${tables} now.`;

const ANEW = "For a copy as of now, dump under another name, or move this one away.";

function warningsOf({ database, file }: DumpInput, facts: DumpFacts): readonly Warning[] {
  const { found, record, last, freeBytes, databaseBytes, tables } = facts;
  const tight: Warning = {
    code: "dump-space",
    message: `${freeBytes} bytes are free; ${database} has ${databaseBytes}, and nobody knows yet how small its dump is.`,
    hint: "Watch the disk, or dump into another folder.",
  };
  const empty: Warning = {
    code: "dump-empty",
    message: `${database} has no table at all.`,
    hint: "Is it the right database?",
  };
  return [
    ...(record === null ? [] : [{ code: "dump-is-old", message: ageOf(file, facts), hint: ANEW }]),
    ...(found === "absent" && last === null && freeBytes < databaseBytes ? [tight] : []),
    ...(tables === 0 ? [empty] : []),
    ...(record !== null && last !== null ? shrunk(record.size, last) : []),
  ];
}

/** A dump that is suddenly less than half as large. */
export const shrunk = (size: number, last: { readonly file: string; readonly size: number }): readonly Warning[] =>
  size * 2 >= last.size
    ? []
    : [
        {
          code: "dump-shrunk",
          message: `The dump has ${size} bytes, the last one (${last.file}) had ${last.size}.`,
          hint: "Make sure that nothing is missing before you rely on it.",
        },
      ];

export const majorOf = (version: string): number => Number.parseInt(version, 10);
