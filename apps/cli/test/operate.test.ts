import { defineOperation, done, ReleaseError } from "@signalbox/release-core";
import { expect, test } from "vitest";
import { z } from "zod";
import { EXIT } from "../src/exit-codes.js";
import { applyPlans } from "../src/operate.js";
import { styleOf } from "../src/output/style.js";
import type { Session } from "../src/session.js";

/** `api` fails, the others do not; `tried` hears of each. */
const operationOf = (kind: string, tried: string[]) =>
  defineOperation({
    kind,
    input: z.object({ name: z.string() }),
    inspect: () => Promise.resolve({}),
    plan: ({ name }) => ({ target: name, actions: [{ type: "write", summary: name }] }),
    perform: ({ summary }) => {
      tried.push(summary);
      if (summary !== "api") return Promise.resolve(done(null));
      throw new ReleaseError({ code: "ERR_SERVICE_UNHEALTHY", message: "It is down.", hint: "Look." });
    },
  })({});

const sessionOf = (answers: unknown[]): Session =>
  ({
    values: {},
    signal: new AbortController().signal,
    out: {
      isLive: false,
      style: styleOf(false),
      event: () => undefined,
      frame: () => undefined,
      answer: (document: unknown) => answers.push(document),
    },
  }) as unknown as Session;

test.each([
  [
    "on servers, nothing goes on to the next package after one failed",
    "install-package",
    ["web", "api"],
    ["api", "worker"],
  ],
  ["plain files are no different", "deploy-files", ["web", "api"], ["api", "worker"]],
  ["repositories do not wait for one another", "promote-branch", ["web", "api", "worker"], ["api"]],
])("%s", async (_, kind, expected, failed) => {
  const tried: string[] = [];
  const answers: unknown[] = [];
  const operation = operationOf(kind, tried);
  const plans = await Promise.all(["web", "api", "worker"].map((name) => operation.plan({ name })));
  expect(await applyPlans(sessionOf(answers), [{ operation, plans }], 4)).toBe(EXIT.failure);
  expect(tried).toEqual(expected);
  expect(answers).toMatchObject([{ failures: failed.map((repository) => ({ repository })) }]);
});

test.each([
  ["service-unwell", EXIT.failure],
  ["host-unreachable", EXIT.failure],
  ["digest-unpinned", EXIT.ok],
])("a plan with nothing to do that warns of %s ends with %i", async (code, expected) => {
  const operation = defineOperation({
    kind: "install-package",
    input: z.object({}),
    inspect: () => Promise.resolve({}),
    plan: () => ({ target: "api", actions: [], warnings: [{ code, message: "web1 is not well.", hint: "Look." }] }),
    perform: () => Promise.resolve(done(null)),
  })({});
  const plans = [await operation.plan({})];
  expect(await applyPlans(sessionOf([]), [{ operation, plans }], 1)).toBe(expected);
});
