import { readFileSync } from "node:fs";
import { isReleaseError } from "@signalbox/release-core";
import { describe, expect, it } from "vitest";
import { checkConfig } from "../../src/config/check-config.js";
import { configJsonSchema } from "../../src/config/schema.js";
import { defineConfig } from "../../src/config/types.js";

function problemsOf(value: unknown): unknown {
  try {
    checkConfig("signalbox.config.json", value);
    return [];
  } catch (error) {
    if (!isReleaseError(error) || error.code !== "ERR_CONFIG_INVALID") throw error;
    return (error.details as { issues: unknown }).issues;
  }
}

describe("checkConfig", () => {
  it("names every problem at once, with path, value and what was expected", () => {
    const wrong = {
      componets: [],
      components: [
        { name: "api" },
        { name: "web", repository: 7, tagPattern: "v*" },
        { name: "api", repository: "a/b", extra: 1 },
      ],
      environments: "prod",
      concurrency: 0,
      identity: { name: "Rosa", email: "rosa" },
      trains: {
        weekly: {
          steps: [
            { id: "a b", type: "gate", uses: "soak" },
            { id: "c", type: "wait" },
          ],
        },
      },
    };
    expect(problemsOf(wrong)).toEqual([
      { path: "components.0.repository", value: null, expected: "a string" },
      { path: "components.1.repository", value: 7, expected: "a string" },
      { path: "components.1.tagPattern", value: "v*", expected: "text with {version} in it" },
      { path: "components.2.extra", value: 1, expected: "no such field" },
      { path: "environments", value: "prod", expected: "an array" },
      { path: "identity.email", value: "rosa", expected: "an e-mail address" },
      { path: "trains.weekly.steps.0.id", value: "a b", expected: "letters, digits, - and _" },
      { path: "trains.weekly.steps.1.type", value: "wait", expected: expect.any(String) },
      { path: "concurrency", value: 0, expected: expect.any(String) },
      { path: "componets", value: [], expected: "no such field; did you mean components?" },
      { path: "components.2.name", value: "api", expected: "a name of its own (components.0 has it)" },
    ]);
  });

  it("names the kinds of channels where one has none, or one that nobody knows", () => {
    const expected = "one of mail, slack, discord, teams, google-chat, mattermost, webhook";
    const channels = { team: { urlFrom: "TEAM_URL" }, users: { kind: "pigeon" } };
    expect(problemsOf({ announce: { channels } })).toEqual([
      { path: "announce.channels.team.kind", value: null, expected },
      { path: "announce.channels.users.kind", value: "pigeon", expected },
    ]);
  });

  it.each([
    ["nothing", {}],
    [
      "text",
      {
        components: ["acme/api"],
        environments: ["dev", "prod"],
        configuration: "acme/salt",
        trains: { weekly: "weekly" },
      },
    ],
    ["a schema reference", { $schema: "./node_modules/signalbox/schema/signalbox.schema.json" }],
    [
      "functions in a train",
      { trains: { x: { steps: [{ id: "a", type: "read", uses: "unreleased", with: () => ({}) }] } } },
    ],
  ])("takes %s", (_, value) => expect(problemsOf(value)).toEqual([]));

  it.each([[null], [[]], ["text"], [7]])("refuses %j", (value) => {
    expect(problemsOf(value)).toEqual([{ path: "(configuration)", value: value, expected: "an object" }]);
  });

  it("has the type that people write", () => {
    const config = defineConfig({
      components: ["acme/api", { name: "web", repository: "./web", stream: "tc2" }],
      trains: { w: "weekly" },
    });
    expect(checkConfig("x", config)).toBe(config);
  });
});

it("the published schema is current (npm run schema -w signalbox)", () => {
  const published: unknown = JSON.parse(
    readFileSync(new URL("../../schema/signalbox.schema.json", import.meta.url), "utf8"),
  );
  expect(published).toEqual(configJsonSchema());
});
