import { digestOf } from "@signalbox/release-core";
import { describe, expect, test } from "vitest";
import type { LocalArtifact } from "../../src/artifact/artifact.js";
import type { HostLook } from "../../src/fleet/host-look.js";
import type { Look } from "../../src/fleet/look.js";
import { input, type InstallInput } from "../../src/install-package/input.js";
import { intentOf } from "../../src/install-package/intent.js";
import { recordOf } from "../../src/install-package/recorded-action.js";
import { plan } from "../../src/install-package/plan.js";
import type { HostFacts } from "../../src/package-manager/host-facts.js";
import type { TransactionView } from "../../src/transaction/transaction.js";
import { hostFacts, sha } from "../support/host-facts.js";

const artifact: LocalArtifact = {
  format: "deb",
  fileName: "camera_1.1_all.deb",
  path: "/tmp/camera_1.1_all.deb",
  size: 1000,
  sha256: sha("b"),
  package: "camera",
  version: "1.1",
  architecture: "all",
  installedSize: 5000,
  conffiles: [],
  depends: "",
  conflicts: "rival",
  headBytes: 0,
};

const wished = (more: object = {}): InstallInput =>
  input.parse({
    package: "camera",
    version: "1.1",
    artifact: { file: artifact.path },
    groups: [{ name: "web", hosts: ["web1", "web2", "web3"] }],
    services: { stop: ["camera"] },
    ...more,
  });

const has = (version: string, state = "ii"): Partial<HostFacts> => ({
  installed: { version, state, architecture: "all", isWhole: state === "ii" },
  units: [{ name: "camera", state: "active" }],
});
const kept = (version: string, letter: string): Partial<HostFacts> => ({
  notes: [{ version, sha256: sha(letter), fileName: "x.deb", transactionId: "t" }],
  kept: [{ path: `/store/${letter}`, sha256: sha(letter), version }],
});
const look = (facts: Partial<HostFacts> = {}, more: Partial<Look> = {}): Look => ({
  facts: hostFacts(facts),
  missing: [],
  resolution: null,
  running: null,
  ...more,
});
const seen = (found: Look, host = "web1"): HostLook => ({ host, group: "web", wave: 1, status: "seen", look: found });
const silent = (host: string): HostLook => ({
  host,
  group: "web",
  wave: 1,
  status: "silent",
  code: "ERR_HOST_UNREACHABLE",
  message: "no route",
  hint: "look",
});
const running = (intent: string): TransactionView => ({
  id: "20261122T164500-3fa9c1",
  intent,
  subject: "camera 1.1",
  holder: "anna@desk",
  state: "running",
  phase: "installing",
  startedAt: null,
  endedAt: null,
  ended: [],
  logBytes: 0,
});

