import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { announcePlan, announceReceipt, settledDocument } from "./support/announce-documents.js";
import { doctorDocument, errorDocument } from "./support/documents.js";
import { MAIL_PASSWORD, serveAnnounce, type ServedAnnounce } from "./support/serve-announce.js";

let served: ServedAnnounce;
beforeAll(async () => (served = await serveAnnounce()));
afterEach(() => {
  expect(served.chat.violations).toEqual([]);
  served.chat.setFaults([]);
  served.smtp.setRules([]);
  served.chat.clear();
  served.smtp.clear();
});
afterAll(() => served.close());

const say = (subject: string, to: string, ...more: string[]): readonly string[] => [
  ...["announce", "--to", to, "--subject", subject, "--text", `**${subject}** for @everyone`],
  ...["--link", "All notes=https://example.org/16.2.0", ...more],
];

describe("announce", () => {
  it("shows whom it tells what, tells them once over a real SMTP conversation and a chat, and finds them told", async () => {
    const line = say("16.2.0 is out", "users,common", "--mention", "qa");
    const planned = await served.cli([...line, "--dry-run", "--json"]);
    const plan = announcePlan.parse(planned.json());
    expect(plan.actions.map(({ channel, recipients }) => [channel, recipients])).toEqual([
      [
        "users",
        [
          { address: "users@avni.test", as: "to" },
          { address: "partner@ngo.test", as: "bcc" },
        ],
      ],
      ["common", [{ address: "common", as: "room" }]],
    ]);
    const shown = await served.cli(line);
    // Nobody can be asked here.
    expect([shown.code, shown.stderr]).toEqual([2, expect.stringContaining("bcc  partner@ngo.test")]);
    expect([served.smtp.connections, served.chat.requests]).toEqual([0, 0]);

    const done = await served.cli([...line, "--yes", "--json"]);
    const { applied } = announceReceipt.parse(done.json());
    expect(applied.map(({ outcome }) => outcome)).toEqual(["done", "done"]);
    expect(served.smtp.mails.map((mail) => [mail.to, mail.header("Message-ID"), mail.isEncrypted])).toEqual([
      [["users@avni.test", "partner@ngo.test"], applied[0]?.result?.id, true],
    ]);
    expect(served.chat.lines.map(({ pings }) => pings)).toEqual([["<!subteam^S0QA>"]]);
    expect((await served.cli([...line, "--yes"])).stdout).toContain("nothing to do");
    expect([served.smtp.mails.length, served.chat.lines.length]).toEqual([1, 1]);
    const written = await allFiles(join(served.folder, ".signalbox"));
    for (const text of [planned.stdout, shown.stderr, done.stdout, done.stderr, written])
      for (const secret of [MAIL_PASSWORD, "slackSecretToken"]) expect(text).not.toContain(secret);
  });

  it("says what is missing, in the plan and in doctor, and sends nothing by that", async () => {
    const unset = await served.cli([...say("x", "unset,nobody"), "--dry-run", "--json"]);
    expect(unset.code).toBe(2);
    expect(announcePlan.parse(unset.json()).problems.map(({ code }) => code)).toEqual([
      "ERR_CHANNEL_INVALID",
      "ERR_CHANNEL_UNKNOWN",
    ]);
    const { findings } = doctorDocument.parse((await served.cli("doctor --json")).json());
    expect(findings.filter(({ name }) => name.startsWith("channel")).map(({ name, status }) => [name, status])).toEqual(
      [
        ["channel users", "ok"],
        ["channel common", "ok"],
        ["channel team", "ok"],
        ["channel unset", "error"],
      ],
    );
    expect([served.smtp.mails.length, served.chat.requests]).toEqual([0, 0]);
  });

  it("tells of two recipients one was refused, and the next call reaches only that one", async () => {
    served.smtp.setRules([
      { at: "rcpt", address: "partner@ngo.test", kind: "refuse", code: 550, text: "no such user" },
    ]);
    const line = [...say("to some", "users"), "--yes", "--json"];
    const partly = await served.cli(line);
    const { error } = errorDocument.parse(partly.json());
    expect([partly.code, error.code]).toEqual([1, "ERR_PARTLY_SENT"]);
    expect(error.message).toContain("partner@ngo.test");
    served.smtp.setRules([]);
    expect((await served.cli(line)).code).toBe(0);
    expect(served.smtp.mails.map(({ to }) => to)).toEqual([["users@avni.test"], ["partner@ngo.test"]]);
    const ids = served.smtp.mails.map((mail) => mail.header("Message-ID"));
    expect(ids[0]).toBe(ids[1]);
  });

  it("ends as waiting when the chat wants it later", async () => {
    served.chat.setFaults([{ room: "slack", kind: "429" }]);
    expect((await served.cli([...say("later", "common"), "--yes", "--json"])).code).toBe(3);
    expect(served.chat.requests).toBe(1);
  });

  it("stops where nobody can tell, and goes on as the person says who looked", async () => {
    const line = [...say("who knows", "users"), "--yes", "--json"];
    served.smtp.setRules([{ at: "end", kind: "drop" }]);
    const lost = await served.cli(line);
    const { error } = errorDocument.parse(lost.json());
    expect([lost.code, error.code]).toEqual([4, "ERR_SENT_UNKNOWN"]);
    expect(error.hint).toContain(served.smtp.mails[0]?.header("Message-ID") ?? "none");
    served.smtp.setRules([]);
    const key = /settle "([^"]+)" sent/.exec(error.hint)?.[1] ?? "";
    const settled = await served.cli(["announce", "settle", key, "sent", "--as", "mara", "--json"]);
    expect(settledDocument.parse(settled.json())).toMatchObject({ state: "sent", settledBy: "mara" });
    expect((await served.cli(line)).code).toBe(0);
    expect(served.smtp.mails).toHaveLength(1);
  });
});

async function allFiles(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return (await Promise.all(files.map((file) => readFile(file, "utf8")))).join("\n");
}
