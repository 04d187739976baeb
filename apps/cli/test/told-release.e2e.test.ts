import type { ChildProcess } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gitText, repositoryPath } from "@signalbox/testbed";
import { afterAll, beforeAll, expect, it } from "vitest";
import { receiptDocument, runDocument, runsDocument } from "./support/documents.js";
import { draftPlan } from "./support/notes-documents.js";
import { serveToldRelease, type ToldRelease } from "./support/serve-told-release.js";

interface Release {
  readonly id: number;
  readonly tag_name: string;
  readonly draft: boolean;
  readonly body: string;
}

const BY_HAND = "Thank you, testers of Nashik.\n\n";

let served: ToldRelease;
beforeAll(async () => {
  served = await serveToldRelease();
});
afterAll(async () => {
  expect([...served.gitHub.violations, ...served.chat.violations]).toEqual([]);
  await served.close();
});

const newest = async (name: string): Promise<Release> => {
  const [release] = await served.api<readonly Release[]>(`/repos/acme/${name}/releases`);
  if (release === undefined) throw new Error(`${name} has no release.`);
  return release;
};

/** The text that people read: without marks, and of a GitHub that is the same each time. */
const shown = (release: Release | undefined): string =>
  (release?.body ?? "")
    .replace(/<!--[^]*?-->/g, "")
    .replaceAll(served.gitHub.url, "https://github.test")
    .trim();

/** Goes on to the end; who is asked what became of a message looks whether it is there. */
async function finish(run: string): Promise<void> {
  for (let turn = 0; turn < 5; turn++) {
    const answer = await served.cli("resume --json");
    const { runs } = runsDocument.parse((await served.cli("runs --json")).json());
    if (runs.find((one) => one.run === run)?.status === "finished") return;
    const key = /announce settle \\*"([^"\\]+)/.exec(`${answer.stdout}${answer.stderr}`)?.[1];
    if (key === undefined) throw new Error(`It does not go on: ${answer.stdout}${answer.stderr}`);
    const isThere = key.endsWith("#users")
      ? served.smtp.mails.length > 0
      : JSON.stringify(served.chat.lines).includes("sanity testing");
    await served.cli(["announce", "settle", key, isThere ? "sent" : "not-sent", "--as", "mara"]);
  }
  throw new Error("The train did not end.");
}

