import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { FileState } from "../../src/deploy-files/action.js";
import { intentOf } from "../../src/deploy-files/compose.js";
import { storeNameOf } from "../../src/deploy-files/files.js";
import { input } from "../../src/deploy-files/input.js";
import type { HostLook } from "../../src/fleet/host-look.js";
import { type FileSeen, type FilesLook, parseFiles } from "../../src/deploy-files/look.js";
import { plan } from "../../src/deploy-files/plan.js";

const JAR = "/opt/avni_server/avni-server.jar";
const given = input.parse({
  name: "avni-server 16.2",
  groups: [{ name: "prod", hosts: ["a", "b"] }],
  rollout: { waves: ["1"], maxFailures: { count: 1 } },
  files: [{ path: JAR, file: "avni-server.jar", owner: "avni", group: "avni", mode: "0640" }],
  services: { stop: ["avni_server_appserver"] },
});
const OLD = "1".repeat(64);
const NEW = "2".repeat(64);
const local = [{ path: "avni-server.jar", sha256: NEW, size: 50_000_000 }];
const state = (sha256: string, more: Partial<FileState> = {}): FileState => ({
  sha256,
  owner: "avni",
  group: "avni",
  mode: "640",
  ...more,
});
const file = (found: FileState | null, more: Partial<FileSeen> = {}): FileSeen => ({
  kind: found === null ? "absent" : "file",
  state: found,
  lacks: [],
  free: 1e9,
  ...more,
});
const look = (files: readonly FileSeen[], more: Partial<FilesLook> = {}): FilesLook => ({
  init: "systemd",
  files,
  idle: [],
  running: null,
  ...more,
});
const seen = (host: string, found: FilesLook): HostLook<FilesLook> => ({
  host,
  group: "prod",
  wave: host === "a" ? 1 : 2,
  status: "seen",
  look: found,
});
const away = (host: string, status: "silent" | "unusable"): HostLook<FilesLook> => ({
  host,
  group: "prod",
  wave: 1,
  status,
  code: "ERR_HOST_UNREACHABLE",
  message: "no route",
  hint: "look",
});
const running = (intent: string) =>
  ({ id: "x", intent, subject: "avni-server 16.2", holder: "anna", state: "running" }) as never;
const lacking = file(null);
const wished = seen("a", look([file(state(NEW))]));

