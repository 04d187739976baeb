import { planDigest } from "@signalbox/release-core";
import { describe, expect, it } from "vitest";
import { isInside } from "../src/run/bound.js";

const input = { repository: "acme/api", version: "1.2.0" };
const action = { type: "push-tag", summary: "tag", repository: "acme/api", ref: "refs/tags/1.2.0" };
const body = { format: 1 as const, kind: "tag-release", target: "acme/api", input, actions: [action] };
const plan = { ...body, problems: [], warnings: [], facts: {}, digest: planDigest(body) };
const from = { $ref: "earlier.value" };
const uses = "tag-release";

describe("the bound of a step that is planned later", () => {
  it.each([
    { name: "all but the version known", bound: { uses, with: { ...input, version: from } }, inside: true },
    { name: "another repository", bound: { uses, with: { repository: "acme/web", version: from } }, inside: false },
    { name: "another kind", bound: { uses: "promote-branch", with: { ...input, version: from } }, inside: false },
    { name: "an unknown repository", bound: { uses, with: { ...input, repository: from } }, inside: false },
    { name: "an input that is unknown as a whole", bound: { uses, with: from }, inside: false },
    { name: "a function", bound: { uses, with: null }, inside: false },
    { name: "nothing", bound: null, inside: false },
    {
      name: "an unknown repository that is declared",
      bound: { uses, with: { ...input, repository: from }, declared: { repositories: ["acme/web", "acme/api"] } },
      inside: true,
    },
    {
      name: "an unknown repository of which only the ref is declared",
      bound: { uses, with: { ...input, repository: from }, declared: { refs: "refs/tags/1.2.0" } },
      inside: false,
    },
    {
      name: "an unknown repository that is not the declared one",
      bound: { uses, with: { ...input, repository: from }, declared: { repositories: "acme/web" } },
      inside: false,
    },
    {
      name: "a function with everything declared",
      bound: {
        uses,
        with: null,
        declared: { repositories: "acme/api", refs: ["refs/tags/1.2.0"], actions: "push-tag" },
      },
      inside: true,
    },
    {
      name: "a ref that is not declared",
      bound: { uses, with: { ...input, version: from }, declared: { refs: "refs/tags/1.1.0" } },
      inside: false,
    },
    {
      name: "an action that is not declared",
      bound: { uses, with: null, declared: { actions: ["push-branch"] } },
      inside: false,
    },
    {
      name: "a place that is declared as a server, which this is not",
      bound: { uses, with: from, declared: { hosts: "api1" } },
      inside: false,
    },
  ])("with $name: $inside", ({ bound, inside }) => {
    expect(isInside(plan, bound)).toBe(inside);
  });

  it.each([
    [["api1", "api2"], true],
    ["api2", false],
  ])("with an input that is unknown, on the servers %j: %j", (hosts, inside) => {
    const deploy = { ...plan, actions: [{ type: "install-package", summary: "install", host: "api1" }] };
    expect(isInside(deploy, { uses, with: from, declared: { hosts, actions: "install-package" } })).toBe(inside);
  });
});
