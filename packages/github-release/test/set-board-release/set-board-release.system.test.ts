import { converges } from "@signalbox/testbed";
import type { GitHub } from "@signalbox/testbed/github";
import type { Json } from "@signalbox/release-core";
import { describe, expect, test } from "vitest";
import { setBoardRelease } from "../../src/index.js";
import { BOARD, boardScene, ITEMS } from "../support/board-scene.js";

const memory = () => {
  let kept: Json | null = null;
  return {
    load: () => Promise.resolve(kept),
    save: (value: Json) => {
      kept = value;
      return Promise.resolve();
    },
  };
};

const writesOf = ({ requests }: GitHub): readonly string[] =>
  requests.flatMap(({ graphql }) => (graphql?.query.includes("mutation ") === true ? [graphql.query] : []));

const RELEASES = { "Sync 🐢": "16.11.0", "A draft": "16.11.0", Other: "16.10.0", Nowhere: undefined };

describe("marking a release by hand", () => {
  const input = { board: BOARD, release: "16.11.0", active: true };

  test("plans one step that says what to do, and is done when a person did it", async () => {
    const { gitHub, ports, describe: edit } = await boardScene();
    const operation = setBoardRelease(ports());
    const plan = await operation.plan(input);
    expect(plan.actions).toMatchObject([
      {
        type: "manual-step",
        summary: `by hand: open ${gitHub.url}/orgs/acme/projects/2/settings, field Release, option 16.11.0, and add "Active" to its description`,
      },
    ]);
    expect(plan.warnings).toMatchObject([
      { code: "board-other-release-active", message: "Marked Active too: 16.10.0." },
    ]);
    const waiting = await operation.apply(plan);
    expect(waiting.applied).toMatchObject([{ outcome: "pending", retryAfterMs: 60_000 }]);
    edit("16.11.0", "active at last");
    const handle = waiting.applied[0]?.handle;
    expect((await operation.apply(plan, { handle })).applied).toMatchObject([
      { outcome: "done", result: { description: "active at last" } },
    ]);
    expect((await operation.plan(input)).actions).toEqual([]);
  });

  test("converges, and writes nothing at all", async () => {
    const { gitHub, ports, describe: edit } = await boardScene();
    let looks = 0;
    gitHub.clearRequests();
    const boards = ports().boards;
    const operation = setBoardRelease({
      boards: {
        ...boards,
        findBoard: (name, options) => {
          if (++looks === 4) edit("16.11.0", "Active");
          return boards.findBoard(name, options);
        },
      },
    });
    await converges(operation, input);
    expect(writesOf(gitHub)).toEqual([]);
  });
});