describe("deployFiles plans", () => {
  test.each<readonly [string, HostLook<FilesLook>, readonly string[]]>([
    ["nothing for what is as wished", wished, []],
    ["a new file", seen("a", look([file(null)])), [`a: avni-server 16.2: ${JAR} 222222222222 (new)`]],
    [
      "another content, by both digests",
      seen("a", look([file(state(OLD))])),
      [`a: avni-server 16.2: ${JAR} 111111111111 → 222222222222`],
    ],
    [
      "another mode alone",
      seen("a", look([file(state(NEW, { mode: "644" }))])),
      [`a: avni-server 16.2: ${JAR} avni:avni 644 → avni:avni 640`],
    ],
    [
      "a start of what does not run",
      seen("a", look([file(state(NEW))], { idle: ["avni_server_appserver"] })),
      ["a: start avni_server_appserver"],
    ],
    [
      "to follow its own kind",
      seen("a", look([file(state(OLD))], { running: running(intentOf("a", given, [NEW])) })),
      ["a: follow what is under way (avni-server 16.2)"],
    ],
  ])("%s", (_, found, summaries) => {
    const draft = plan(given, { local, hosts: [found] });
    expect(draft.problems).toEqual([]);
    expect(draft.actions.map(({ summary }) => summary)).toEqual(summaries);
  });

  test.each<readonly [string, HostLook<FilesLook>, string]>([
    ["a link in its place", seen("a", look([file(null, { kind: "link" })])), "ERR_FILE_PLACE"],
    ["a folder in its place", seen("a", look([file(null, { kind: "other" })])), "ERR_FILE_PLACE"],
    ["no folder for it", seen("a", look([file(null, { kind: "nowhere" })])), "ERR_FILE_PLACE"],
    ["an account that is not there", seen("a", look([file(null, { lacks: ["user"] })])), "ERR_ACCOUNT_MISSING"],
    ["a full disk", seen("a", look([file(state(OLD), { free: 50_000_001 })])), "ERR_HOST_DISK"],
    [
      "another deploy under way",
      seen("a", look([file(null)], { running: running("f".repeat(64)) })),
      "ERR_HOST_LOCKED",
    ],
    ["a host that may not be used", away("a", "unusable"), "ERR_HOST_UNREACHABLE"],
  ])("nothing with %s", (_, found, code) => {
    const draft = plan(given, { local, hosts: [found, seen("b", look([file(state(OLD))]))] });
    expect(draft.actions).toEqual([]);
    expect(draft.problems).toMatchObject([{ code }]);
  });

  test("nothing for what is as wished and not well, and says so", () => {
    const unwell = [{ check: "tcp 127.0.0.1:80", saw: "refused" }];
    const draft = plan(given, { local, hosts: [seen("a", look([file(state(NEW))], { unwell }))] });
    expect(draft.actions).toEqual([]);
    expect(draft.warnings).toMatchObject([{ code: "service-unwell", message: expect.stringContaining("refused") }]);
  });

  test("a file of an address that nobody pinned, with a warning", () => {
    const [file] = given.files;
    const url = "https://example.org/server.jar";
    const of = (more: object) =>
      plan(
        { ...given, files: [{ ...file!, file: undefined, url, ...more }] },
        { local, hosts: [seen("a", look([lacking]))] },
      );
    expect(of({}).warnings).toMatchObject([{ code: "digest-unpinned", message: expect.stringContaining(NEW) }]);
    expect(of({ sha256: NEW }).warnings).toEqual([]);
  });

  test("around a host that does not answer, and not when more of them do not than may fail", () => {
    const one = plan(given, { local, hosts: [away("a", "silent"), seen("b", look([file(null)]))] });
    expect(one).toMatchObject({
      problems: [],
      warnings: [{ code: "host-unreachable" }],
      facts: { failuresAllowed: 0 },
    });
    expect(one.actions).toMatchObject([{ host: "b", wave: 2, changes: [{ before: null, after: state(NEW) }] }]);
    const both = plan(given, { local, hosts: [away("a", "silent"), away("b", "silent")] });
    expect(both.problems).toMatchObject([{ code: "ERR_TOO_MANY_UNREACHABLE" }]);
  });
});

test.each([
  { files: [{ path: "relative", file: "x" }] },
  { files: [{ path: "/opt/../etc/passwd", file: "x" }] },
  { files: [{ path: "/opt/x", file: "x", url: "https://e.org/x" }] },
  { files: [{ path: "/opt/x", file: "x", mode: "rwx" }] },
  { files: [{ path: "/opt/x", file: "x", owner: "-R" }] },
  {
    files: [
      { path: "/opt/x", file: "x" },
      { path: "/opt/x", file: "y" },
    ],
  },
  { files: [{ path: "/opt/x", file: "x" }], transfer: "pull" },
  { files: [{ path: "/opt/x", url: "https://me:secret@e.org/x" }] },
  { files: [{ path: "/opt/x", file: "x" }], health: { checks: [{ type: "tcp", port: 1, from: "here" }] } },
])("%j is refused", (more) => {
  expect(input.safeParse({ name: "x", groups: [{ name: "g", hosts: ["a"] }], ...more }).success).toBe(false);
});

test("a look is an answer only when it is whole", () => {
  const whole = `init\tsysv\nfile\t0\tfile\t${OLD}\tavni\tavni\t640\nfree\t0\t100\nunit\tidle\nend\n`;
  expect(parseFiles(whole, 1, ["x"])).toEqual({
    init: "sysv",
    files: [{ kind: "file", state: state(OLD), lacks: [], free: 102_400 }],
    idle: ["x"],
    isBusy: false,
  });
  expect(parseFiles(whole, 2, ["x"])).toBeNull();
  expect(parseFiles(whole, 1, [])).toBeNull();
  expect(parseFiles(whole.replace("end\n", ""), 1, ["x"])).toBeNull();
  expect(parseFiles(whole.replace(OLD, "broken"), 1, ["x"])).toBeNull();
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parseFiles(text, 1, [])).toBeNull();
    }),
  );
});

test("the store takes every name that a path may end with", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[A-Za-z0-9_+@%~:,=-][A-Za-z0-9_.+@%~:,= -]{0,20}$/), (name) => {
      expect(storeNameOf(`/opt/${name}`)).toMatch(/^[A-Za-z0-9_][A-Za-z0-9_.+~:@%-]{0,199}$/);
    }),
  );
});
