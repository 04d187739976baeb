import { describe, expect, it } from "vitest";
import type { Config } from "../../src/config/load-config.js";
import { checkParameters } from "../../src/trains/check-parameters.js";

const own = {
  steps: [{ id: "tag", type: "operation", uses: "tag-release", with: { version: { $ref: "train.version?" } } }],
  parameters: { version: "1.0.0", release: "1.0" },
};
const config = {
  trains: {
    release: "numbered",
    fixed: { template: "weekly", parameters: { version: "next-patch" } },
    mistyped: { template: "numbered", parameters: { relase: "16.10" } },
    own,
    plain: { steps: [] },
  },
} as unknown as Config;
const check = (name: string, set: Record<string, unknown>) => () => checkParameters(name, config, set);

describe("parameters that are set", () => {
  it.each([
    ["release", { release: "16.10", previous: "16.9", version: "16.10.1", libraries: {} }],
    ["numbered", { release: "16.10" }],
    ["fixed", { maxAgeDays: 20 }],
    ["own", { version: "1.0.1" }],
    ["unknown", { anything: 1 }],
    ["constructor", { anything: 1 }],
  ])("%s takes %j", (name, set) => {
    expect(check(name, set)).not.toThrow();
  });

  it.each([
    // A train without `previous` is a good one too: the typo would leave the previous release unmerged.
    ["release", { release: "16.10", previos: "16.9" }, "no parameter previos", "Did you mean previous?"],
    ["release", { release: "16.10", prev: "16.9" }, "no parameter prev", "Did you mean previous?"],
    ["mistyped", { release: "16.10" }, "no parameter relase", "Did you mean release?"],
    ["weekly", { constructor: 1 }, "no parameter constructor", "Its parameters: version, maxAgeDays, pollMs, deploy."],
    // Only declared: the steps hold another release.
    ["own", { release: "17.0" }, "No step of the train own reads the parameter release", "Its parameters: version."],
    ["plain", { release: "17.0" }, "No step of the train plain reads", "Change the steps"],
  ])("%s refuses %j", (name, set, message, hint) => {
    expect(check(name, set)).toThrow(
      expect.objectContaining({
        code: "ERR_USAGE",
        message: expect.stringContaining(message),
        hint: expect.stringContaining(hint),
      }),
    );
  });
});
