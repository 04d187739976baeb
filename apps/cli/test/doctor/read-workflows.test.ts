import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readWorkflows } from "../../src/doctor/read-workflows.js";

const workflow = (jobs: string) =>
  readWorkflows([{ path: ".github/workflows/ci.yml", text: `on: push\njobs:\n${jobs}` }]);

describe("checks that workflows make", () => {
  it.each([
    { name: "a job by its id", jobs: "  build: {}", check: "build", may: true },
    { name: "a job by its name", jobs: "  build: { name: Build it }", check: "Build it", may: true },
    { name: "not by its id then", jobs: "  build: { name: Build it }", check: "build", may: false },
    { name: "a part of a name is another name", jobs: "  build: {}", check: "build-all", may: false },
    { name: "a matrix", jobs: "  test: { strategy: { matrix: { node: [20] } } }", check: "test (20)", may: true },
    { name: "no matrix", jobs: "  test: {}", check: "test (20)", may: false },
    { name: "an expression", jobs: '  test: { name: "on ${{ matrix.os }} now" }', check: "on linux now", may: true },
    { name: "a called workflow", jobs: "  ci: { uses: ./.github/workflows/x.yml }", check: "ci / test", may: true },
    { name: "signs of regular expressions", jobs: '  a: { name: "a+b (c)" }', check: "a+b (c)", may: true },
    { name: "no jobs", jobs: "", check: "build", may: false },
  ])("$name", ({ jobs, check, may }) => expect(workflow(jobs).mayMake(check)).toBe(may));

  it("are none of a file that is no YAML, or holds anything else", () => {
    for (const text of ["jobs: [", "", "- a", "jobs: 7", "jobs: { a: 7 }", "&a [*a]"])
      expect(readWorkflows([{ path: "x.yml", text }]).environments).toEqual([]);
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, check) => {
        expect(typeof readWorkflows([{ path: "x.yml", text }]).mayMake(check)).toBe("boolean");
      }),
    );
  });

  it("are guessed in no time, whatever somebody writes", () => {
    const name = "${{ a }}x".repeat(2000);
    const { mayMake } = workflow(`  a: { name: "${name}" }`);
    const startedMs = performance.now();
    expect(mayMake("x".repeat(5000))).toBe(true);
    expect(performance.now() - startedMs).toBeLessThan(1000);
  });
});

it("environments are those that jobs name, once each", () => {
  const { environments } = workflow(
    '  a: { environment: prod }\n  b: { environment: { name: test, url: x } }\n  c: { environment: prod }\n  d: { environment: "${{ inputs.to }}" }',
  );
  expect(environments.map(({ environment }) => environment)).toEqual(["prod", "test"]);
});
