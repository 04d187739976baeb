import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { maskSecrets } from "../../src/package-manager/mask-secrets.js";
import { readInspection } from "../../src/package-manager/read-inspection.js";
import { sha } from "../support/host-facts.js";

const read = (...lines: readonly string[]) => readInspection("api", [...lines, "end", ""].join("\n"), ["camera"]);

describe("readInspection", () => {
  test.each([
    ["ii", true],
    ["hi", true], // on hold
    ["iF", false], // half configured
    ["iU", false], // unpacked: what `dpkg -i` leaves when a dependency is missing
    ["iH", false],
    ["iW", false],
    ["it", false],
    ["iHR", false], // must be installed again
    ["double", false], // rpm, killed between the new one and the old
  ])("a package that is %s", (state, isWhole) => {
    expect(read(`package\t${state}\t1:1.0-1\tall`).installed).toEqual({
      version: "1:1.0-1",
      architecture: "all",
      state,
      isWhole,
    });
  });

  test("everything else", () => {
    const facts = read(
      "clock\t1795366858",
      'system\tdebian\t"12"',
      "init\tsystemd",
      "free\t1000\t/",
      "unit\tloaded\tactive",
      `note\t1.0\t${sha("a")}\tcamera_1.0_all.deb\t20261122T164500-3fa9c1`,
      "note\tnonsense",
      `kept\t${sha("a")}\t\t/var/lib/signalbox/store/a/camera.deb`,
      "unfinished\tiF\tcamera\t1.1",
      "leftovers\t2",
      "lock\t4711\tunattended-upgr \u001b[31mred\u001b[0m",
      "residue\t.dpkg-dist\t/etc/camera.conf",
      "diff\t-password = hunter2",
      "diff\t+port=80",
    );
    expect(facts).toMatchObject({
      clock: 1795366858,
      system: { id: "debian", version: "12" },
      init: "systemd",
      free: { "/": 1_024_000 },
      installed: null,
      units: [{ name: "camera", state: "active" }],
      notes: [{ version: "1.0", sha256: sha("a") }],
      kept: [{ version: "1.0", sha256: sha("a") }],
      unfinished: [{ package: "camera", version: "1.1", state: "iF" }],
      leftovers: 2,
      lock: { pid: 4711, command: "unattended-upgr red" },
      residues: [{ path: "/etc/camera.conf", suffix: ".dpkg-dist", diff: "-password = ***\n+port=80" }],
    });
  });

  test("an answer that breaks off is no answer", () => {
    expect(() => readInspection("api", "clock\t1\npackage\tii\t1.0\tall\n", [])).toThrow(
      expect.objectContaining({ code: "ERR_HOST_UNREADABLE" }),
    );
  });

  test("takes whatever a host may say", () => {
    const word = fc.oneof(
      fc.constantFrom("package", "unit", "note", "kept", "lock", "diff", "free", "\t", "\n"),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(word), (words) => {
        const facts = readInspection("api", `${words.join("\t")}\nend\n`, ["camera"]);
        expect(JSON.stringify(facts)).not.toMatch(/\\u00[01]/);
      }),
    );
  });
});

test.each([
  ["db_password=hunter2", "db_password=***"],
  ['"token": "abc def"', '"token": ***'],
  ["api-key: 12", "api-key: ***"],
  ["url=postgres://u:p@h/db", "url=postgres://***@h/db"],
  ["passenger_count=4", "passenger_count=4"],
])("hides secrets: %s", (line, expected) => {
  expect(maskSecrets(line)).toBe(expected);
});
