import { converges, provesReadOnly, writesOf } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { publishNotes } from "../../src/publish-notes/publish-notes.js";
import { LAYOUT_A, LAYOUT_C } from "../page/pages.js";
import { beforePushes, identity, serveDocs } from "./docs-site.js";

const PATH = "pages/release-notes-2019/item.md";
const PAGES = [{ path: "pages/release-notes-{year}/item.md" }];
const WISH = {
  pages: PAGES,
  date: "2019-12-17",
  environment: "Production",
  components: [{ name: "API Server", version: "v5.3.0", entries: ["Faster visits"] }],
};
const MEMORY = ".signalbox/release-notes.json";
const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code);

describe("publishNotes on a real server", () => {
  test("adds a week by one commit that changes the page and the memory, and is then done", async () => {
    const { repository, publish, server, textOf, git } = await serveDocs({ [PATH]: LAYOUT_A });
    const before = await git("rev-parse", "master");
    const input = { repository, ...WISH };
    const planned = await provesReadOnly(server, () => publish.plan(input));
    expect(planned.actions).toMatchObject([{ path: PATH, week: "2019-12-17", section: null, makesPage: false }]);
    await converges(publish, input);
    const week = "## Week of 16 December\n\n### Production\n\n#### API Server\n\n- Faster visits\n\n";
    expect(await textOf(PATH)).toBe(LAYOUT_A.replace("## Week of 9", `${week}## Week of 9`));
    expect(await git("rev-parse", "master^")).toBe(before);
    expect(await git("diff", "--name-only", "master^", "master")).toBe(`${MEMORY}\n${PATH}`);
    expect(await git("log", "-1", "--format=%B", "master")).toBe(
      "Release notes of 2019-12-17: Production\n\n- API Server 5.3.0",
    );
  });

  test("the CMS saves pages in between: the notes go into what is there then, and nothing of it is lost", async () => {
    const { repository, repositories, save, textOf, git } = await serveDocs({ [PATH]: LAYOUT_A });
    const busy = beforePushes(repositories, async (push) => {
      if (push === 1) await save("pages/other.md", "other\n");
      if (push === 2) await save(PATH, LAYOUT_A.replace("Uses less memory", "Uses much less memory"));
    });
    const publish = publishNotes({ repositories: busy, identity });
    const receipt = await publish.apply(await publish.plan({ repository, ...WISH }));
    expect(receipt.applied).toMatchObject([{ outcome: "done", result: { commit: await git("rev-parse", "master") } }]);
    expect(await textOf(PATH)).toMatch(/Faster visits[^]*Uses much less memory/);
    expect(await textOf("pages/other.md")).toBe("other\n");
    expect(await git("rev-list", "--count", "master")).toBe("4");
  });

  test("it gives up when somebody is faster each time, and a week that was edited meanwhile is planned anew", async () => {
    const { repository, repositories, save, publish, git } = await serveDocs({ [PATH]: LAYOUT_A });
    const busy = publishNotes({
      repositories: beforePushes(repositories, (push) => save("x.md", `${push}\n`)),
      identity,
    });
    const input = { repository, ...WISH, date: "2019-12-10" };
    await expect(busy.apply(await busy.plan(input))).rejects.toMatchObject({
      code: "ERR_NOTES_RACE_LOST",
      retryable: true,
    });
    expect(await git("log", "--format=%an", "master")).not.toContain("Release Train");

    const plan = await publish.plan(input);
    await save(PATH, LAYOUT_A.replace("Monitoring of", "Watching"));
    const head = await git("rev-parse", "master");
    const stale = publishNotes({ repositories: beforePushes(repositories, () => Promise.resolve()), identity });
    await stale.plan(input);
    await expect(stale.apply(plan)).rejects.toMatchObject({ code: "ERR_PLAN_STALE" });
    expect(await git("rev-parse", "master")).toBe(head);
  });

  test("a push whose answer got lost is found done, and a run that died goes on", async () => {
    const { repository, publish, elsewhere, server, git } = await serveDocs({ [PATH]: LAYOUT_A });
    const input = { repository, ...WISH };
    const plan = await publish.plan(input);
    server.setFaults([{ match: /POST .*git-receive-pack/, kind: "drop", times: Infinity }]);
    await expect(publish.apply(plan)).rejects.toMatchObject({ code: "ERR_REMOTE_UNREACHABLE" });
    server.setFaults([{ match: /POST .*git-receive-pack/, kind: "truncate" }]);
    expect((await publish.apply(plan)).applied).toMatchObject([{ outcome: "done" }]);
    server.setFaults([]);
    const head = await git("rev-parse", "master");
    // Killed before anybody heard of it: another process applies the same plan, and finds it.
    expect((await elsewhere().apply(JSON.parse(JSON.stringify(plan)) as typeof plan)).applied).toMatchObject([
      { outcome: "already", result: { commit: head } },
    ]);
    expect(await elsewhere().plan(input)).toMatchObject({ actions: [], problems: [] });
    expect(writesOf(server).length).toBeGreaterThan(0);
    expect(await git("rev-list", "--count", "master")).toBe("2");
  });

  test("what people change of published entries stays, and a change on both sides is shown", async () => {
    const { repository, publish, save, textOf } = await serveDocs({ [PATH]: LAYOUT_A });
    const wish = (entries: string[], replace = false) => ({
      repository,
      ...WISH,
      components: [{ name: "API Server", entries }],
      replace,
    });
    await publish.apply(await publish.plan(wish(["one", "two", "three"])));
    const published = (await textOf(PATH)) ?? "";
    await save(PATH, published.replace("- one\n", "- One, for people\n").replace("- three\n", ""));
    expect(await publish.plan(wish(["one", "two", "three"]))).toMatchObject({
      actions: [],
      warnings: [{ code: "entries-taken-out" }],
    });
    await publish.apply(await publish.plan(wish(["four"])));
    expect(await textOf(PATH)).toContain("- One, for people\n- two\n- four\n");
    await publish.apply(await publish.plan(wish(["one", "TWO", "three", "four"], true)));
    expect(await textOf(PATH)).toContain("- One, for people\n- TWO\n- four\n");

    const conflict = await publish.plan(wish(["uno", "TWO", "three", "four"], true));
    expect(conflict).toMatchObject({ actions: [], problems: [{ code: "ERR_NOTES_CONFLICT" }] });
    expect(conflict.problems[0]?.message).toContain("“One, for people”, here “uno”");
  });

  test("carries what was tested to Production, word for word, from another page and the year before", async () => {
    const tested =
      "---\ntitle: 'Releases to Test Notes for 2020'\n---\n\n## Thursday 17th December\n### Browse (v2.28.0)\n- Visits\n  in two lines\n    - nested\n\n## Wednesday 9th December\n### Browse (v2.27.1)\n* Tags\n* Told before\n\n## Monday 23rd November\n### Browse (v2.20.0)\n- Long ago\n";
    const reached =
      "---\ntitle: 'Releases Notes for 2020'\n---\n\n## Wednesday 9th December\n### Browse (v2.27.0)\n- Told before\n";
    const pages = [
      { path: "prod-{year}.md", environment: "Production" },
      { path: "test-{year}.md", environment: "Testing" },
    ];
    const { repository, publish, textOf } = await serveDocs({ "test-2020.md": tested, "prod-2020.md": reached });
    const input = {
      repository,
      pages: [{ ...pages[0], template: "---\ntitle: 'Releases Notes for {year}'\n---\n\n" }, pages[1]] as typeof pages,
      date: "2021-01-06",
      environment: "Production",
      promoted: [{ name: "Browse", version: "2.28.0" }, { name: "modemd" }],
    };
    const { plan } = await converges(publish, input);
    expect(plan.actions).toMatchObject([{ path: "prod-2021.md", makesPage: true }]);
    expect(codes(plan.warnings)).toEqual(["promoted-without-note"]);
    expect(await textOf("prod-2021.md")).toBe(
      "---\ntitle: 'Releases Notes for 2021'\n---\n\n## Week of 4 January\n\n### Production\n\n#### Browse (v2.28.0)\n\n- Tags\n- Visits\n  in two lines\n    - nested\n",
    );
  });

  test("what cannot be done is a problem of the plan", async () => {
    const { repository, publish } = await serveDocs({
      [PATH]: LAYOUT_A,
      "test.md": LAYOUT_C.replace("Releases Notes", "Releases to Test Notes"),
    });
    const problems = async (change: object) => codes((await publish.plan({ repository, ...WISH, ...change })).problems);
    expect(await problems({ branch: "never" })).toEqual(["ERR_BRANCH_MISSING"]);
    expect(await problems({ pages: [{ path: "never.md" }] })).toEqual(["ERR_NOTES_PAGE_MISSING"]);
    expect(await problems({ pages: [{ path: PATH, environment: "Testing" }] })).toEqual(["ERR_NOTES_PAGE_UNKNOWN"]);
    expect(await problems({ pages: [{ path: "test.md" }], date: "2021-07-09" })).toEqual([
      "ERR_NOTES_OTHER_ENVIRONMENT",
    ]);
    await expect(publish.plan({ repository, ...WISH, date: "9 July" })).rejects.toMatchObject({
      code: "ERR_INPUT_INVALID",
    });
    await expect(publish.plan({ repository, ...WISH, pages: [{ path: "../x" }] })).rejects.toMatchObject({
      code: "ERR_INPUT_INVALID",
    });
  });
});
