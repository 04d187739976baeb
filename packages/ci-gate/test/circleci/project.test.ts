import fc from "fast-check";
import { isReleaseError } from "@signalbox/release-core";
import { describe, expect, it } from "vitest";
import { mayBeOf, pathOf, projectOf } from "../../src/circleci/project.js";

const plain = (): null => null;

describe("the project of a repository", () => {
  it.each([
    ["avniproject/avni-server", "/project/gh/avniproject/avni-server"],
    ["https://github.com/avniproject/avni-server.git", "/project/gh/avniproject/avni-server"],
    ["git@github.com:avniproject/avni-webapp.git", "/project/gh/avniproject/avni-webapp"],
    ["ssh://git@bitbucket.org/acme/server.git", "/project/bb/acme/server"],
  ])("%s", async (repository, path) => {
    expect(pathOf(await projectOf(repository, plain))).toBe(path);
  });

  it("may be told", async () => {
    const slug = "circleci/34R3kN5RtfEE7v4sa4nWAU/4nYdoKGkb6RXn7JGt8SQtg";
    expect(pathOf(await projectOf("acme/server", () => ({ slug })))).toBe(`/project/${slug}`);
    expect(pathOf(await projectOf("acme/server", () => ({ slug: "github/acme/api" })))).toBe("/project/gh/acme/api");
  });

  it.each(["https://gitlab.com/acme/server", "server", "/srv/git/server.git/", "file:///srv/server"])(
    "is not guessed for %s",
    async (repository) => {
      await expect(projectOf(repository, plain)).rejects.toMatchObject({ code: "ERR_CI_NOT_CONFIGURED" });
    },
  );

  it("is a path of three parts, or none at all", async () => {
    const anything = fc.oneof(
      fc.string(),
      fc.array(fc.string()).map((parts) => ["gh", ...parts].join("/")),
    );
    await fc.assert(
      fc.asyncProperty(anything, async (slug) => {
        const path: unknown = await projectOf("acme/server", () => ({ slug })).then(pathOf, (error: unknown) => error);
        if (isReleaseError(path)) expect(path.code).toBe("ERR_CI_NOT_CONFIGURED");
        else expect(new URL(`https://ci.test${String(path)}`).pathname.split("/")).toHaveLength(5);
      }),
    );
  });

  it("knows answers of another project", async () => {
    const project = await projectOf("acme/server", plain);
    expect(mayBeOf(project, "github/Acme/server")).toBe(true);
    expect(mayBeOf(project, "gh/acme/client")).toBe(false);
    expect(mayBeOf(project, "circleci/34R3/4nYd")).toBe(true);
  });
});
