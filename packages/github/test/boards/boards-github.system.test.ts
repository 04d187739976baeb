import type { ReleaseEvent } from "@signalbox/release-core";
import { addBoard, type BoardItemOptions, type BoardRecord, type GitHub } from "@signalbox/testbed/github";
import { describe, expect, test } from "vitest";
import { type Board, type BoardField, type BoardOption, boardsOn, type WantedItems } from "../../src/index.js";
import { clientOf, serveGitHub } from "../support/git-hub.js";

const NAME = { owner: "acme", number: 2 };

const ITEMS: readonly BoardItemOptions[] = [
  {
    title: "Sync is 🐢 slow | fast",
    issue: "acme/camera#12",
    labels: ["Epic", "a`b"],
    values: { Release: "16.11.0", Status: "done", Points: 3 },
  },
  { title: "A draft", values: { Release: "16.11.0", Note: "later", Due: "2026-03-02" } },
  {
    title: "Old",
    issue: "acme/camera#3",
    state: "CLOSED",
    archived: true,
    values: { Release: "16.11.0", Status: "done" },
  },
  { title: "Hidden", issue: null, values: { Release: "16.11.0" } },
  { title: "Mend", issue: "acme/camera#13", pullRequest: true, state: "MERGED", values: { Release: "16.12.0" } },
  { title: "Nowhere", issue: "acme/camera#14" },
];

const board = (gitHub: GitHub, items: readonly BoardItemOptions[] = ITEMS): BoardRecord =>
  addBoard(gitHub.state, {
    ...NAME,
    title: "Product",
    fields: {
      Release: ["16.10.0", { name: "16.11.0", color: "GREEN", description: "Active, due in March" }, "16.12.0"],
      Status: ["in-qa", "done"],
      Points: "NUMBER",
      Note: "TEXT",
      Due: "DATE",
    },
    items,
  });

interface Found {
  readonly board: Board;
  readonly field: BoardField;
  readonly option: BoardOption;
}

async function find(boards: ReturnType<typeof boardsOn>, release = "16.11.0"): Promise<Found> {
  const found = await boards.findBoard(NAME);
  const field = found?.fields.find(({ name }) => name === "Release");
  const option = field?.options.find(({ name }) => name === release);
  if (found === null || field === undefined || option === undefined) throw new Error("not found");
  return { board: found, field, option };
}

const wanted = ({ board: found, field, option }: Found, ...fields: string[]): WantedItems => ({
  board: found,
  fields,
  where: { field, option },
});

describe("a board", () => {
  test("comes with its fields and what its host can do, in one request", async () => {
    const { gitHub, client } = await serveGitHub();
    board(gitHub);
    gitHub.clearRequests();
    const found = await boardsOn(client()).findBoard(NAME);
    expect(gitHub.requests).toHaveLength(1);
    expect(found).toMatchObject({
      title: "Product",
      name: NAME,
      filters: true,
      splitsArchived: true,
      keepsOptions: true,
      canChange: true,
    });
    expect(found?.url).toBe(`${gitHub.url}/orgs/acme/projects/2`);
    expect(found?.fields.map(({ name, kind }) => `${name}: ${kind}`)).toEqual([
      "Title: title",
      "Release: single_select",
      "Status: single_select",
      "Points: number",
      "Note: text",
      "Due: date",
    ]);
    expect(found?.fields[1]?.options[1]).toEqual({
      id: expect.stringMatching(/^[0-9a-f]{8}$/),
      name: "16.11.0",
      color: "GREEN",
      description: "Active, due in March",
    });
  });

  test("may be a user's, and may not be there", async () => {
    const { gitHub, client } = await serveGitHub();
    addBoard(gitHub.state, { owner: "ada", number: 1, fields: {} });
    const boards = boardsOn(client());
    expect((await boards.findBoard({ owner: "ada", number: 1 }))?.url).toBe(`${gitHub.url}/users/ada/projects/1`);
    expect(await boards.findBoard({ owner: "ada", number: 9 })).toBeNull();
    expect(await boards.findBoard({ owner: "nobody", number: 1 })).toBeNull();
  });

  test("needs a scope of classic tokens", async () => {
    const { gitHub, client } = await serveGitHub();
    board(gitHub);
    await expect(boardsOn(client("narrow")).findBoard(NAME)).rejects.toMatchObject({
      code: "ERR_GITHUB_FORBIDDEN",
      message: expect.stringContaining("read:project"),
    });
  });

  test("of an older host says that it cannot filter, nor keep options", async () => {
    const { gitHub, client } = await serveGitHub({ olderGraphql: true });
    board(gitHub);
    expect(await boardsOn(client()).findBoard(NAME)).toMatchObject({
      filters: false,
      splitsArchived: false,
      keepsOptions: false,
    });
  });
});

