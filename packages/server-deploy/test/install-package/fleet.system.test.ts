import type { ReleaseEvent, Verdict } from "@signalbox/release-core";
import { buildDeb, type PackageSpec, scriptlets, type TestHost } from "@signalbox/testbed/hosts";
import { afterAll, beforeAll, expect, test } from "vitest";
import { HOST_NEEDS, systemSuite } from "../../../../tools/require-system.js";
import { installPackage } from "../../src/install-package/install-package.js";
import { bedHosts } from "../support/bed-hosts.js";
import { type Bed, openBed, wish } from "./bed.js";

const FLEET = Array.from({ length: 19 }, (_, index) => `web${index + 1}`);

systemSuite("installPackage over a fleet", HOST_NEEDS, () => {
  let bed: Bed;
  beforeAll(async () => {
    bed = await openBed([...FLEET, "solo"].map((name) => ({ name })));
  }, 180_000);
  afterAll(() => bed?.close());

  const host = (name: string): TestHost => bed.hosts.host(name);
  const camera = (version: string, scripts: PackageSpec["scripts"] = {}): ReturnType<typeof buildDeb> =>
    buildDeb(bed.folder, { name: "camera", version, scripts });
  const versions = async (names: readonly string[]): Promise<readonly string[]> =>
    Promise.all(names.map((name) => host(name).run("dpkg-query -W -f '${db:Status-Abbrev}${Version}' camera || true")));
  /** Everything that a look could have changed. */
  const traces = (name: string): Promise<string> =>
    host(name).run(
      "find / -xdev -path /proc -prune -o -path /tmp -prune -o -path /var/log -prune -o -printf '%p %C@\\n' | sha256sum",
    );

  test("goes on without one dead server of twenty, in waves, and takes all back when too many fail", async () => {
    const all = wish(await camera("1.0.0"), [...FLEET, "gone"], { onFailure: "roll-back-fleet" });
    const operation = installPackage(bed.ports);
    expect((await operation.plan(all)).problems).toMatchObject([{ code: "ERR_TOO_MANY_UNREACHABLE" }]);

    const rollout = { waves: ["1", "30%", "100%"], maxFailures: { percent: 5 } };
    const before = await traces("web1");
    const plan = await operation.plan({ ...all, rollout });
    expect(await traces("web1")).toBe(before);
    expect(plan.warnings).toMatchObject([{ code: "host-unreachable" }]);
    expect([1, 2, 3].map((wave) => plan.actions.filter((action) => action.wave === wave).length)).toEqual([1, 5, 13]);
    await operation.apply(plan);
    expect(new Set(await versions(FLEET))).toEqual(new Set(["ii 1.0.0"]));
    expect((await operation.plan({ ...all, rollout })).actions).toEqual([]);

    const fails = `[ "$(hostname)" != web4 ] || { ${scriptlets.fails()}; }`;
    const broken = await camera("1.1.0", { afterInstall: fails });
    const next = await operation.plan({
      ...wish(broken, FLEET),
      rollout: { waves: ["1", "30%"] },
      onFailure: "roll-back-fleet",
    });
    const failure = await operation.apply(next).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: "ERR_SCRIPTLET_FAILED" });
    const { applied } = (failure as { receipt: { applied: readonly { outcome: string }[] } }).receipt;
    expect(applied.map(({ outcome }) => outcome)).toEqual(
      FLEET.map((_, at) => (at === 3 ? "failed" : at < 6 ? "rolled-back" : "skipped")),
    );
    expect(new Set(await versions(FLEET))).toEqual(new Set(["ii 1.0.0"]));
  });

  test("is found again by the next process when the first is gone, and keeps others out meanwhile", async () => {
    const slow = await camera("2.0.0", { afterInstall: scriptlets.waitsFor("/tmp/go") });
    const input = wish(slow, ["solo"]);
    const first = installPackage({ ...bed.ports, hosts: bedHosts(bed.hosts) });
    const plan = await first.plan(input);
    const killed = new AbortController();
    const began = first.apply(plan, { signal: killed.signal }).catch((error: unknown) => error);
    await expect.poll(() => host("solo").exists("/tmp/go.waiting")).toBe(true);
    killed.abort(new Error("kill -9"));
    await began;
    await host("solo").dropConnections();

    const other = installPackage({ ...bed.ports, holder: "ben@laptop" });
    const theirs = await camera("2.1.0");
    expect((await other.plan(wish(theirs, ["solo"]))).problems).toMatchObject([
      { code: "ERR_HOST_LOCKED", message: expect.stringContaining("anna@desk, weekly-20261122-1f2e") },
    ]);

    const second = installPackage(bed.ports);
    const resumed = await second.plan(input);
    expect(resumed.digest).toBe(plan.digest); // what was approved is what goes on
    const { applied } = await second.apply(resumed, {
      onEvent: ({ type }) => void (type === "progress" && host("solo").run("touch /tmp/go")),
    });
    expect(applied).toMatchObject([{ outcome: "done", result: { after: { version: "2.0.0", state: "ii" } } }]);
    expect((await second.apply(plan)).applied).toMatchObject([{ outcome: "already" }]);
  });

  test("asks when everything lies ready, and changes nothing before the answer", async () => {
    const asked: string[] = [];
    const verdicts: Verdict[] = [
      { status: "block", reason: "A job runs.", hint: "Wait for it.", evidence: null },
      { status: "wait", reason: "A job runs.", retryAfterMs: 10, evidence: null },
      { status: "pass", reason: "No job runs.", evidence: null },
    ];
    const beforeCommit = async ({ host: name }: { readonly host: string }): Promise<Verdict> => {
      asked.push(`${name} ${(await versions([name])).join()}`);
      return verdicts.shift() as Verdict;
    };
    const operation = installPackage({ ...bed.ports, beforeCommit });
    const plan = await operation.plan(wish(await camera("3.0.0"), ["solo"]));
    await expect(operation.apply(plan)).rejects.toMatchObject({ code: "ERR_COMMIT_BLOCKED" });
    const events: ReleaseEvent[] = [];
    expect((await operation.apply(plan)).applied).toMatchObject([{ outcome: "pending", retryAfterMs: 10 }]);
    const { applied } = await operation.apply(plan, { onEvent: (event) => void events.push(event) });
    expect(applied).toMatchObject([{ outcome: "done" }]);
    expect(new Set(asked)).toEqual(new Set(["solo ii 2.0.0"]));
    expect(events).toContainEqual(expect.objectContaining({ type: "progress", message: "solo: installing" }));
  });
});
