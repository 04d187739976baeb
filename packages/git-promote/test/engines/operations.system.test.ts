import { expect, test } from "vitest";
import { gitPromoteKinds, type GitPromoteKinds } from "../../src/index.js";
import { identity, serveRepository } from "../served-repository.js";
import { askBoth, type EngineName } from "./both-engines.js";
import { REFUSED, SCENES } from "./scenes.js";

/** What a plan was and what became of it; without git, nothing is left to plan either. The laws are held to elsewhere. */
async function carryOut(kinds: GitPromoteKinds, engine: EngineName, kind: string, input: object) {
  const operation = kinds.operations[kind] ?? expect.fail(`no ${kind}`);
  const plan = await operation.plan(input);
  const { applied } = await operation.apply(plan);
  if (engine === "isomorphic") expect(await operation.plan(input)).toMatchObject({ actions: [], problems: [] });
  return { plan, applied: applied.map(({ outcome, result }) => ({ outcome, result })) };
}

test.each(SCENES)("$kind: $name", async ({ kind, tell, mainline = "dev", input, before }) => {
  const served = await serveRepository(tell, { defaultBranch: mainline, protected: [] });
  const given = { repository: served.repository, ...input, ...(await before?.(served)) };
  const { isomorphic, native } = await askBoth(served, (kinds, engine) => carryOut(kinds, engine, kind, given));
  expect(isomorphic).toEqual(native);
  const pushed = native.answer.applied.map(({ result }) => result as { readonly ref: string; readonly oid?: string });
  expect(pushed).not.toEqual([]);
  for (const { ref, oid = "" } of pushed)
    expect(isomorphic.refs.filter((line) => line.endsWith(`${oid} ${ref}`))).toHaveLength(1);
});

test.each(REFUSED)("$kind refuses on both alike: $name", async ({ kind, tell, mainline = "dev", input }) => {
  const served = await serveRepository(tell, { defaultBranch: mainline, protected: [] });
  const { isomorphic, native } = await askBoth(served, ({ operations }) =>
    (operations[kind] ?? expect.fail(`no ${kind}`)).plan({ repository: served.repository, ...input }),
  );
  expect(isomorphic).toEqual(native);
  expect([native.answer.actions, native.answer.problems.length]).toEqual([[], 1]);
});

test("every operation that works on a repository has a scene here", () => {
  const { operations } = gitPromoteKinds({
    repositories: { open: () => Promise.reject(new Error("not asked")) },
    identity,
  });
  // Those of pull requests ask GitHub, which no engine answers.
  const ofRepositories = Object.keys(operations).filter((kind) => !kind.endsWith("-pull-request"));
  expect(ofRepositories.sort()).toEqual([...new Set(SCENES.map(({ kind }) => kind))].sort());
});
