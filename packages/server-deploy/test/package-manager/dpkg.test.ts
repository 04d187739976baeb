import { describe, expect, test } from "vitest";
import { metConflicts, namesIn, unmetDepends } from "../../src/package-manager/dpkg/depends.js";
import { readAptSimulation } from "../../src/package-manager/dpkg/read-apt-simulation.js";

const has = [
  { name: "libc6", version: "2.36-9+deb12u14" },
  { name: "mail-transport-agent", version: null },
  { name: "nodejs", version: "1:12.22.0~dfsg-1" },
];

describe("unmetDepends", () => {
  test.each([
    ["", []],
    ["libc6", []],
    ["libc6 (>= 2.34), nodejs (>= 1:12)", []],
    ["libc6 (>= 2.36.1)", ["libc6 (>= 2.36.1)"]],
    ["libc6 (<< 2.36-9+deb12u14)", ["libc6 (<< 2.36-9+deb12u14)"]],
    ["libc6 (= 2.36-9+deb12u14)", []],
    ["exim4 | mail-transport-agent", []],
    ["mail-transport-agent (>= 1)", ["mail-transport-agent (>= 1)"]], // provided without a version
    ["libc6:any (>= 2.2.5)", []],
    ["nodejs (>= 12.0)", []], // the installed one has an epoch
    ["exim4 (>= 4) | postfix", ["exim4 (>= 4) | postfix"]],
    ["libc6 (>= 2.2.5) [amd64], missing", ["missing"]],
    ["$(reboot)", []], // left to dpkg, which refuses it
  ])("%j lacks %j", (depends, expected) => {
    expect(unmetDepends(depends, has)).toEqual(expected);
  });

  test("asks for every name once", () => {
    expect(namesIn("libc6 (>= 2), exim4 | postfix, libc6 (<< 3)")).toEqual(["libc6", "exim4", "postfix"]);
  });
});

test.each([
  ["libc6", ["libc6"]],
  ["libc6 (<< 2.0), nodejs (>= 1:12)", ["nodejs"]],
  ["exim4, postfix", []],
  ["mail-transport-agent", []], // a name that somebody provides: dpkg looks again
])("of what is installed, %j is in conflict with %j", (conflicts, expected) => {
  const found = has.map((one) => (one.version === null ? { ...one, isProvided: true } : one));
  expect(metConflicts(conflicts, found)).toEqual(expected);
});

describe("readAptSimulation", () => {
  test("installs what is missing", () => {
    const output =
      "Inst libfoo1 (1.2-3 Debian:12.1/stable [amd64])\nInst bar [1.0] (1.1 Debian:12.1/stable [all])\nConf libfoo1 (1.2-3 …)\n";
    expect(readAptSimulation(output, 0)).toMatchObject({
      isPossible: true,
      installs: ["libfoo1 (1.2-3)", "bar (1.1)"],
      removes: [],
    });
  });

  test("never removes", () => {
    expect(readAptSimulation("Remv postfix [3.7]\nInst exim4 (4.96)\n", 0)).toMatchObject({
      isPossible: false,
      removes: ["postfix"],
    });
  });

  test("tells why not", () => {
    const output =
      " satisfy:command-line : Depends: foo but it is not installable\nE: Unable to correct problems, you have held broken packages.\n";
    expect(readAptSimulation(output, 100)).toEqual({
      isPossible: false,
      installs: [],
      removes: [],
      reasons: [
        "satisfy:command-line : Depends: foo but it is not installable",
        "E: Unable to correct problems, you have held broken packages.",
      ],
    });
  });
});
