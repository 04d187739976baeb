import { describe, expect, it } from "vitest";
import { locationOf, nameOf, toldApart } from "../../src/config/inventory.js";

const context = { folder: "/work here", home: "/home/rosa", gitHubUrl: "https://github.com" };

describe("locationOf", () => {
  it.each([
    ["https://example.org/a/b.git", "https://example.org/a/b.git"],
    ["git@example.org:a/b.git", "git@example.org:a/b.git"],
    ["ssh://git@example.org/a/b", "ssh://git@example.org/a/b"],
    ["acme/api", "https://github.com/acme/api.git"],
    ["./api", "/work here/api"],
    ["../api", "/api"],
    [".", "/work here"],
    ["/srv/api.git", "/srv/api.git"],
    ["~/src/api", "/home/rosa/src/api"],
  ])("%s", (given, location) => expect(locationOf(given, context)).toBe(location));

  it.each(["api", "a/b/c", "", "C:"])("refuses %j", (given) => {
    expect(() => locationOf(given, context)).toThrow(expect.objectContaining({ code: "ERR_USAGE" }));
  });
});

it.each([
  ["https://example.org/a/thermal-recorder.git", "thermal-recorder"],
  ["git@example.org:modemd.git", "modemd"],
  ["/srv/api/", "api"],
])("nameOf %s", (location, name) => expect(nameOf(location)).toBe(name));

it("tells repositories of one name apart by what stands before", () => {
  const named = ["/m/a+api/repo", "/m/a+web/repo", "https://example.org/x/infra.git"].map((repository) => ({
    name: nameOf(repository),
    repository,
  }));
  expect(toldApart(named).map(({ name }) => name)).toEqual(["a+api/repo", "a+web/repo", "infra"]);
});
