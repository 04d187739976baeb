import type { ComponentReport } from "@signalbox/release-notes";
import { describe, expect, it } from "vitest";
import { releasesSince } from "../../src/trains/released-since.js";

const component = (name: string, version: string | null, more: object = {}): ComponentReport => ({
  name,
  repository: `/${name}`,
  mainline: "main",
  latest:
    version === null ? null : { tag: `v${version}`, version, commit: "a".repeat(40), date: "2026-03-02T09:00:00Z" },
  unreleased: [],
  warnings: [],
  ...more,
});
const error = { error: { code: "ERR_GIT_UNREACHABLE", message: "gone", hint: "Try again." } };

describe("what was released since a report", () => {
  it.each([
    ["another release", component("api", "1.0.0"), component("api", "1.1.0"), { tag: "v1.1.0", version: "1.1.0" }],
    ["a first release", component("api", null), component("api", "0.1.0"), { tag: "v0.1.0", version: "0.1.0" }],
    ["the same release", component("api", "1.0.0"), component("api", "1.0.0"), undefined],
    ["none at all", component("api", null), component("api", null), undefined],
    ["not known before", component("api", null, error), component("api", "1.1.0"), undefined],
    ["another component", component("web", "1.0.0"), component("api", "1.1.0"), undefined],
  ])("%s", (_, before, now, expected) => {
    const found = releasesSince({ format: 1, components: [before] }, { format: 1, components: [now] });
    expect(found).toEqual({ format: 1, releases: expected === undefined ? {} : { api: expected } });
  });
});
