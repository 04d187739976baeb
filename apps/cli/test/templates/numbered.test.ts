import { describe, expect, it } from "vitest";
import { numbered } from "../../src/templates/numbered.js";

const components = [
  { name: "models", repository: "/m", publishesOnTag: true },
  { name: "client", repository: "/c", consumes: ["models"], tagPattern: "c{version}" },
  { name: "infra", repository: "/i", policy: { tag: false } },
  { name: "website", repository: "/w", policy: { branch: false } },
];
const train = (parameters: Record<string, unknown>) =>
  numbered({
    name: "release",
    repository: null,
    environments: [],
    servers: [],
    components,
    approvers: [],
    rules: { pins: null, references: null },
    pullRequests: null,
    parameters,
  });
const itemsOf = (id: string, parameters: Record<string, unknown> = { release: "16.10" }) =>
  (train(parameters).steps.find((step) => step.id === id)?.forEach as { name: string }[] | undefined)?.map(
    ({ name }) => name,
  );

describe("a numbered release", () => {
  it("branches and tags what the policies allow, and gives no release number to what a tag publishes", () => {
    expect(itemsOf("cut")).toEqual(["models", "client", "infra"]);
    expect(itemsOf("tag")).toEqual(["client"]);
  });

  it("merges the previous release on only where one is named", () => {
    expect(itemsOf("merge-previous")).toBeUndefined();
    expect(itemsOf("merge-previous", { release: "16.10", previous: "16.9" })).toEqual(["models", "client", "infra"]);
  });

  it("gives libraries their own versions first, and pins them in what consumes them", () => {
    const given = { release: "16.10", libraries: { models: "1.33.70" } };
    expect(itemsOf("library", given)).toEqual(["models"]);
    expect(itemsOf("pin", given)).toEqual(["client"]);
    expect(train(given).steps.find(({ id }) => id === "base")?.needs).toEqual(["library-tag[]", "pin[]"]);
  });

  it("tells the team and the users at the points that the process names, and holds nothing up for it", () => {
    const announce = { channels: {}, team: ["common"], users: ["mail"], testers: ["qa"] };
    const { steps } = numbered({
      name: "release",
      repository: null,
      environments: [],
      servers: [],
      components,
      approvers: [],
      rules: { pins: null, references: null },
      pullRequests: null,
      announce,
      parameters: { release: "16.10", notesUrl: "https://example.org/n" },
    });
    const told = steps.filter((step) => step.type === "operation" && step.uses === "announce");
    expect(
      told.map(({ id, needs, ...step }) => [id, needs, (step as unknown as { with: { to: string[] } }).with.to]),
    ).toEqual([
      ["tell-branch", ["cut"], ["common"]],
      ["tell-progress", ["ready"], ["common"]],
      ["tell-testers", ["tag"], ["common"]],
      ["tell-users", ["tag"], ["mail"]],
    ]);
    const waitedFor = steps.flatMap(({ needs = [] }) => needs);
    expect(told.filter(({ id }) => waitedFor.includes(id))).toEqual([]);
    expect(train({ release: "16.10" }).steps.filter(({ id }) => id.startsWith("tell-"))).toEqual([]);
  });

  it.each([
    [{ release: "16.10", notesUrl: "notes" }, "must be an address"],
    [{ release: "16.10", announcement: { subject: "x" } }, "must have a subject and a text"],
    [{}, "needs the parameter release"],
    [{ release: 16.1 }, "must be text"],
    [{ release: "next" }, "must be text"],
    [{ release: "16.10", libraries: { client: "1.0.0" } }, "must give versions of models"],
    [{ release: "16.10", libraries: { models: 1.33 } }, "must give versions of models"],
    [{ release: "16.10", libraries: "models" }, "must give versions of models"],
  ])("refuses %j", (parameters, message) => {
    expect(() => train(parameters)).toThrow(
      expect.objectContaining({ code: "ERR_USAGE", message: expect.stringContaining(message) }),
    );
  });
});
