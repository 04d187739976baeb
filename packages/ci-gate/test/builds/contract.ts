import { isReleaseError, type ReleaseError, type ReleaseEvent } from "@signalbox/release-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Build, BuildState, CiSystem } from "../../src/builds/ports.js";
import type { BuildsAbility, BuildsSetup, MadeJob } from "./setup.js";

/** What holds for every CI system. */
export function buildsContract(name: string, can: BuildsAbility, start: () => Promise<BuildsSetup>): void {
  describe(`${name} as a CI system`, () => {
    let at: BuildsSetup;
    beforeAll(async () => {
      at = await start();
    });
    afterAll(async () => {
      expect(at.violations()).toEqual([]);
      await at.close();
    });
    const list = (query: Parameters<CiSystem["listBuilds"]>[1]) => at.ci.listBuilds(at.repository, query);
    const only = (builds: readonly Build[]): Build => {
      expect(builds).toHaveLength(1);
      return builds[0] as Build;
    };
    const statesOf = async (build: Build) => {
      const jobs = await at.ci.listJobs(at.repository, build);
      return Object.fromEntries(jobs.map((job) => [job.name, job.state])) as Record<string, BuildState>;
    };

    it("tells the builds of a tag from those of the branch at the same commit", async () => {
      const commit = oid(1);
      await at.push({ commit, branch: "16.2", workflow: "ci", jobs: [{ name: "test" }, { name: "deploy" }] });
      await at.push({ commit, tag: "v16.2.0", workflow: "ci", jobs: [{ name: "test" }] });
      const branch = only(await list({ commit, branch: "16.2" }));
      const tag = only(await list({ commit, tag: "v16.2.0" }));
      expect(branch).toMatchObject({ commit, branch: "16.2", tag: null, state: "passed", cause: "push" });
      expect(tag).toMatchObject({ commit, branch: null, tag: "v16.2.0", state: "passed", attempt: 1 });
      expect((await list({ commit })).map(({ id }) => id)).toEqual([tag.id, branch.id]);
      expect(await statesOf(tag)).toEqual({ test: "passed" });
      expect(await at.ci.readBuild(at.repository, tag.id)).toEqual(tag);
    });

    it("tells the same commit on two branches, and a commit with ten tags, apart", async () => {
      const commit = oid(2);
      const jobs = [{ name: "test" }];
      for (const branch of ["master", "16.3"]) await at.push({ commit, branch, workflow: "ci", jobs });
      const tags = Array.from({ length: 10 }, (_, index) => `v16.3.${index}`);
      for (const tag of tags) await at.push({ commit, tag, workflow: "ci", jobs });
      expect(only(await list({ commit, branch: "16.3" }))).toMatchObject({ branch: "16.3" });
      expect(only(await list({ commit, tag: "v16.3.1" }))).toMatchObject({ tag: "v16.3.1" });
      expect(await list({ commit })).toHaveLength(12);
      expect(await list({ commit, branch: "v16.3.1" })).toEqual([]);
    });

    it("has no build of a commit that was never built", async () => {
      expect(await list({ commit: oid(99) })).toEqual([]);
      expect(await at.ci.readBuild(at.repository, at.unknownId)).toBeNull();
    });

    it("says how far each job is, and leaves out what comes after a failure", async () => {
      const commit = oid(3);
      const jobs: MadeJob[] = [
        { name: "test", ends: ["failed"] },
        { name: "build", needs: ["test"] },
        { name: "package", needs: ["build"] },
      ];
      await at.push({ commit, branch: "main", workflow: "ci", jobs });
      const build = only(await list({ commit, branch: "main" }));
      expect(build).toMatchObject({ state: "failed" });
      expect(isTime(build.createdAt) && isTime(build.endedAt)).toBe(true);
      expect(await statesOf(build)).toEqual({ test: "failed", build: "not-run", package: "not-run" });
      if (!can.needs) return;
      const told = await at.ci.listJobs(at.repository, build);
      expect(told.map((job) => job.needs)).toEqual([[], ["test"], ["build"]]);
    });

    it("says what still runs", async () => {
      const commit = oid(4);
      const jobs: MadeJob[] = [
        { name: "test", ends: ["running"] },
        { name: "build", needs: ["test"] },
      ];
      await at.push({ commit, branch: "main", workflow: "ci", jobs });
      const build = only(await list({ commit }));
      expect(build).toMatchObject({ state: "running", endedAt: null });
      expect(await statesOf(build)).toEqual({ test: "running", build: "queued" });
    });

    it("begins a build again: the newest of its name is the one that counts", async () => {
      const commit = oid(5);
      const jobs: MadeJob[] = [{ name: "build" }, { name: "test", needs: ["build"], ends: ["failed", "passed"] }];
      await at.push({ commit, branch: "main", workflow: "ci", jobs });
      const before = only(await list({ commit }));
      await at.ci.rerun(at.repository, before, can.rerunFailed ? "failed" : "start");
      const [after] = await list({ commit });
      expect(after).toMatchObject({ name: before.name, state: "passed", commit, branch: "main" });
      expect(after?.id !== before.id || after.attempt === 2).toBe(true);
      expect(await statesOf(after as Build)).toEqual({ build: "passed", test: "passed" });
      expect(Date.parse(after?.startedAt ?? "")).toBeGreaterThan(Date.parse(before.startedAt ?? ""));
    });

    if (can.workflows) {
      it("finds the builds of one workflow", async () => {
        const commit = oid(6);
        await at.push({ commit, branch: "main", workflow: "lint", jobs: [{ name: "lint" }] });
        expect(only(await list({ commit, workflow: "lint" }))).toMatchObject({ name: "lint" });
        expect(await list({ commit, workflow: "lin" })).toEqual([]);
      });
    }

    if (can.approve) {
      it("waits for a person, and goes on when one approves", async () => {
        const commit = oid(7);
        const jobs: MadeJob[] = [
          { name: "build" },
          { name: "PROD_approve", approval: true, needs: ["build"] },
          { name: "PROD_deploy", needs: ["PROD_approve"] },
        ];
        await at.push({ commit, branch: "main", workflow: "ci", jobs });
        const build = only(await list({ commit }));
        expect(build).toMatchObject({ state: "held", endedAt: null });
        const held = (await at.ci.listJobs(at.repository, build)).filter(({ kind }) => kind === "approval");
        expect(held.map(({ name, state }) => [name, state])).toEqual([["PROD_approve", "held"]]);
        const [job] = held;
        if (job === undefined) throw new Error("no approval");
        await at.ci.approve(at.repository, build, job);
        expect(await at.ci.readBuild(at.repository, build.id)).toMatchObject({ state: "passed" });
        const sent = at.writes();
        expect(await failure(at.ci.approve(at.repository, build, job))).toMatchObject({ code: "ERR_CI_CANNOT" });
        expect(at.writes()).toBe(sent);
      });
    }

    if (can.artifacts) {
      it("lists the files that a build kept, and hands out their bytes", async () => {
        const commit = oid(8);
        const artifacts = { "out/avni server.jar": "jar", "out/report.html": "<p>ok</p>" };
        await at.push({ commit, branch: "main", workflow: "ci", jobs: [{ name: "build", artifacts }] });
        const kept = await at.ci.listArtifacts(at.repository, only(await list({ commit })));
        const texts = await Promise.all(
          kept.map(async (each) => [each.path, await textOf(await at.ci.openArtifact(each))] as const),
        );
        for (const text of Object.values(artifacts)) expect(texts.map((each) => each[1]).join()).toContain(text);
      });
    }

    it("repeats a read while the system fails or asks to slow down, and says so", async () => {
      const commit = oid(9);
      await at.push({ commit, branch: "main", workflow: "ci", jobs: [{ name: "test" }] });
      const events: ReleaseEvent[] = [];
      at.faults("read", ["slow-down", "failing", "lost"]);
      const onEvent = (event: ReleaseEvent): void => void events.push(event);
      expect(only(await at.ci.listBuilds(at.repository, { commit, branch: "main" }, { onEvent }))).toMatchObject({
        commit,
      });
      expect(events.map(({ type }) => type)).toEqual(["waiting", "waiting", "waiting"]);
    });

    it("begins a build, and says what it does not take", async () => {
      const commit = oid(10);
      await at.push({ commit, branch: "main", workflow: "ci", jobs: [{ name: "test" }] });
      const request = await at.ci.trigger(at.repository, at.request);
      expect(request === null).toBe(at.ci.ci === "travis");
      const [begun, ...others] = await list({ commit, branch: "main" });
      expect(begun).toMatchObject({ cause: "api", branch: "main", tag: null, ...(request !== null && { request }) });
      expect(others).toHaveLength(1);
      expect(others[0]?.request).not.toBe(request);
      if (at.wrongRequest === null) return;
      expect(await failure(at.ci.trigger(at.repository, at.wrongRequest))).toMatchObject({ code: "ERR_CI_CANNOT" });
      expect(await list({ commit, branch: "main" })).toHaveLength(2);
    });

    it("sends a write once, and says when nobody knows whether it happened", async () => {
      const commit = oid(11);
      await at.push({ commit, branch: "main", workflow: "ci", jobs: [{ name: "test" }] });
      for (const fault of ["lost", "failing"] as const) {
        const sent = at.writes();
        at.faults("write", [fault]);
        const error = await failure(at.ci.trigger(at.repository, at.request));
        expect(error).toMatchObject({ code: "ERR_CI_UNKNOWN", retryable: true });
        expect(at.writes()).toBe(sent + 1);
      }
      // The first one happened.
      expect(await list({ commit, branch: "main" })).toHaveLength(2);
      at.faults("write", ["slow-down"]);
      expect(await failure(at.ci.trigger(at.repository, at.request))).toMatchObject({ code: "ERR_CI_LIMIT" });
    });

    it("says whose token is not taken, and never the token", async () => {
      const error = await failure(at.stranger.listBuilds(at.repository, { commit: oid(1), branch: "main" }));
      expect(error).toMatchObject({ code: "ERR_CI_REFUSED", retryable: false });
      expect(error.hint).toMatch(/token/i);
      const told = JSON.stringify([error.message, error.hint, error.details, String(error.cause)]);
      for (const secret of at.secrets) expect(told).not.toContain(secret);
    });

    it("stops when it is told to", async () => {
      const stop = AbortSignal.abort(new Error("enough"));
      await expect(at.ci.listBuilds(at.repository, { commit: oid(1) }, { signal: stop })).rejects.toThrow("enough");
      await expect(at.ci.trigger(at.repository, at.request, { signal: stop })).rejects.toThrow("enough");
    });
  });
}

const oid = (number: number): string => number.toString(16).padStart(2, "0").repeat(20);

const isTime = (text: string | null): boolean => text !== null && !Number.isNaN(Date.parse(text));

async function textOf(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of bytes) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

async function failure(call: Promise<unknown>): Promise<ReleaseError> {
  const error: unknown = await call.then(
    () => new Error("it did not fail"),
    (thrown: unknown) => thrown,
  );
  if (!isReleaseError(error)) throw error;
  return error;
}
