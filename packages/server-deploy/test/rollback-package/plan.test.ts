import { describe, expect, test } from "vitest";
import type { HostLook } from "../../src/fleet/host-look.js";
import type { Look } from "../../src/fleet/look.js";
import { intentOfWayBack } from "../../src/fleet/way-back-request.js";
import type { HostFacts } from "../../src/package-manager/host-facts.js";
import { input } from "../../src/rollback-package/input.js";
import { plan } from "../../src/rollback-package/plan.js";
import type { TransactionView } from "../../src/transaction/transaction.js";
import { hostFacts, sha } from "../support/host-facts.js";

const wish = (more: object = {}) =>
  input.parse({ package: "camera", format: "deb", from: "1.1", groups: [{ name: "web", hosts: ["web1"] }], ...more });

const had: Partial<HostFacts> = {
  installed: { version: "1.1", state: "ii", architecture: "all", isWhole: true },
  notes: ["1.0", "1.1"].map((version, at) => ({
    version,
    sha256: sha("ab".charAt(at)),
    fileName: "x.deb",
    transactionId: "t",
  })),
  kept: [{ path: "/store/a", sha256: sha("a"), version: "1.0" }],
};
const seen = (facts: Partial<HostFacts>, running: TransactionView | null = null): HostLook => {
  const look: Look = { facts: hostFacts(facts), missing: [], resolution: null, running };
  return { host: "web1", group: "web", wave: 1, status: "seen", look };
};
const under = (intent: string): TransactionView => ({
  id: "20261122T164500-3fa9c1",
  intent,
  subject: "camera 1.1 back to 1.0",
  holder: "anna@desk",
  state: "running",
  phase: null,
  startedAt: null,
  endedAt: null,
  ended: [],
  logBytes: 0,
});
const half = { ...had, installed: { version: "1.1", state: "iF", architecture: "all", isWhole: false } };

describe("plan", () => {
  test.each<[string, HostLook, object, object[]]>([
    [
      "from the version to leave",
      seen(had),
      {},
      [{ version: "1.0", sha256: sha("a"), path: "/store/a", repairs: false }],
    ],
    ["half configured: repaired on the way", seen(half), {}, [{ version: "1.0", repairs: true }]],
    ["it has left that version already", seen({ ...had, installed: { ...half.installed, version: "1.0" } }), {}, []],
    ["a newer one came", seen({ ...had, installed: { ...half.installed, version: "1.2" } }), {}, []],
    ["nothing is installed", seen({}), {}, []],
    ["it is on its way", seen(had, under(intentOfWayBack("web1", "camera", "1.1", "1.0"))), {}, [{ version: "1.0" }]],
  ])("%s", (_, host, more, expected) => {
    const { actions, problems } = plan(wish(more), { copy: null, hosts: [host] });
    expect(problems).toEqual([]);
    expect(actions).toMatchObject(expected);
  });

  test.each<[string, HostLook, object, string]>([
    ["nothing is kept", seen({ ...had, kept: [] }), {}, "ERR_ROLLBACK_UNAVAILABLE"],
    ["another version is asked for", seen(had), { to: "0.9" }, "ERR_ROLLBACK_UNAVAILABLE"],
    ["half configured, and nothing may be repaired", seen(half), { repair: "refuse" }, "ERR_PACKAGES_UNFINISHED"],
    ["somebody else is at work", seen(had, under(sha("0"))), {}, "ERR_HOST_LOCKED"],
  ])("refuses: %s", (_, host, more, code) => {
    const { actions, problems = [] } = plan(wish(more), { copy: null, hosts: [host] });
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(actions).toEqual([]);
  });

  const back = (state: string, interrupted: string | null = null): Partial<HostFacts> => ({
    ...had,
    installed: { version: "1.0", state, architecture: "all", isWhole: state === "ii" },
    interrupted,
  });
  test.each<[string, Partial<HostFacts>, readonly string[]]>([
    ["it is back", back("ii"), []],
    ["it is back, but for its last script", back("iF"), ["package-unfinished"]],
    ["nobody saw it come back", back("ii", intentOfWayBack("web1", "camera", "1.1", "1.0")), ["package-unfinished"]],
    ["nobody saw something else end", back("ii", sha("0")), []],
    ["the package is gone", {}, ["package-missing"]],
  ])("has nothing to do, and says what is not well: %s", (_, facts, expected) => {
    const { actions, warnings = [] } = plan(wish(), { copy: null, hosts: [seen(facts)] });
    expect(actions).toEqual([]);
    expect(warnings.map(({ code }) => code)).toEqual(expected);
  });

  test("asks nothing that only we could ask", () => {
    const checks = [{ type: "tcp", port: 80, from: "here" }];
    expect(() => wish({ health: { checks } })).toThrow("it goes on without us");
  });

  test("says what it cannot undo", () => {
    expect(plan(wish(), { copy: null, hosts: [seen(had)] }).warnings).toMatchObject([{ code: "rollback-is-partial" }]);
  });
});