it("a numbered train writes, drafts and sends what its release brings, each once, also when it is killed between two messages", async () => {
  const begun = runDocument.parse((await served.cli("run release --yes --as mara --json")).json());
  expect(begun.waits).toMatchObject([{ step: "ready" }]);
  const draft = await newest("server");
  expect(draft).toMatchObject({ tag_name: "v16.3.0", draft: true });
  expect(draft.body).toContain("Forms are saved without a network");
  await served.api(`/repos/acme/server/releases/${draft.id}`, { body: `${BY_HAND}${draft.body}` });

  await served.cli(["approve", begun.run, "ready", "--as", "mara"]);
  const blocked = await served.cli("resume --json");
  expect([blocked.code, blocked.stdout + blocked.stderr]).toEqual([4, expect.stringContaining("card-not-done")]);
  expect(await newest("server")).toMatchObject({ draft: true });
  served.finishCard();

  let victim: ChildProcess | null = null;
  served.smtp.setRules([{ at: "connect", kind: "drop", times: 1, run: () => victim?.kill("SIGKILL") }]);
  const killed = await served.cli("resume --json", { onStart: (child) => (victim = child) });
  expect(killed.signal).toBe("SIGKILL");
  await finish(begun.run);

  const [server, client, product] = await Promise.all(["server", "client", "product"].map(newest));
  expect(server?.body.startsWith(BY_HAND)).toBe(true);
  expect(shown(server)).toMatchInlineSnapshot(`
    "Thank you, testers of Nashik.


    - Forms are saved without a network ([acme/server#7](https://github.test/acme/server/issues/7))
    - All of the reports ([acme/server#9](https://github.test/acme/server/issues/9))"
  `);
  expect(shown(client)).toMatchInlineSnapshot(`"No changes to tell of."`);
  expect(shown(product)).toMatchInlineSnapshot(`
    "## [product v16.3.0](https://github.test/acme/product/releases/tag/v16.3.0)

    - Say who can help ([#3](https://github.test/acme/product/issues/3))

    ## [server v16.3.0](https://github.test/acme/server/releases/tag/v16.3.0)

    - Forms are saved without a network ([acme/server#7](https://github.test/acme/server/issues/7))
    - All of the reports ([acme/server#9](https://github.test/acme/server/issues/9))

    ## Component releases

    - [product v16.3.0](https://github.test/acme/product/releases/tag/v16.3.0)
    - [server v16.3.0](https://github.test/acme/server/releases/tag/v16.3.0)
    - [client v16.3.0](https://github.test/acme/client/releases/tag/v16.3.0)"
  `);
  expect([server, client, product].map((one) => one?.draft)).toEqual([false, false, false]);

  expect(served.smtp.mails).toHaveLength(1);
  const [mail] = served.smtp.mails;
  expect([mail?.header("subject"), mail?.to]).toEqual([
    "Fieldwork Release Announcement",
    ["users@avni.test", "partner@ngo.test"],
  ]);
  expect(mail?.raw).toContain("Forms are saved without a network");
  expect(mail?.raw).not.toContain("All of the reports"); // an epic

  const lines = served.chat.lines.map(({ body }) => JSON.stringify(body));
  expect(lines.map((line) => /is cut|goes to production|sanity testing/.exec(line)?.[0])).toEqual([
    "is cut",
    "goes to production",
    "sanity testing",
  ]);
  expect(lines[2]).toContain(`${served.gitHub.url}/acme/product/releases/tag/v16.3.0`);
  expect(lines[2]).toContain("<!subteam^S0QA>");

  const pulls = await served.api<readonly { draft: boolean; head: { ref: string } }[]>(
    "/repos/acme/website/pulls?state=all",
  );
  expect(pulls).toMatchObject([{ draft: true }]);
  const site = repositoryPath(join(served.folder, "remotes"), "acme/website");
  const files = await gitText(site, ["diff", "--name-only", "main", pulls[0]?.head.ref ?? ""]);
  expect(files).toMatch(/^src\/pages\/blog\/\d{4}-\d\d-\d\d-release-announcement\.md$/);
  expect(await gitText(site, ["rev-list", "--count", `main..${pulls[0]?.head.ref}`])).toBe("1");
}, 120_000);

it("notes draft opens a pull request with the post of a model, with its labels, and is then done", async () => {
  const components = [{ name: "server", version: "16.4.0", entries: ["Maps *load* faster"] }];
  const model = { format: 1, release: "16.4.0", date: "2026-12-03", sections: [{ title: "", components }] };
  await writeFile(join(served.folder, "model.json"), JSON.stringify(model));
  const draft = "notes draft --model model.json --label release --json --detailed-exitcode";
  const dry = await served.cli(`${draft} --dry-run`);
  const plan = draftPlan.parse(dry.json());
  expect([dry.code, plan.actions.map(({ type }) => type)]).toEqual([
    10,
    ["push-draft", "open-pull-request", "update-pull-request"],
  ]);
  const done = receiptDocument.parse((await served.cli(`${draft} --yes`)).json());
  expect(done.applied.map(({ outcome }) => outcome)).toEqual(["done", "done", "done"]);
  const branch = "post/2026-12-03-release-announcement";
  const post = await gitText(repositoryPath(join(served.folder, "remotes"), "acme/website"), [
    "show",
    `${branch}:src/pages/blog/2026-12-03-release-announcement.md`,
  ]);
  expect(post).toMatch(/author: "?Fieldwork Team"?[^]*Maps/);
  const again = await served.cli(`${draft} --dry-run`);
  expect([again.code, draftPlan.parse(again.json()).actions]).toEqual([0, []]);
  expect(done.applied[2]?.result).toMatchObject({ branch, pullRequest: { number: 2 } });
});
