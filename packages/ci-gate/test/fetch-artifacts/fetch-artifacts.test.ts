import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { converges } from "@signalbox/testbed";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Artifact, CiSystem } from "../../src/builds/ports.js";
import { ciUnreachable } from "../../src/errors.js";
import { looksLikePage } from "../../src/fetch-artifacts/check-bytes.js";
import { fetchArtifacts, type FetchPorts, localFileStore } from "../../src/index.js";
import type { MadeJob } from "../builds/setup.js";
import { COMMIT, looksOnly, openScene, REPOSITORY, type Scene } from "../support/scene.js";

const SHA = "f3".repeat(20);
const JOBS: readonly MadeJob[] = [
  { name: "test", artifacts: { "report/index.html": "<!doctype html><p>ok</p>" } },
  { name: "hold_live", approval: true, needs: ["test"] },
  {
    name: "release_android_live",
    needs: ["hold_live"],
    artifacts: { [`out/generic-live-16.12.0-${SHA}.aab`]: "aab", "out/mapping.txt": "map" },
  },
];

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "artifacts-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

interface Telling {
  readonly told?: Partial<Artifact>;
  readonly bytes?: () => AsyncIterable<Uint8Array>;
}

/** CircleCI tells neither size nor digest: so does this, unless a test says otherwise. */
function opened(
  { told = { size: null, digest: null }, bytes }: Telling = {},
  jobs = JOBS,
): Scene & {
  readonly fetching: FetchPorts;
} {
  const scene = openScene();
  const id = scene.push(jobs, "test_all");
  scene.ci.approveByHand(id, "hold_live");
  const { system } = scene.ci;
  const listArtifacts: CiSystem["listArtifacts"] = async (...all) =>
    (await system.listArtifacts(...all)).map((artifact) => ({ ...artifact, ...told }));
  const openArtifact: CiSystem["openArtifact"] =
    bytes === undefined ? system.openArtifact : () => Promise.resolve(bytes());
  const fetching = { systemOf: () => ({ ...system, listArtifacts, openArtifact }), files: localFileStore() };
  return { ...scene, fetching };
}

const given = (more: object = {}) => ({
  repository: REPOSITORY,
  commit: COMMIT,
  branch: "16.12",
  job: "release_android_live",
  paths: ["*.aab"],
  folder,
  ...more,
});

describe.each([
  ["nothing", { size: null, digest: null }],
  ["size and digest", {}],
])("fetch-artifacts where CI tells %s", (_, told) => {
  it("puts the file there, whole, with its origin", async () => {
    const scene = opened({ told });
    const operation = fetchArtifacts(scene.fetching);
    const input = given({ folder: join(folder, "new") });
    await looksOnly(scene, () => operation.plan(input, scene.call()));
    const { receipt } = await converges(operation, input, { call: scene.call() });
    const name = `generic-live-16.12.0-${SHA}.aab`;
    expect((await readdir(input.folder)).sort()).toEqual([name, `${name}.artifact.json`]);
    expect(await readFile(join(input.folder, name), "utf8")).toBe("aab");
    expect(receipt.applied).toMatchObject([{ outcome: "done", result: { size: 3, build: "build-1" } }]);
    await writeFile(join(input.folder, name), "half");
    expect((await operation.plan(input, scene.call())).actions).toHaveLength(1);
    await converges(operation, input, { call: scene.call() });
    scene.push(JOBS, "test_all");
    expect((await operation.plan(input, scene.call())).problems).toMatchObject([{ code: "ERR_CI_JOBS_NOT_PASSED" }]);
  });
});