describe("marking a release by sending all options back", () => {
  const input = { board: BOARD, release: "16.10.0", active: false, way: "options" } as const;

  test("changes one description, and keeps every card", async () => {
    const { gitHub, ports, descriptions, releases, record } = await boardScene();
    await setBoardRelease(ports()).plan(input);
    expect(writesOf(gitHub)).toEqual([]);
    const ids = record.fields[1]?.options.map(({ id }) => id);
    const { plan, receipt } = await converges(setBoardRelease(ports()), input);
    expect(plan.actions).toMatchObject([
      { type: "replace-description", description: "since May", expectedDescription: "Active, since May" },
    ]);
    expect(plan.actions[0]?.summary).toContain("all 3 options of Release with their ids");
    expect(receipt.applied).toMatchObject([
      { outcome: "done", result: { description: "since May", compared: 3, restored: [], changedMeanwhile: [] } },
    ]);
    expect(descriptions()).toEqual({ "16.10.0": "since May", "16.11.0": "", "16.12.0": 'odd "one" <b>🐢</b>' });
    expect(record.fields[1]?.options.map(({ id }) => id)).toEqual(ids);
    expect(releases()).toEqual(RELEASES);
    expect(writesOf(gitHub)).toHaveLength(1);
  });

  test("gives back what the host lost although the ids were sent", async () => {
    const { ports, releases, record } = await boardScene();
    record.forgetful = true;
    const operation = setBoardRelease(ports());
    const receipt = await operation.apply(await operation.plan(input));
    expect(receipt.applied[0]?.result).toMatchObject({
      compared: 3,
      restored: [expect.any(String), expect.any(String), expect.any(String)],
    });
    expect(releases()).toEqual(RELEASES);
  });

  test("goes on after a run that died between the change and the comparison", async () => {
    const { gitHub, ports, releases, record } = await boardScene();
    record.forgetful = true;
    const checkpoint = memory();
    const operation = setBoardRelease(ports());
    const plan = await operation.plan(input, { checkpoint });
    gitHub.setFaults([{ match: "query BoardItems", nth: 2, times: Infinity, kind: "drop" }]);
    await expect(operation.apply(plan, { checkpoint })).rejects.toMatchObject({ code: "ERR_GITHUB_UNREACHABLE" });
    expect(releases()).toEqual({ "Sync 🐢": undefined, "A draft": undefined, Other: undefined, Nowhere: undefined });
    gitHub.setFaults([]);
    const again = await operation.plan(input, { checkpoint });
    expect(again.actions).toMatchObject([
      { type: "restore-values", summary: "give 3 items back the Release that an earlier run lost" },
    ]);
    expect((await operation.apply(again, { checkpoint })).applied).toMatchObject([{ outcome: "done" }]);
    expect(releases()).toEqual(RELEASES);
    expect((await operation.plan(input, { checkpoint })).actions).toEqual([]);
    expect((await operation.apply(again, { checkpoint })).applied).toMatchObject([{ outcome: "already" }]);
  });

  test("goes on with the same plan too", async () => {
    const { gitHub, ports, releases, record } = await boardScene();
    record.forgetful = true;
    const checkpoint = memory();
    const operation = setBoardRelease(ports());
    const plan = await operation.plan(input, { checkpoint });
    gitHub.setFaults([{ match: "mutation SetOption", nth: 2, times: Infinity, kind: "drop" }]);
    await expect(operation.apply(plan, { checkpoint })).rejects.toMatchObject({ code: "ERR_GITHUB_RESULT_UNKNOWN" });
    gitHub.setFaults([]);
    expect((await operation.apply(plan, { checkpoint })).applied).toMatchObject([
      { outcome: "done", result: { restored: [expect.any(String), expect.any(String)] } },
    ]);
    expect(releases()).toEqual(RELEASES);
  });

  test("keeps what it remembered when it is stopped in the middle of the change", async () => {
    const { ports, releases, record } = await boardScene();
    record.forgetful = true;
    const checkpoint = memory();
    const { boards } = ports();
    const stop = new AbortController();
    const operation = setBoardRelease({
      boards: {
        ...boards,
        replaceOptions: async (field, options, call) => {
          await boards.replaceOptions(field, options, call);
          stop.abort();
          stop.signal.throwIfAborted();
          return [];
        },
      },
    });
    const plan = await operation.plan(input, { checkpoint });
    await expect(operation.apply(plan, { checkpoint, signal: stop.signal })).rejects.toMatchObject({
      name: "AbortError",
    });
    const again = setBoardRelease(ports());
    await again.apply(await again.plan(input, { checkpoint }), { checkpoint });
    expect(releases()).toEqual(RELEASES);
  });

  test("looks when the answer is lost", async () => {
    const { gitHub, ports, releases, descriptions } = await boardScene();
    const operation = setBoardRelease(ports());
    const plan = await operation.plan(input);
    gitHub.setFaults([{ match: "mutation ReplaceOptions", kind: "drop-after" }]);
    expect((await operation.apply(plan)).applied).toMatchObject([{ outcome: "done" }]);
    expect(descriptions()["16.10.0"]).toBe("since May");
    expect(releases()).toEqual(RELEASES);
  });

  test("says that nobody knows when the write never came", async () => {
    const { gitHub, ports, descriptions } = await boardScene();
    const operation = setBoardRelease(ports());
    const plan = await operation.plan(input);
    gitHub.setFaults([{ match: "mutation ReplaceOptions", kind: "502" }]);
    await expect(operation.apply(plan)).rejects.toMatchObject({ code: "ERR_GITHUB_RESULT_UNKNOWN" });
    expect(descriptions()["16.10.0"]).toBe("Active, since May");
  });

  test("leaves a card that somebody moved meanwhile", async () => {
    const { ports, releases, record } = await boardScene();
    const boards = ports().boards;
    const operation = setBoardRelease({
      boards: {
        ...boards,
        replaceOptions: async (...args) => {
          const answer = await boards.replaceOptions(...args);
          const [, field] = record.fields;
          record.items[0]?.values.set(field?.nodeId ?? "", field?.options[2]?.id ?? "");
          return answer;
        },
      },
    });
    const receipt = await operation.apply(await operation.plan(input));
    expect(receipt.applied[0]?.result).toMatchObject({ restored: [], changedMeanwhile: [expect.any(String)] });
    expect(releases()).toMatchObject({ "Sync 🐢": "16.12.0" });
  });

  test("is stale when the options changed since: a new one would be deleted", async () => {
    const { ports, record, descriptions } = await boardScene();
    const operation = setBoardRelease(ports());
    const plan = await operation.plan(input);
    const [, field] = record.fields;
    if (field === undefined) throw new Error("no field");
    field.options = [...field.options, { id: "deadbeef", name: "16.13.0", color: "GRAY", description: "" }];
    await expect(operation.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(Object.keys(descriptions())).toContain("16.13.0");
  });

  test("is a problem where the host makes options anew, or the token may not", async () => {
    const older = await boardScene({ olderGraphql: true });
    const plan = await setBoardRelease(older.ports()).plan(input);
    expect(plan.problems).toMatchObject([{ code: "ERR_BOARD_OPTIONS_NOT_KEPT" }]);
    expect((await setBoardRelease(older.ports()).plan({ ...input, way: "manual" })).problems).toEqual([]);

    const guarded = await boardScene({ writers: ["ada"] });
    expect((await setBoardRelease(guarded.ports("bob")).plan(input)).problems).toMatchObject([
      { code: "ERR_BOARD_READ_ONLY" },
    ]);
  });

  test("costs one change, and two readings of the board", async () => {
    const items = Array.from({ length: 3000 }, (_, index) => ({
      title: `Card ${index}`,
      values: { Release: "16.10.0" },
    }));
    const { gitHub, ports } = await boardScene({ items: [...ITEMS, ...items] });
    const operation = setBoardRelease(ports());
    const plan = await operation.plan(input);
    gitHub.clearRequests();
    expect((await operation.apply(plan)).applied[0]?.result).toMatchObject({ compared: 3003, restored: [] });
    expect(gitHub.requests).toHaveLength(1 + 31 + 1 + 1 + 31);
  });
});
