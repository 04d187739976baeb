import { describe, expect, it } from "vitest";
import { weekly } from "../../src/templates/weekly.js";
import { notesOfWeek } from "../../src/trains/notes-of-week.js";

const given = {
  name: "train",
  repository: "https://github.com/acme/saltops.git",
  environments: ["dev", "test", "prod"],
  servers: [],
  approvers: [],
  components: [{ name: "a", repository: "/a" }],
  rules: { pins: [{ files: "**", format: "yaml" as const }], references: null },
  pullRequests: null,
  parameters: {},
};
const place = { repository: "/docs", pages: [{ path: "notes-{year}.md" }] };

describe("the notes of a weekly train", () => {
  it("are told where it went, after it went there", () => {
    const steps = new Map(weekly({ ...given, notes: place }).steps.map((step) => [step.id, step]));
    expect(steps.get("to-tell-prod")).toMatchObject({
      needs: ["prod-merged"],
      with: { compared: { $ref: "compare-prod" } },
    });
    expect(steps.get("notes-prod")).toMatchObject({
      uses: "publish-notes",
      planned: "later",
      with: { ...place, environment: "Production", promoted: { $ref: "to-tell-prod.promoted" } },
    });
    expect(steps.get("notes-test")).toMatchObject({
      needs: ["to-tell-test"],
      with: { environment: "Testing", components: { $ref: "to-tell-test.components" } },
    });
    expect(steps.has("notes-servers")).toBe(false);
  });

  it("are left out where no pages are named", () => {
    expect(weekly(given).steps.some(({ id }) => id.includes("notes"))).toBe(false);
  });
});

describe("notesOfWeek", () => {
  const change = { commit: "c".repeat(40), subject: "Restart at night", author: "Kea", date: "2021-07-08T00:00:00Z" };
  const before = {
    name: "modemd",
    repository: "/m",
    mainline: "main",
    latest: null,
    unreleased: [change],
    warnings: [],
  };
  const latest = { tag: "v1.2.0", version: "1.2.0", commit: "d".repeat(40), date: change.date };

  it("takes the changes of what was released, and what pins and servers moved to", () => {
    const compared = {
      checklist: [
        {
          pins: [
            { name: "audiobait", from: "1.4.0", to: "1.5.0" },
            { name: "old", from: "1.0.0", to: null },
          ],
        },
        {},
      ],
    };
    const servers = {
      rows: [
        { package: "cacophony-api", state: "upgrade", source: { version: "5.20.0" } },
        { package: "cacophony-browse", state: "same", source: { version: "2.0.0" } },
      ],
    };
    const unchanged = { before: { ...before, name: "quiet", unreleased: [] }, latest };
    expect(
      notesOfWeek({ compared, servers }, [{ before, latest }, unchanged], new Date("2021-07-09T09:00:00Z")),
    ).toEqual({
      format: 1,
      date: "2021-07-09",
      components: [
        {
          name: "modemd",
          version: "1.2.0",
          entries: [expect.objectContaining({ text: change.subject, commit: change.commit })],
        },
      ],
      promoted: [
        { name: "audiobait", version: "1.5.0" },
        { name: "cacophony-api", version: "5.20.0" },
      ],
    });
  });
});
