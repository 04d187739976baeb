import { dirname } from "node:path";
import type { Json } from "@signalbox/release-core";
import { createBareRepository, history, type History, provesReadOnly } from "@signalbox/testbed";
import { expect, test } from "vitest";
import { gitPromoteKinds } from "../../src/index.js";
import { differing, file, manifest, withFix } from "../back-merge/release-lines.js";
import { states, WISHED } from "../bump-pins/states.js";
import { names, pins, references, saltops } from "../describe-range/saltops.js";
import { END, identity, type ServedRepository, serveRepository, squashed, twoChanges } from "../served-repository.js";
import { type EngineName, kindsOn } from "./both-engines.js";
import { already } from "./scenes.js";

/** What is asked of one told history: the kind, what is special, the input. */
type Look = readonly [kind: string, name: string, input: object];

interface Scene {
  readonly name: string;
  readonly tell: (told: History) => void;
  readonly mainline?: string;
  readonly before?: (served: ServedRepository) => Promise<unknown>;
  readonly looks: (served: ServedRepository) => readonly Look[];
}

/** Release lines with tags of both kinds, some of them wrong, and fixes that are elsewhere in another form or nowhere. */
function releases(told: History): void {
  withFix(told);
  told.tag("v16.7.1", "16.7", "Release 16.7.1");
  told.cherryPick(told.tip("16.7"), "16.8");
  told.commit("16.7", { subject: "acme/web#9 | Nowhere else", ...file("nowhere.js", "1\n") });
  told.commit("16.7", { subject: "Squashed one", ...file("b.js", "1\n") });
  told.commit("16.7", { subject: "Squashed two", ...file("b.js", "1\n2\n") });
  told.tag("16.8", "main");
  told.tag("v16.8", "16.8");
  told.tag("v16.6.9", "16.8", "Too late");
  told.merge("main", "17.0", { subject: "Merge branch '17.0'" });
}

/** One more repository beside it, with the same numbers. */
async function beside(served: ServedRepository): Promise<void> {
  const told = history({ seed: 5, endAt: END });
  told.commit("main", { subject: "First", daysAgo: 50, files: { "package.json": manifest("1.0.0", "1.1.0") } });
  told.tag("v16.7.0", "main");
  told.branch("16.7", "main");
  told.tag("v16.7.2", told.commits("16.7", 1), "Release 16.7.2");
  await told.write(await createBareRepository(dirname(served.path), "webapp", { defaultBranch: "main" }));
}

const promoted = already("promote-branch", names);
const bumped = already("bump-pins", { pins: WISHED });
const mergedBy =
  (before: (served: ServedRepository) => Promise<unknown>, review: string, into: string, method: "merge" | "squash") =>
  async (served: ServedRepository): Promise<unknown> => {
    await before(served);
    return await served.merge(review, into, method, true);
  };

const RELEASES: Scene = {
  name: "releases of three repositories, one of which cannot be opened",
  tell: releases,
  mainline: "main",
  before: beside,
  looks: ({ repository, server }) => {
    const api = { name: "api", repository };
    const webapp = { name: "webapp", repository: server.urlOf("webapp.git") };
    const gone = { name: "gone", repository: "ftp://127.0.0.1/gone.git" };
    const components = [api, webapp, gone];
    return [
      ["audit-refs", "all", { components }],
      ["list-releases", "all", { components }],
      ["release-branches-not-merged", "all", { components }],
      ["plan-patch-release", "of two", { components: [api, webapp], line: "16.7" }],
      ["pins-by-consumer", "at refs", { consumers: [{ ...api, branch: "16.7" }, { ...webapp, tag: "v16.7.0" }, gone] }],
      ["verify-containment", "a line in the next", { repository, earlier: "16.7", later: "16.8" }],
      ["verify-containment", "a tag in the mainline", { repository, earlier: "v16.7.1" }],
      ["cut-base", "of a minor", { repository, branch: "17.1" }],
      ["branch-head", "of the mainline", { repository }],
      ["release-contained", "not", { repository, earlier: "16.7" }],
      ["release-contained", "wholly", { repository, earlier: "17.0" }],
    ];
  },
};

const SCENES: readonly Scene[] = [
  RELEASES,
  {
    name: "states and the list that names them",
    tell: saltops(["pi/modemd", "server/grafana"]),
    mainline: "master",
    looks: ({ repository }) => [
      ["compare-branches", "with pins and a checklist", { repository, ...names, pins, references }],
      ["check-references", "of both", { repository, branches: ["test", "prod"], references }],
      ["list-promotions", "to test", { repository, branch: "test", since: "2020-01-01", rules: pins }],
    ],
  },
  {
    name: "a conflict",
    tell: differing("app.js", "here\n", "there\n"),
    mainline: "main",
    looks: ({ repository }) => [["compare-branches", "in conflict", { repository, from: "16.7", to: "16.8" }]],
  },
  {
    name: "an old squash",
    tell: squashed,
    looks: ({ repository }) => [
      ["compare-branches", "after it", { repository, ...names }],
      ["previous-release-promoted", "after it", { repository, ...names }],
    ],
  },
  ...[
    ["a promotion that nobody made", async () => undefined] as const,
    ["a promotion in review", promoted] as const,
    ["a promotion that was merged", mergedBy(promoted, "update-prod", "prod", "merge")] as const,
    ["a promotion that was squashed", mergedBy(promoted, "update-prod", "prod", "squash")] as const,
  ].map(([name, before]) => ({
    name,
    tell: twoChanges,
    before,
    looks: ({ repository }: ServedRepository): readonly Look[] => [
      ["promotion-merged", "now", { repository, ...names }],
      ["previous-release-promoted", "now", { repository }],
    ],
  })),
  ...[
    ["a bump that nobody made", async () => undefined] as const,
    ["a bump in review", bumped] as const,
    ["a bump that was squashed", mergedBy(bumped, "bump-pins", "dev", "squash")] as const,
  ].map(([name, before]) => ({
    name,
    tell: states,
    before,
    looks: ({ repository }: ServedRepository): readonly Look[] => [
      ["pins-bumped", "now", { repository, pins: WISHED }],
    ],
  })),
];

const asked = new Set<string>();

test.each(SCENES)("$name", async ({ tell, mainline = "dev", before, looks }) => {
  const served = await serveRepository(tell, { defaultBranch: mainline, protected: [] });
  await before?.(served);
  const look = async (engine: EngineName): Promise<unknown> => {
    const { reads, gates } = await kindsOn(engine, served);
    const answers: Record<string, unknown> = {};
    for (const [kind, name, input] of looks(served)) {
      const ask = reads[kind] ?? ((given, options) => gates[kind]?.check(given, options));
      answers[`${kind} ${name}`] = await ask(input as Json, { now: () => END });
      asked.add(kind);
    }
    return answers;
  };
  const isomorphic = await provesReadOnly(served.server, () => look("isomorphic"));
  expect(isomorphic).toEqual(await look("native"));
});

/** They ask GitHub, which no engine answers. */
const OF_PULL_REQUESTS = ["checklist-complete", "find-pull-request", "pull-request-approved", "pull-request-merged"];

test("every read and every gate that looks at a repository was asked", () => {
  const { reads, gates } = gitPromoteKinds({
    repositories: { open: () => Promise.reject(new Error("not asked")) },
    identity,
  });
  const kinds = [...Object.keys(reads), ...Object.keys(gates)].filter((kind) => !OF_PULL_REQUESTS.includes(kind));
  expect([...asked].sort()).toEqual(kinds.sort());
});
