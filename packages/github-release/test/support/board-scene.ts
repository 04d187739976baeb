import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Octokit } from "@octokit/core";
import { boardsOn } from "@signalbox/github";
import {
  addBoard,
  type BoardItemOptions,
  type BoardRecord,
  type GitHub,
  type GitHubOptions,
  startGitHub,
} from "@signalbox/testbed/github";
import { expect, onTestFinished } from "vitest";
import type { BoardPorts } from "../../src/index.js";

export const BOARD = { owner: "acme", number: 2 };

export const ITEMS: readonly BoardItemOptions[] = [
  {
    title: "Sync 🐢",
    issue: "acme/client#12",
    labels: ["Epic"],
    values: { Release: "16.11.0", Status: "done", Kind: "regression" },
  },
  { title: "A draft", values: { Release: "16.11.0", Status: "in-qa" } },
  { title: "Other", issue: "acme/server#4", archived: true, values: { Release: "16.10.0", Status: "done" } },
  { title: "Nowhere", issue: "acme/server#5" },
];

export interface BoardScene {
  readonly gitHub: GitHub;
  readonly record: BoardRecord;
  ports(login?: string): BoardPorts;
  /** Name of an option → its description, as the board has them now. */
  descriptions(): Readonly<Record<string, string>>;
  /** Title of an item → name of its release. */
  releases(): Readonly<Record<string, string | undefined>>;
  /** Edits a description as a person does on the board's page. */
  describe(release: string, description: string): void;
}

/** A board with three releases; at the end of the test the fake must have no violations. */
export async function boardScene(
  options: Partial<GitHubOptions> & {
    readonly items?: readonly BoardItemOptions[];
    readonly writers?: readonly string[];
  } = {},
): Promise<BoardScene> {
  const { items = ITEMS, writers, ...rest } = options;
  const root = await mkdtemp(join(tmpdir(), "board-"));
  const users = [
    { login: "ada", token: "ada-token" },
    { login: "bob", token: "bob-token" },
  ];
  const gitHub = await startGitHub({ root, users, repositories: [{ slug: "acme/client" }], ...rest });
  onTestFinished(async () => {
    await gitHub.close();
    await rm(root, { recursive: true, force: true });
    expect(gitHub.violations).toEqual([]);
  });
  const record = addBoard(gitHub.state, {
    ...BOARD,
    title: "Product",
    fields: {
      Release: [
        { name: "16.10.0", color: "BLUE", description: "Active, since May" },
        { name: "16.11.0", color: "GREEN", description: "" },
        { name: "16.12.0", color: "RED", description: 'odd "one" <b>🐢</b>' },
      ],
      Status: ["in-qa", "done"],
      Kind: ["feature", "regression"],
    },
    items,
    ...(writers === undefined ? {} : { writers }),
  });
  const field = () => {
    const found = record.fields.find(({ name }) => name === "Release");
    if (found === undefined) throw new Error("the board has no field Release");
    return found;
  };
  const log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  return {
    gitHub,
    record,
    ports: (login = "ada") => ({
      boards: boardsOn(new Octokit({ baseUrl: gitHub.apiUrl, log, auth: gitHub.state.user(login)?.token })),
    }),
    descriptions: () => Object.fromEntries(field().options.map(({ name, description }) => [name, description])),
    releases: () =>
      Object.fromEntries(
        record.items.map(({ content, values }) => [
          (content as { title: string }).title,
          field().options.find(({ id }) => id === values.get(field().nodeId))?.name,
        ]),
      ),
    describe: (release, description) => {
      const edited = field().options.map((option) => (option.name === release ? { ...option, description } : option));
      field().options = edited;
    },
  };
}
