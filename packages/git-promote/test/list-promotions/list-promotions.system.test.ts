import { provesReadOnly } from "@signalbox/testbed";
import { expect, test } from "vitest";
import { listPromotions } from "../../src/index.js";
import { serveRepository } from "../served-repository.js";

const pins = (versions: Readonly<Record<string, string>>) => ({
  "pi/init.sls": Object.entries(versions)
    .map(([name, version]) => `${name}:\n  version: "${version}"\n`)
    .join(""),
});

test("tells what each promotion moved, on the day of its merge, and nothing of what was before the day", async () => {
  const { server, repository, repositories } = await serveRepository((told) => {
    told.commit("dev", { daysAgo: 30, files: pins({ modemd: "1.0.0", audiobait: "1.0.0" }) });
    told.branch("prod", "dev");
    told.commit("dev", { daysAgo: 20, files: pins({ modemd: "1.1.0", audiobait: "1.0.0" }) });
    told.commit("dev", { daysAgo: 15, files: pins({ modemd: "1.2.0", audiobait: "1.0.0" }) });
    told.merge("prod", "dev", { daysAgo: 10 });
    told.commit("dev", { daysAgo: 5, files: pins({ modemd: "1.2.0", recorder: "0.9.0" }) });
    told.merge("prod", "dev", { daysAgo: 4 });
  });
  const ask = (branch: string, since: string) => listPromotions(repositories, { repository, branch, since });
  const { promoted, names, ref } = await provesReadOnly(server, () => ask("prod", "2026-02-10"));
  expect([ref, names]).toEqual(["refs/heads/prod", ["modemd", "recorder"]]);
  // What was taken away is no promotion; 1.1.0 was never on prod by itself.
  expect(promoted.map(({ name, from, to, date }) => [name, from, to, date.slice(0, 10)])).toEqual([
    ["modemd", "1.0.0", "1.2.0", "2026-02-20"],
    ["recorder", null, "0.9.0", "2026-02-26"],
  ]);
  expect((await ask("prod", "2026-02-21")).promoted.map(({ name }) => name)).toEqual(["recorder"]);
  await expect(ask("prd", "2026-02-21")).rejects.toMatchObject({ code: "ERR_BRANCH_MISSING" });
  await expect(ask("prod", "21.2.")).rejects.toMatchObject({ code: "ERR_INPUT_INVALID" });
});