describe("fetch-artifacts", () => {
  async function* said(...texts: string[]): AsyncGenerator<Uint8Array> {
    for (const text of texts) yield await Promise.resolve(Buffer.from(text));
  }
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield Buffer.from("a");
    await Promise.resolve();
    throw ciUnreachable({ system: "Memory", what: "artifact" }, "it broke off", null);
  }

  it.each<[string, Telling, object, string]>([
    ["a page to sign in", { bytes: () => said(" <!DOC", "TYPE html><title>Sign in") }, {}, "ERR_CI_ARTIFACT_PAGE"],
    ["fewer bytes", { told: { digest: null }, bytes: () => said("aa") }, {}, "ERR_CI_ARTIFACT_DIFFERS"],
    ["other bytes", { told: {}, bytes: () => said("aax") }, {}, "ERR_CI_ARTIFACT_DIFFERS"],
    ["too many bytes", { bytes: () => said("aab", "aab") }, { maxBytes: 5 }, "ERR_CI_ARTIFACT_TOO_LARGE"],
    ["a broken connection", { bytes: broken }, {}, "ERR_CI_UNREACHABLE"],
  ])("keeps nothing of %s", async (_, telling, more, code) => {
    const scene = opened(telling);
    const operation = fetchArtifacts(scene.fetching);
    const plan = await operation.plan(given(more), scene.call());
    await expect(operation.apply(plan, scene.call())).rejects.toMatchObject({ code });
    expect(await readdir(folder)).toEqual([]);
  });

  it("takes no file of another job for the one that is meant", async () => {
    const jobs: readonly MadeJob[] = ["lfe", "generic"].map((name) => ({ name, artifacts: { "app.aab": name } }));
    const scene = opened({}, jobs);
    for (const { name: job } of jobs) {
      await converges(fetchArtifacts(scene.fetching), given({ job, paths: ["app.aab"] }), { call: scene.call() });
      expect(await readFile(join(folder, "app.aab"), "utf8")).toBe(job);
    }
  });

  it("goes on where a process died, whenever that was", async () => {
    const name = `generic-live-16.12.0-${SHA}.aab`;
    const files = localFileStore();
    for (const part of [name, `${name}.artifact.json`]) {
      const dying = join(folder, part);
      const scene = opened();
      const save: typeof files.save = async (path, ...rest) => {
        const saved = await files.save(path, ...rest);
        if (basename(path) === part) throw new Error("killed");
        return saved;
      };
      const input = given({ folder: dying });
      const operation = fetchArtifacts({ ...scene.fetching, files: { ...files, save } });
      await expect(operation.apply(await operation.plan(input, scene.call()))).rejects.toThrow();
      await converges(fetchArtifacts(scene.fetching), input, { call: scene.call(), mayBeEmpty: true });
      expect(await readFile(join(dying, name), "utf8")).toBe("aab");
    }
  });

  it("says before what cannot be", async () => {
    const codesOf = async (more: object, telling: Telling = {}): Promise<unknown> => {
      const scene = opened(telling);
      const { problems, actions } = await fetchArtifacts(scene.fetching).plan(given(more), scene.call());
      expect(actions).toEqual([]);
      return problems.map(({ code }) => code);
    };
    expect(await codesOf({ paths: ["*.apk", "*.aab"] })).toEqual(["ERR_CI_NO_ARTIFACT"]);
    expect(await codesOf({ job: "release" })).toContain("ERR_CI_JOBS_NOT_PASSED");
    expect(await codesOf({ commit: SHA })).toEqual(["ERR_CI_NO_BUILD"]);
    expect(await codesOf({}, { told: { path: "out/.." } })).toContain("ERR_CI_NO_ARTIFACT");
    expect(await codesOf({ paths: ["*"] }, { told: { path: "out/.." } })).toEqual([
      "ERR_CI_ARTIFACT_NAME",
      "ERR_CI_ARTIFACT_NAME",
    ]);
    expect(await codesOf({ paths: ["*"] }, { told: { path: "a/x.bin" } })).toEqual(["ERR_CI_ARTIFACT_NAME"]);
    expect(await codesOf({}, { told: { expiresAt: "2026-03-01T00:00:00Z" } })).toEqual(["ERR_CI_ARTIFACT_EXPIRED"]);
    expect(await codesOf({ maxBytes: 2 }, { told: {} })).toEqual(["ERR_CI_ARTIFACT_TOO_LARGE"]);
  });

  it("leaves alone what is not its own, or changed meanwhile", async () => {
    const scene = opened();
    const operation = fetchArtifacts(scene.fetching);
    const plan = await operation.plan(given(), scene.call());
    await writeFile(join(folder, `generic-live-16.12.0-${SHA}.aab`), "mine");
    expect((await operation.plan(given(), scene.call())).problems).toMatchObject([{ code: "ERR_FILE_TAKEN" }]);
    await expect(operation.apply(plan, scene.call())).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    const inside = given({ folder: join(folder, `generic-live-16.12.0-${SHA}.aab`) });
    const blocked = await operation.plan(inside, scene.call());
    await expect(operation.apply(blocked, scene.call())).rejects.toMatchObject({ code: "ERR_FILE_FAILED" });
  });

  it("knows a page from a file", () => {
    const page = [Buffer.from("\uFEFF\n<html>")];
    expect(looksLikePage("app.aab", page)).toBe(true);
    expect(looksLikePage("report.html", page)).toBe(false);
    expect(looksLikePage("notes.txt", [Buffer.from("<htmlish")])).toBe(false);
  });
});