describe("one host", () => {
  const of = (given: InstallInput, found: Look) => plan(given, { artifact, previous: null, hosts: [seen(found)] });

  test.each<[string, object, Look, object | null]>([
    ["nothing is installed", {}, look(), { does: "install", expected: null, wayBack: { kind: "remove" } }],
    [
      "an older one",
      {},
      look({ ...has("1.0"), ...kept("1.0", "a") }),
      { does: "upgrade", wayBack: { kind: "kept", path: "/store/a" } },
    ],
    ["an older one that nobody has kept", {}, look(has("1.0")), { does: "upgrade", wayBack: { kind: "unavailable" } }],
    [
      "no way back wished",
      { rollback: "none" },
      look({ ...has("1.0"), ...kept("1.0", "a") }),
      { wayBack: { kind: "none" } },
    ],
    ["it is there", {}, look(has("1.1")), null],
    ["it is there, by us", {}, look({ ...has("1.1"), ...kept("1.1", "b") }), null],
    [
      "it is there, and its service is down",
      {},
      look({ ...has("1.1"), units: [{ name: "camera", state: "failed" }] }),
      { does: "start" },
    ],
    ["a newer one, and a downgrade allowed", { allowDowngrade: true }, look(has("1.2")), { does: "downgrade" }],
    ["a newer one by its epoch", { allowDowngrade: true }, look(has("1:0.1")), { does: "downgrade" }],
    ["a version that sorts before its release", {}, look(has("1.1~rc1")), { does: "upgrade" }],
    [
      "another content, to be replaced",
      { replaceContent: true },
      look({ ...has("1.1"), ...kept("1.1", "a") }),
      { does: "reinstall" },
    ],
    [
      "half configured, to be repaired",
      { repair: "repair" },
      look(has("1.1", "iF")),
      { does: "reinstall", repairs: true },
    ],
    [
      "apt would fetch what it needs",
      {},
      look(
        {},
        { missing: ["libfoo1"], resolution: { isPossible: true, installs: ["libfoo1 (1)"], removes: [], reasons: [] } },
      ),
      { resolver: "apt-get", installs: ["libfoo1 (1)"] },
    ],
  ])("%s", (_, more, found, expected) => {
    const { actions, problems = [] } = of(wished(more), found);
    expect(problems).toEqual([]);
    expect(actions).toMatchObject(expected === null ? [] : [expected]);
  });

  test.each<[string, object, Look, readonly string[]]>([
    ["a newer one", {}, look(has("1.2")), ["ERR_NEWER_INSTALLED"]],
    ["another content", {}, look({ ...has("1.1"), ...kept("1.1", "a") }), ["ERR_CONTENT_DIFFERS"]],
    ["half configured", {}, look(has("1.1", "iF")), ["ERR_PACKAGES_UNFINISHED"]],
    [
      "another package is half configured",
      {},
      look({ unfinished: [{ package: "x", version: "1", state: "iF" }] }),
      ["ERR_PACKAGES_UNFINISHED"],
    ],
    ["dpkg was killed", {}, look({ leftovers: 2 }), ["ERR_PACKAGES_UNFINISHED"]],
    [
      "needs that nobody can fetch",
      {},
      look({ resolver: null }, { missing: ["libfoo1"] }),
      ["ERR_DEPENDENCIES_MISSING"],
    ],
    [
      "something would go",
      {},
      look(
        {},
        { missing: ["exim4"], resolution: { isPossible: false, installs: [], removes: ["postfix"], reasons: [] } },
      ),
      ["ERR_PACKAGES_WOULD_GO"],
    ],
    [
      "something would be pushed out",
      {},
      look({ candidates: [{ name: "rival", version: "1" }] }),
      ["ERR_PACKAGES_WOULD_GO"],
    ],
    ["a full disk", {}, look({ free: { "/": 100 } }), ["ERR_HOST_DISK"]],
    ["no way back, and one is required", { rollback: "required" }, look(has("1.0")), ["ERR_ROLLBACK_UNAVAILABLE"]],
    ["another transaction", {}, look({}, { running: running(sha("0")) }), ["ERR_HOST_LOCKED"]],
    [
      "everything at once",
      { rollback: "required" },
      look({ ...has("1.2", "iF"), free: { "/": 1 } }, { missing: ["libfoo1"] }),
      [
        "ERR_NEWER_INSTALLED",
        "ERR_PACKAGES_UNFINISHED",
        "ERR_DEPENDENCIES_MISSING",
        "ERR_HOST_DISK",
        "ERR_ROLLBACK_UNAVAILABLE",
      ],
    ],
  ])("refuses: %s", (_, more, found, expected) => {
    const { actions, problems = [] } = of(wished(more), found);
    expect(problems.map(({ code }) => code)).toEqual(expected);
    expect(problems.every(({ hint }) => hint !== "")).toBe(true);
    expect(actions).toEqual([]);
  });

  test("what an attempt left that nobody saw the end of is installed again, with the same way back", () => {
    const given = wished();
    const left = { ...has("1.1"), ...kept("1.0", "a") };
    const { actions } = of(given, look({ ...left, interrupted: intentOf("web1", given, sha("b")) }));
    expect(actions).toMatchObject([{ does: "reinstall", wayBack: { kind: "kept", version: "1.0" } }]);
    expect(of(given, look({ ...left, interrupted: sha("0") })).actions).toEqual([]);
  });

  test("a transaction of the same intent is followed, whatever state the package is in", () => {
    const given = wished();
    const found = look(
      { ...has("1.1", "iU"), lock: { pid: 7, command: "dpkg" } },
      { running: running(intentOf("web1", given, artifact.sha256)) },
    );
    expect(of(given, found)).toMatchObject({ actions: [{ does: "follow" }], problems: [] });
  });

  test("as wished, and not well: said, where it was asked", () => {
    const unwell = [{ check: "http http://127.0.0.1/version", saw: "version 1.0, not 1.1" }];
    const { actions, warnings } = of(wished(), look(has("1.1"), { unwell }));
    expect(actions).toEqual([]);
    expect(warnings).toMatchObject([
      {
        code: "service-unwell",
        message: expect.stringMatching(/^web1 .* http:\/\/127\.0\.0\.1\/version: version 1\.0/),
      },
    ]);
  });

  test("and planned as it was when it was begun, where it noted that", () => {
    const given = wished();
    const [first] = of(given, look({ ...has("1.0"), ...kept("1.0", "a") })).actions;
    const under = { running: running(intentOf("web1", given, artifact.sha256)) };
    const midway = (record: string) => of(given, look({ ...has("1.1", "iU"), record }, under)).actions;
    expect(midway(recordOf(first!))).toEqual([first]);
    expect(midway(recordOf({ ...first!, host: "web2" }))).toMatchObject([{ does: "follow" }]);
    expect(midway("bm9uc2Vuc2U")).toMatchObject([{ does: "follow" }]);
  });

  test("the intent names what is brought about, not who asks or in which order", () => {
    const intent = (more: object, host = "web1", digest = sha("b")): string => intentOf(host, wished(more), digest);
    expect(intent({ rollout: { waves: ["1"] }, lockWaitMs: 5 })).toBe(intent({}));
    const others = [
      intent({ method: "reinstall" }),
      intent({ services: {} }),
      intent({}, "web2"),
      intent({}, "web1", sha("c")),
    ];
    expect(new Set([...others, intent({})]).size).toBe(5);
    expect(intent({})).toHaveLength(digestOf(null).length);
  });
});

