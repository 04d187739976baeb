import {
  type AuditReport,
  type Finding,
  FINDINGS,
  type FindingCode,
  type ReleasesReport,
} from "@signalbox/git-promote";
import { expect, it } from "vitest";
import { auditText } from "../../src/output/audit-text.js";
import { releasesText } from "../../src/output/releases-text.js";
import { styleOf } from "../../src/output/style.js";

const style = styleOf(false);
const codes = Object.keys(FINDINGS) as FindingCode[];

const finding = (code: FindingCode, index: number): Finding => ({
  code,
  ...FINDINGS[code],
  refs: [`refs/tags/v${index}`],
  message: `v${index} is not as it should be, ${"and ".repeat(40)}more.`,
});

const reportOf = (repositories: AuditReport["repositories"]): AuditReport => ({ format: 1, repositories, counts: {} });

it("an audit of eleven repositories with every kind of finding is one page", () => {
  const repositories = Array.from({ length: 11 }, (_, n) => ({
    name: `component-${n}`,
    repository: "r",
    findings: codes.flatMap((code) => Array.from({ length: 20 }, (_, index) => finding(code, index))),
  }));
  const lines = auditText(reportOf(repositories), { isWhole: false }, style).split("\n");
  expect(lines.length).toBeLessThanOrEqual(66);
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  expect(lines.filter((line) => codes.includes(line.slice(2).split(" ")[0] as FindingCode))).toHaveLength(codes.length);
  const whole = auditText(reportOf(repositories), { isWhole: true }, style).split("\n");
  expect(whole.filter((line) => line.includes("v19 is not"))).toHaveLength(11 * codes.length);
});

it("says when nothing is wrong, and when nothing could be read", () => {
  const error = { code: "ERR_X", message: "gone\u001b[2J", hint: "look" };
  const fine = { name: "api", repository: "r", findings: [] };
  expect(auditText(reportOf([fine]), { isWhole: false }, style)).toBe("Nothing is out of order in 1 repository.");
  const broken = auditText(reportOf([{ ...fine, error }]), { isWhole: false }, style);
  expect(broken).toMatch(/\n1 could not be read\.$/);
  expect(broken).not.toContain("\u001b");
});

it("releases tell who has a version by the shorter list", () => {
  const having = (...names: string[]) => names.map((name) => ({ name, tag: "t", commit: "c" }));
  const component = { repository: "r", numbering: "product", releases: [], deviation: null };
  const report: ReleasesReport = {
    format: 1,
    product: { version: "2.0.0", components: ["a"] },
    components: [
      { ...component, name: "a" },
      { ...component, name: "b", deviation: { kind: "behind", version: "1.0.0", behind: 1 } },
      { ...component, name: "c", numbering: null },
    ],
    releases: [
      { version: "2.0.0", components: having("a"), missing: ["b", "d"] },
      { version: "1.0.0", components: having("a", "b"), missing: ["d"] },
      ...Array.from({ length: 9 }, (_, n) => ({ version: `0.${9 - n}.0`, components: having("a"), missing: [] })),
    ],
  };
  const text = releasesText(report, { isWhole: false }, style);
  expect(text).toContain("The product is at 2.0.0: a.");
  expect(text).toMatch(/b +- +1 version behind/);
  expect(text).toMatch(/2\.0\.0 +1 of 3 +only a\n/);
  expect(text).toMatch(/1\.0\.0 +2 of 3 +not d\n/);
  expect(text).toContain("and 1 more");
  expect(releasesText(report, { isWhole: true }, style)).toContain("0.1.0");
});
