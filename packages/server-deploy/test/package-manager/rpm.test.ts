import { describe, expect, test } from "vitest";
import { acceptsArchitecture } from "../../src/package-manager/architectures.js";
import { findingIn } from "../../src/package-manager/log-findings.js";
import { erasedIn, neededIn, objectionsIn, strangeIn } from "../../src/package-manager/rpm/complaints.js";
import { readDnfSimulation } from "../../src/package-manager/rpm/read-dnf-simulation.js";

describe("what rpm --test complains of", () => {
  // The last line is what it says of a header without its payload, when nothing else is wrong.
  const complaints = [
    "error: Failed dependencies:",
    "java-1.8.0-openjdk is needed by avni-server-0.0.1-412.noarch",
    "libfoo.so.1()(64bit) is needed by avni-server-0.0.1-412.noarch",
    "D:   Obsoletes: older < 2   erases older-1-1.noarch",
    "openchs-server < 2 conflicts with avni-server-0.0.1-412.noarch",
    "installing package avni-server needs 20MB more space on the / filesystem",
    "error: avni-server-0.0.1-412.noarch: install failed",
  ];

  test("needs and objections are told apart, and the rest is passed over", () => {
    expect(neededIn(complaints)).toEqual(["java-1.8.0-openjdk", "libfoo.so.1()(64bit)"]);
    expect(objectionsIn(complaints)).toEqual([complaints[4], complaints[5]]);
    expect(erasedIn(complaints)).toEqual(["older-1-1.noarch"]);
  });
});

test.each<[string, number | null, readonly string[] | "unknown"]>([
  ["", 0, []],
  [
    "S.5......    /opt/server.jar\n..5....T.  c /etc/server.conf\nmissing     /opt/a b\n.......T.    /opt/same\n",
    1,
    ["/opt/server.jar", "/opt/a b"],
  ],
  ["missing   c /etc/server.conf\nnonsense /opt/x\n", 1, []],
  ["", 124, "unknown"],
  ["", null, "unknown"],
])("what rpm -V says %j (%s): of other content are %j", (output, code, expected) => {
  expect(strangeIn(output, code)).toEqual(expected);
});

test("readDnfSimulation reads the table before the no", () => {
  const output = `Dependencies resolved.
================================================================
 Package             Arch      Version          Repository  Size
================================================================
Installing:
 java-1.8.0-openjdk  x86_64    1:1.8.0.392-1    updates    300 k
Installing dependencies:
 libjpeg-turbo       x86_64    2.1.4-3          base       170 k
Removing dependent packages:
 java-1.7.0-openjdk  x86_64    1:1.7.0.1-1      @base      30 M

Transaction Summary
Operation aborted.`;
  expect(readDnfSimulation(output)).toEqual({
    isPossible: false,
    installs: ["java-1.8.0-openjdk (1:1.8.0.392-1)", "libjpeg-turbo (2.1.4-3)"],
    removes: ["java-1.7.0-openjdk (1:1.7.0.1-1)"],
    reasons: [],
  });
});

test.each([
  ["Error in POSTIN scriptlet in rpm package avni-server", "scriptlet"],
  ["warning: %post(avni-server-0.0.1-412.noarch) scriptlet failed, exit status 7", "scriptlet"],
  [" installed camera package post-installation script subprocess returned error exit status 7", "scriptlet"],
  ["dpkg: error: dpkg frontend lock was locked by another process with pid 102", "lock"],
  ["signalbox: the package lock is still held by process 12 (apt-get)", "lock"],
  ["dpkg: unrecoverable fatal error, aborting: write: No space left on device", "disk-full"],
  ["dpkg: dependency problems prevent configuration of camera:", "dependency"],
  ["trying to overwrite '/usr/bin/x', which is also in package y 1", "conflict"],
  ["package architecture (armhf) does not match system (amd64)", "architecture"],
  ["dpkg-deb: error: unexpected end of file or stream", "damaged"],
  ["end of file on stdin at conffile prompt", "question"],
  ["Setting up camera (1.1.0) ...", null],
])("%s", (line, expected) => {
  expect(findingIn(line)).toBe(expected);
});

test.each([
  ["deb", "all", ["amd64"], true],
  ["deb", "i386", ["amd64", "i386"], true],
  ["deb", "arm64", ["amd64"], false],
  ["rpm", "noarch", ["x86_64"], true],
  ["rpm", "i686", ["x86_64"], true],
  ["rpm", "aarch64", ["x86_64"], false],
  ["rpm", "ppc64le", ["ppc64le"], true],
] as const)("a .%s for %s on %j: %s", (format, architecture, native, expected) => {
  expect(acceptsArchitecture({ format, architecture }, native)).toBe(expected);
});
