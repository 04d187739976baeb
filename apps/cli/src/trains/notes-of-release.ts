import type { Repositories } from "@signalbox/git";
import { type CallOptions, callOptionsOf, defineGate, type Gate, type Json, parseInput } from "@signalbox/release-core";
import { type Finding, modelOfReleases, type NotesModel } from "@signalbox/release-notes";
import * as z from "zod";
import type { Component } from "../config/inventory.js";
import type { Config } from "../config/load-config.js";
import { usage } from "../errors.js";
import { changesOfRelease } from "../noting/changes-of-release.js";
import { composeModel } from "../noting/compose-model.js";
import { mainRelease, notesAddresses } from "../noting/notes-address.js";
import { type CardPorts, cardsOfRelease, NO_BOARD } from "../noting/read-cards.js";
import { type ReleaseTexts, textsOfRelease } from "../noting/texts-of-release.js";

const input = z.strictObject({
  version: z.string().min(1).describe("What is released, as the board writes it: 16.11.0"),
  branch: z.string().min(1).describe("The release branch, short name"),
  components: z.array(z.string().min(1)).describe("Names of components of the configuration"),
  heads: z
    .record(z.string(), z.looseObject({ commit: z.string() }))
    .default({})
    .describe("Component → what is tagged of it. Default: the head of its branch"),
  notesUrl: z
    .url({ protocol: /^https?$/ })
    .optional()
    .describe("Where all notes are. Default: as the configuration says"),
  testers: z.array(z.string().min(1)).default([]).describe("Who is called to test"),
});

type ReleaseToTell = z.output<typeof input>;

/** What there is to tell of a release that is being made, and every text that tells it. */
export interface NotesOfRelease extends ReleaseTexts {
  readonly format: 1;
  readonly release: string;
  readonly model: NotesModel;
}

export interface NotesCall extends CardPorts {
  readonly config: Config;
  readonly repositories: Repositories;
}

/** From the commits since the last release of each component, and from the board where there is one. */
export async function notesOfRelease(given: Json, call: NotesCall, options: CallOptions): Promise<NotesOfRelease> {
  return tellRelease(parseInput("notes-of-release", input, given), call, options);
}

async function tellRelease(wanted: ReleaseToTell, call: NotesCall, options: CallOptions): Promise<NotesOfRelease> {
  const { config } = call;
  const { version, testers } = wanted;
  const components = wanted.components.map((name) => componentNamed(config, name));
  const limits = { ...options, concurrency: config.concurrency };
  const [{ read, findings }, board] = await Promise.all([
    changesOfRelease(wanted, components, call, limits),
    config.board === null
      ? NO_BOARD
      : cardsOfRelease(version, { ...call, board: config.board, components: config.components }, options),
  ]);
  const date = (options.now?.() ?? new Date()).toISOString().slice(0, 10);
  const told = modelOfReleases(read, { release: version, date });
  const model = composeModel(told, board, config.notes);
  const forUsers = composeModel(told, board, config.notes, "users");
  const addressOf = await notesAddresses(config, call.webPageOf);
  const notesUrl = wanted.notesUrl ?? addressOf(version);
  const main = mainRelease(version);
  const mainUrl = main === null ? undefined : addressOf(main);
  const patches = main === null || mainUrl === undefined ? undefined : { release: main, url: mainUrl };
  const texts = await textsOfRelease({ model, forUsers, notesUrl, patches, testers }, config);
  return {
    format: 1,
    release: version,
    ...texts,
    model,
    findings: [...findings, ...model.findings, ...texts.findings],
  };
}

/** The gate before anything is published: blocks while a finding is not tolerated. What it says is looked at again. */
export const notesChecked: (call: NotesCall) => Gate<z.input<typeof input>, { findings: readonly Finding[] }> =
  defineGate({
    kind: "notes-checked",
    input,
    inspect: async (wanted: ReleaseToTell, call: NotesCall, context) => {
      const { findings } = await tellRelease(wanted, call, callOptionsOf(context));
      return { findings, tolerated: call.config.notes.tolerated ?? [] };
    },
    judge: ({ version }, { findings, tolerated }) => {
      const stopping = findings.filter(({ code }) => !tolerated.includes(code));
      const evidence = { findings };
      const [first, ...others] = stopping;
      if (first === undefined) return { status: "pass", reason: `The notes of ${version} may be published.`, evidence };
      const more = others.length === 0 ? "" : ` And ${others.length} more: ${codesOf(others)}.`;
      return {
        status: "block",
        reason: `The notes of ${version} have a finding: ${first.message} (${first.code}).${more}`,
        hint: `${first.hint} Or name what may stay in \`notes.tolerated\`, or waive this gate with a reason.`,
        evidence,
      };
    },
  });

const codesOf = (findings: readonly Finding[]): string => [...new Set(findings.map(({ code }) => code))].join(", ");

function componentNamed({ components }: Config, name: string): Component {
  const found = components.find((component) => component.name === name);
  if (found !== undefined) return found;
  throw usage(`The configuration has no component ${name}.`, "Name components as the configuration does.");
}
