import { writesOf } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { promoteBranch } from "../../src/index.js";
import { identity, serveRepository, twoChanges } from "../served-repository.js";

const names = { from: "test", to: "prod" };
const REVIEW = "refs/heads/update-prod";
const PUSH = /POST .*git-receive-pack/;

/** The process ends at each boundary of plan → push → answer; another one, which knows nothing, goes on. */
describe("killed and planned again", () => {
  test("after the plan: the same plan, and one push in all", async () => {
    const served = await serveRepository(twoChanges);
    const input = { repository: served.repository, ...names };
    const first = await promoteBranch({ repositories: served.repositories, identity }).plan(input);
    const promote = promoteBranch({ repositories: await served.elsewhere(), identity });
    const again = await promote.plan(input);
    expect(again.digest).toBe(first.digest);
    await promote.apply(again);
    expect(await served.at(REVIEW)).toBe(first.actions[0]?.oid);
    expect(writesOf(served.server).filter(({ method }) => method === "POST")).toHaveLength(1);
  });

  test("before the push reached the remote: nothing is there, and the same push is made", async () => {
    const served = await serveRepository(twoChanges);
    const input = { repository: served.repository, ...names };
    const promote = promoteBranch({ repositories: served.repositories, identity });
    const plan = await promote.plan(input);
    served.server.setFaults([{ match: PUSH, kind: "drop", times: Infinity }]);
    await expect(promote.apply(plan)).rejects.toMatchObject({ retryable: true });
    expect(await served.at(REVIEW)).toBeNull();
    served.server.setFaults([]);
    const next = promoteBranch({ repositories: await served.elsewhere(), identity });
    const again = await next.plan(input);
    expect(again.digest).toBe(plan.digest);
    expect((await next.apply(again)).applied).toMatchObject([{ outcome: "done" }]);
  });

  test("after the push, before its answer: it is found, and pushed no second time", async () => {
    const served = await serveRepository(twoChanges);
    const input = { repository: served.repository, ...names };
    const promote = promoteBranch({ repositories: served.repositories, identity });
    const plan = await promote.plan(input);
    served.server.setFaults([{ match: PUSH, kind: "truncate", times: Infinity }]);
    await promote.apply(plan).catch((error: unknown) => error); // told or not, it is there
    expect(await served.at(REVIEW)).toBe(plan.actions[0]?.oid);

    served.server.setFaults([]);
    served.server.clearRequests();
    const next = promoteBranch({ repositories: await served.elsewhere(), identity });
    expect(await next.plan(input)).toMatchObject({ actions: [], problems: [], facts: { standing: "awaiting" } });
    expect((await next.apply(plan)).applied).toMatchObject([{ outcome: "already" }]);
    expect(writesOf(served.server)).toEqual([]);
  });

  test("aborted: the reason comes back, and the next plan goes on", async () => {
    const served = await serveRepository(twoChanges);
    const input = { repository: served.repository, ...names };
    const promote = promoteBranch({ repositories: served.repositories, identity });
    const plan = await promote.plan(input);
    const reason = new Error("enough");
    await expect(promote.apply(plan, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    expect(await served.at(REVIEW)).toBeNull();
    expect((await promote.plan(input)).digest).toBe(plan.digest);
  });
});