describe("a fleet", () => {
  test("names every problem of every host", () => {
    const hosts = [seen(look(has("1.2"))), seen(look({ free: { "/": 1 } }), "web2"), silent("web3")];
    const { problems = [] } = plan(wished(), { artifact, previous: null, hosts });
    expect(problems.map(({ code, message }) => `${code} ${/web\d/.exec(message)?.[0]}`)).toEqual([
      "ERR_TOO_MANY_UNREACHABLE web3",
      "ERR_NEWER_INSTALLED web1",
      "ERR_HOST_DISK web2",
    ]);
  });

  test("leaves out who does not answer, within the budget, and keeps the rest of it", () => {
    const hosts = [seen(look()), seen(look(), "web2"), silent("web3")];
    const rollout = { maxFailures: { count: 2 } };
    const draft = plan(wished({ rollout }), { artifact, previous: null, hosts });
    expect(draft.actions.map(({ host }) => host)).toEqual(["web1", "web2"]);
    expect(draft.warnings).toMatchObject([{ code: "host-unreachable" }]);
    expect(draft.facts).toMatchObject({ failuresAllowed: 1 });
  });

  const url = "https://github.com/TheCacophonyProject/camera/releases/download/v1.1/camera_1.1_all.deb";
  test.each([
    [{ url }, ["digest-unpinned"]],
    [{ url, sha256: artifact.sha256 }, []],
    [{ url, checksums: "SHA256SUMS" }, []],
    [{ file: artifact.path }, []],
  ])("says that nobody pinned what was downloaded: %j", (place, codes) => {
    const draft = plan(wished({ artifact: place, rollback: "none" }), {
      artifact,
      previous: null,
      hosts: [seen(look())],
    });
    expect(draft.warnings?.map(({ code }) => code)).toEqual(codes);
    const idle = plan(wished({ artifact: place }), { artifact, previous: null, hosts: [seen(look(has("1.1")))] });
    expect(idle.warnings).toEqual([]);
  });

  test("a file that was not meant is the only problem", () => {
    const other = { ...artifact, package: "modemd", version: "2" };
    const { problems } = plan(wished(), { artifact: other, previous: null, hosts: [seen(look(has("3")))] });
    expect(problems).toMatchObject([{ code: "ERR_ARTIFACT_MISMATCH" }, { code: "ERR_ARTIFACT_MISMATCH" }]);
  });
});

test.each([
  [{ artifact: {} }, "artifact"],
  [{ artifact: { file: "a", url: "https://example.org/a" } }, "artifact"],
  [{ artifact: { url: "https://u:p@example.org/a" } }, "artifact.url"],
  [{ transfer: "pull" }, "transfer"],
  [{ groups: [{ name: "a", hosts: ["x", "x"] }] }, "groups.0.hosts.1"],
  [{ package: "-x" }, "package"],
  [{ version: "$(reboot)" }, "version"],
  [{ services: { stop: ["a;b"] } }, "services.stop.0"],
  [{ rollout: { waves: ["0%"] } }, "rollout.waves.0"],
  [{ health: { checks: [{ type: "tcp", port: 80, from: "here" }] } }, "health.checks.0.from"],
])("the input %j is refused", (more, path) => {
  const base = { package: "camera", version: "1.1", artifact: { file: "a" }, groups: [{ name: "a", hosts: ["x"] }] };
  const issues = input.safeParse({ ...base, ...more }).error?.issues ?? [];
  expect(issues.map((issue) => issue.path.join("."))).toContain(path);
});
