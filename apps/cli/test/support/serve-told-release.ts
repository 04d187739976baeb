import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createBareRepository, history } from "@signalbox/testbed";
import { addBoard, type GitHub, startGitHub } from "@signalbox/testbed/github";
import type { CliAnswer } from "./run-cli.js";
import { serveAnnounce, type ServedAnnounce } from "./serve-announce.js";

const OWNER = "acme";
const TOKEN = "token-of-mara";
const NAMES = ["product", "server", "client", "website"] as const;

/** A numbered release of three components, one of them unchanged, with a board, a website, a mail server and a room. */
export interface ToldRelease extends Pick<ServedAnnounce, "smtp" | "chat" | "folder"> {
  readonly gitHub: GitHub;
  cli(
    line: string | readonly string[],
    call?: { readonly onStart?: Parameters<ServedAnnounce["cli"]>[1] },
  ): Promise<CliAnswer>;
  /** Asks the API, or changes something by hand. */
  api<T>(path: string, change?: object): Promise<T>;
  /** What the tester does when the card was seen working. */
  finishCard(): void;
  close(): Promise<void>;
}

export async function serveToldRelease(): Promise<ToldRelease> {
  const told = await serveAnnounce();
  const root = join(told.folder, "remotes");
  await mkdir(join(root, OWNER), { recursive: true });
  await Promise.all(NAMES.map((name, index) => tellHistory(join(root, OWNER), name, index)));
  const gitHub = await startGitHub({
    root,
    users: [
      {
        login: "mara",
        token: TOKEN,
        permissions: Object.fromEntries(NAMES.map((name) => [`${OWNER}/${name}`, "write" as const])),
      },
    ],
    repositories: NAMES.map((name) => ({ slug: `${OWNER}/${name}` })),
  });
  const values = { Release: "16.3.0", Status: "done" };
  const board = addBoard(gitHub.state, {
    owner: OWNER,
    number: 2,
    fields: { Release: ["16.2.0", "16.3.0"], Status: ["in-qa", "done"] },
    items: [
      {
        title: "Forms are saved without a network",
        issue: `${OWNER}/server#7`,
        values: { ...values, Status: "in-qa" },
      },
      { title: "All of the reports", issue: `${OWNER}/server#9`, labels: ["Epic"], values },
    ],
  });
  const config = {
    components: NAMES.slice(0, 3).map((name) => ({
      name,
      repository: `${OWNER}/${name}`,
      release: { owner: "tag-first" },
      cutFrom: "mainline",
    })),
    board: { owner: OWNER, number: 2 },
    identity: { name: "Release Crew", email: "crew@example.org" },
    cacheDir: "./cache",
    trains: { release: { template: "numbered", parameters: { release: "16.3", previous: null } } },
    notes: {
      product: "Fieldwork",
      combinedIn: "product",
      tolerated: ["commit-without-card"],
      mail: { to: "users@avni.test" },
      blog: { author: "Fieldwork Team", repository: `${OWNER}/website` },
      play: { locales: ["en-GB"] },
    },
    announce: {
      channels: {
        users: { kind: "mail", from: "Team <release@avni.test>", to: ["users@avni.test"], bcc: ["partner@ngo.test"] },
        common: { kind: "slack", mentions: { qa: "S0QA" } },
      },
      team: ["common"],
      users: ["users"],
      testers: ["qa"],
    },
  };
  await writeFile(join(told.folder, "signalbox.config.json"), JSON.stringify(config));
  const env = {
    GITHUB_SERVER_URL: gitHub.url,
    GITHUB_API_URL: gitHub.apiUrl,
    GITHUB_GRAPHQL_URL: gitHub.graphqlUrl,
    GH_ENTERPRISE_TOKEN: TOKEN,
  };
  return {
    smtp: told.smtp,
    chat: told.chat,
    folder: told.folder,
    gitHub,
    cli: (line, { onStart } = {}) => told.cli(line, onStart, env),
    api: async <T>(path: string, change?: object) => {
      const headers = { authorization: `token ${TOKEN}`, "content-type": "application/json" };
      const given = change === undefined ? {} : { method: "PATCH", body: JSON.stringify(change) };
      return (await (await fetch(`${gitHub.apiUrl}${path}`, { headers, ...given })).json()) as T;
    },
    finishCard: () => {
      const status = board.fields.find(({ name }) => name === "Status");
      const done = status?.options.find(({ name }) => name === "done");
      if (status === undefined || done === undefined) throw new Error("The board has no such status.");
      board.items[0]?.values.set(status.nodeId, done.id);
    },
    close: async () => {
      await gitHub.settled();
      await gitHub.close();
      await told.close();
    },
  };
}

/** The release 16.2, and what came after it; nothing did in `client`. */
async function tellHistory(folder: string, name: (typeof NAMES)[number], index: number): Promise<void> {
  const path = await createBareRepository(folder, name, { defaultBranch: "main" });
  const h = history({ seed: 40 + index, endAt: new Date() });
  h.commit("main", { subject: "Initial commit", files: { "README.md": `# ${name}\n` } });
  h.tag("v16.2.0", h.commit("main", { subject: "#1 | Everything so far" }));
  if (name === "product") h.commit("main", { subject: "#3 | Say who can help" });
  if (name === "server") {
    h.commit("main", { subject: "#7 | Queue forms" });
    h.commit("main", { subject: "#9 | Reports" });
  }
  await h.write(path);
}
