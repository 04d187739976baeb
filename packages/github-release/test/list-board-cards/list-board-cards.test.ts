import { describe, expect, test } from "vitest";
import { boardKinds, listBoardCards } from "../../src/index.js";
import { BOARD, boardScene } from "../support/board-scene.js";

describe("the cards of a release", () => {
  test("come with status, category, labels and what they stand for", async () => {
    const { gitHub, ports } = await boardScene();
    gitHub.clearRequests();
    const found = await listBoardCards(ports(), { board: BOARD, release: "16.11.0", categoryField: "Kind" });
    expect(gitHub.requests).toHaveLength(2);
    expect(found).toEqual({
      board: { ...BOARD, title: "Product", url: `${gitHub.url}/orgs/acme/projects/2` },
      release: { name: "16.11.0", description: "", active: false },
      cards: [
        {
          id: expect.any(String),
          type: "issue",
          title: "Sync 🐢",
          url: `${gitHub.url}/acme/client/issues/12`,
          repository: "acme/client",
          number: 12,
          state: "open",
          labels: ["Epic"],
          status: "done",
          category: "regression",
          archived: false,
        },
        {
          id: expect.any(String),
          type: "draft",
          title: "A draft",
          url: null,
          repository: null,
          number: null,
          state: null,
          labels: [],
          status: "in-qa",
          category: null,
          archived: false,
        },
      ],
      warnings: [],
    });
    expect(Object.keys(found.cards[0] ?? {})).not.toContain("values");
  });

  test("archived ones too, and whether the release is active", async () => {
    const { ports } = await boardScene();
    const found = await listBoardCards(ports(), { board: BOARD, release: "v16.10.0" });
    expect(found.release).toEqual({ name: "16.10.0", description: "Active, since May", active: true });
    expect(found.cards).toMatchObject([{ title: "Other", archived: true, category: null }]);
    expect(found.warnings).toMatchObject([
      { code: "board-release-spelling", message: expect.stringContaining("16.10.0 for v16.10.0") },
    ]);
  });

  test("that the token may not see are told", async () => {
    const { ports } = await boardScene({ items: [{ title: "x", issue: null, values: { Release: "16.11.0" } }] });
    const found = await listBoardCards(ports(), { board: BOARD, release: "16.11.0" });
    expect(found.cards).toMatchObject([{ type: "redacted", title: null }]);
    expect(found.warnings).toMatchObject([{ code: "board-cards-hidden" }]);
  });

  test("are a read of trains", async () => {
    const { ports } = await boardScene();
    const read = boardKinds(ports()).reads["list-board-cards"];
    expect(await read?.({ board: { ...BOARD }, release: "16.12.0" }, {})).toMatchObject({ cards: [] });
  });

  test.each([
    [
      "a board that is not there",
      { board: { owner: "acme", number: 9 }, release: "16.11.0" },
      "ERR_BOARD_NOT_FOUND",
      /acme has no project board 9/,
    ],
    [
      "a field that was renamed",
      { board: BOARD, release: "16.11.0", releaseField: "Releases" },
      "ERR_BOARD_FIELD_MISSING",
      /no field Releases; it has Title, Release, Status, Kind/,
    ],
    [
      "a status field that is gone",
      { board: BOARD, release: "16.11.0", statusField: "State" },
      "ERR_BOARD_FIELD_MISSING",
      /no field State/,
    ],
    [
      "a category field that is gone",
      { board: BOARD, release: "16.11.0", categoryField: "Category" },
      "ERR_BOARD_FIELD_MISSING",
      /no field Category/,
    ],
    [
      "a field of another kind",
      { board: BOARD, release: "16.11.0", releaseField: "Title" },
      "ERR_BOARD_FIELD_KIND",
      /of kind title/,
    ],
    [
      "a release that is not there",
      { board: BOARD, release: "16.11" },
      "ERR_BOARD_RELEASE_MISSING",
      /no option 16\.11\./,
    ],
    ["an owner that is none", { board: { owner: "a/b", number: 1 }, release: "1" }, "ERR_INPUT_INVALID", /login/],
  ])("cannot be had from %s", async (_, input, code, message) => {
    const { ports } = await boardScene();
    await expect(listBoardCards(ports(), input)).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });

  test("a near name is suggested", async () => {
    const { ports } = await boardScene();
    const asked = (input: object) => listBoardCards(ports(), { board: BOARD, release: "16.11.0", ...input });
    await expect(asked({ release: "16.11" })).rejects.toMatchObject({
      hint: expect.stringContaining("Did you mean 16.11.0"),
    });
    await expect(asked({ releaseField: "release" })).rejects.toMatchObject({ hint: "Did you mean Release?" });
  });
});