describe("the items of a release", () => {
  test.each([
    ["where the host filters", false],
    ["where it does not", true],
  ])("come whole %s", async (_, olderGraphql) => {
    const { gitHub, client } = await serveGitHub({ olderGraphql });
    board(gitHub);
    const boards = boardsOn(client());
    const items = await boards.listItems(wanted(await find(boards), "Status", "Points", "Note", "Due"));
    expect(items.map(({ title, type }) => [title, type])).toEqual([
      ["Sync is 🐢 slow | fast", "issue"],
      ["A draft", "draft"],
      ["Old", "issue"],
      [null, "redacted"],
    ]);
    expect(items[0]).toEqual({
      id: expect.stringMatching(/^PVTI_/),
      type: "issue",
      title: "Sync is 🐢 slow | fast",
      url: `${gitHub.url}/acme/camera/issues/12`,
      repository: "acme/camera",
      number: 12,
      state: "open",
      labels: ["Epic", "a`b"],
      archived: false,
      values: {
        Release: { text: "16.11.0", id: expect.any(String) },
        Status: { text: "done", id: expect.any(String) },
        Points: { text: "3", id: null },
        Note: null,
        Due: null,
      },
    });
    expect(items[1]).toMatchObject({
      url: null,
      repository: null,
      number: null,
      state: null,
      labels: [],
      values: { Status: null, Note: { text: "later" }, Due: { text: "2026-03-02" } },
    });
    expect(items[2]).toMatchObject({ archived: true, state: "closed" });
  });

  const many = (count: number): BoardItemOptions[] =>
    Array.from({ length: count }, (_, index) => ({
      title: `Card ${index}`,
      issue: `acme/camera#${index + 1}`,
      values: { Release: index % 60 === 0 ? "16.11.0" : "16.10.0" },
    }));

  test("of 3,000 cost two requests where the host filters, and 31 where it does not", async () => {
    for (const [olderGraphql, requests] of [
      [false, 2],
      [true, 31],
    ] as const) {
      const { gitHub, client } = await serveGitHub({ olderGraphql });
      board(gitHub, many(3000));
      gitHub.clearRequests();
      const boards = boardsOn(client());
      const heard: ReleaseEvent[] = [];
      const onEvent = (event: ReleaseEvent): void => void heard.push(event);
      expect(await boards.listItems(wanted(await find(boards), "Status"), { onEvent })).toHaveLength(50);
      expect(gitHub.requests).toHaveLength(requests);
      // A list of one page says nothing; of a longer one every page but the last does.
      expect(heard).toHaveLength(olderGraphql ? 29 : 0);
      if (olderGraphql)
        expect(heard[1]).toMatchObject({
          type: "progress",
          kind: "github",
          message: "reading the items of board acme/2",
          done: 200,
          total: 3000,
        });
    }
  });

  test("come in smaller pages while the host gives up on larger ones", async () => {
    const { gitHub, client } = await serveGitHub();
    board(gitHub, many(120));
    const boards = boardsOn(client());
    const found = await boards.findBoard(NAME);
    if (found === null) throw new Error("not found");
    gitHub.setFaults([
      {
        match: "query BoardItems",
        kind: "504",
        times: Infinity,
        when: ({ graphql }) => Number(graphql?.variables.first) > 30,
      },
    ]);
    gitHub.clearRequests();
    const said: string[] = [];
    const onEvent = (event: ReleaseEvent): void => void said.push("message" in event ? event.message : event.type);
    expect(await boards.listItems({ board: found, fields: ["Release"] }, { onEvent })).toHaveLength(120);
    expect(gitHub.requests.length).toBe(2 + 5);
    expect(said.slice(0, 2)).toEqual([50, 25].map((size) => expect.stringContaining(`asking for ${size} at once`)));
  });

  test("are never taken from a field that was renamed, or an option that is gone", async () => {
    const { gitHub, client } = await serveGitHub();
    const record = board(gitHub);
    const boards = boardsOn(client());
    const found = await find(boards);
    const [, release, status] = record.fields;
    if (release === undefined || status === undefined) throw new Error("no fields");
    status.name = "State";
    await expect(boards.listItems(wanted(found, "Status"))).rejects.toMatchObject({
      code: "ERR_BOARD_CHANGED",
      message: expect.stringContaining("the field Status"),
    });
    status.name = "Status";
    release.options = release.options.map((option) =>
      option.name === "16.11.0" ? { ...option, name: "16.11" } : option,
    );
    await expect(boards.listItems(wanted(found, "Status"))).rejects.toMatchObject({
      code: "ERR_BOARD_CHANGED",
      message: expect.stringContaining("16.11.0 of the field Release"),
    });
  });

  test("are read one by one where a name cannot be said in a filter", async () => {
    const { gitHub, client } = await serveGitHub();
    addBoard(gitHub.state, {
      ...NAME,
      fields: { Release: ['16.11 "Löwe", late'] },
      items: [{ title: "A", values: { Release: '16.11 "Löwe", late' } }, { title: "B" }],
    });
    const boards = boardsOn(client());
    const items = await boards.listItems(wanted(await find(boards, '16.11 "Löwe", late')));
    expect(items.map(({ title }) => title)).toEqual(["A"]);
  });

  test("are never half an answer", async () => {
    const { gitHub, client } = await serveGitHub();
    board(gitHub);
    const found = await find(boardsOn(client()));
    gitHub.setFaults([{ match: "query BoardItems", kind: "graphql-partial", times: Infinity }]);
    await expect(boardsOn(client()).listItems(wanted(found))).rejects.toMatchObject({
      code: expect.stringMatching(/^ERR_/),
    });
    const answer = (nodes: unknown[], totalCount: number): unknown => ({
      node: {
        chosen: found.field,
        k0: found.field,
        items: { totalCount, pageInfo: { hasNextPage: false, endCursor: null }, nodes },
      },
    });
    const hiding = {
      request: () => Promise.reject(new Error("not asked")),
      graphql: () => Promise.resolve(answer([null], 1)),
    };
    await expect(boardsOn(hiding).listItems(wanted(found))).rejects.toMatchObject({ code: "ERR_GITHUB_INCOMPLETE" });
  });
});

describe("writing", () => {
  test("keeps the options that are sent with their ids, and every value", async () => {
    const { gitHub, client } = await serveGitHub();
    const record = board(gitHub);
    const boards = boardsOn(client());
    const found = await find(boards);
    const before = record.items.map(({ values }) => [...values]);
    const options = found.field.options.map((option) => ({ ...option, description: "" }));
    expect(await boards.replaceOptions({ board: found.board.id, field: found.field.id }, options)).toEqual(options);
    expect(record.items.map(({ values }) => [...values])).toEqual(before);
  });

  test("gives an item an option", async () => {
    const { gitHub, client } = await serveGitHub();
    const record = board(gitHub);
    const boards = boardsOn(client());
    const found = await find(boards);
    const item = record.items.at(-1)?.nodeId ?? "";
    await boards.setOption({ board: found.board.id, field: found.field.id, item, option: found.option.id });
    const items = await boards.listItems(wanted(found));
    expect(items.map(({ title }) => title)).toContain("Nowhere");
  });

  test("whose answer is lost says that nobody knows", async () => {
    const { gitHub, client } = await serveGitHub();
    board(gitHub);
    const boards = boardsOn(client());
    const found = await find(boards);
    gitHub.setFaults([{ match: "updateProjectV2Field(", kind: "drop-after" }]);
    const sent = boards.replaceOptions({ board: found.board.id, field: found.field.id }, found.field.options);
    await expect(sent).rejects.toMatchObject({ code: "ERR_GITHUB_RESULT_UNKNOWN" });
  });

  test("is refused to who may not", async () => {
    const { gitHub } = await serveGitHub({
      users: [{ login: "reader", token: "reader-token", scopes: ["read:project"] }],
    });
    board(gitHub);
    const boards = boardsOn(clientOf(gitHub, "reader"));
    const found = await find(boards);
    expect(found.board.canChange).toBe(false);
    const sent = boards.replaceOptions({ board: found.board.id, field: found.field.id }, found.field.options);
    await expect(sent).rejects.toMatchObject({ code: "ERR_GITHUB_FORBIDDEN" });
  });
});
