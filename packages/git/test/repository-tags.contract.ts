import type { History } from "@signalbox/testbed";
import { describe, expect, test } from "vitest";
import { type GitRepository, type Oid, refProblem, type Repositories } from "../src/index.js";
import { git, scene, writeObject } from "./scene.js";

const BY = { name: "Ada Löw", email: "ada@example.org" };
const at = 1_700_000_000;
const TAGGER = `tagger ${BY.name} <${BY.email}> ${at} +0200`;
const PGP = "-----BEGIN PGP SIGNATURE-----\n\niQEzBAABCAAdFiEE\n=abcd\n-----END PGP SIGNATURE-----\n";
const SSH = "-----BEGIN SSH SIGNATURE-----\nU1NIU0lHAAAAAQ==\n-----END SSH SIGNATURE-----\n";

const two = (story: History): void => {
  story.commits("main", 2);
  story.branch("prod", "main");
  story.commit("prod");
};

/** What both engines must do alike with annotated tags. */
export function tagsContract(engine: GitRepository["engine"], repositories: (cacheDir: string) => Repositories): void {
  const opened = async (tell: (story: History) => void = two) => {
    const stage = await scene(tell);
    const open = (): Promise<GitRepository> => repositories(stage.cacheDir).open(stage.url);
    return { ...stage, open };
  };

  describe(`${engine}: tags`, () => {
    /** Text of the object without its first two lines; what is read of it. */
    const texts: [string, string | Buffer, object][] = [
      [
        "an ordinary tag",
        `tag v1\n${TAGGER}\n\nVersion 1\n\nWith a body.\n`,
        { name: "v1", message: "Version 1\n\nWith a body.", by: BY, at, isSigned: false },
      ],
      [
        "a very old one, without a tagger",
        "tag v0.99\n\nTest-release\n",
        { name: "v0.99", message: "Test-release", by: null, at: null },
      ],
      ["one of another name than its ref", `tag other\n${TAGGER}\n\nx\n`, { name: "other" }],
      ["one without a message", `tag v1\n${TAGGER}\n\n`, { message: "" }],
      ["one without even the empty line", `tag v1\n${TAGGER}\n`, { name: "v1", message: "" }],
      ["one signed by gpg", `tag v1\n${TAGGER}\n\nSigned\n${PGP}`, { message: "Signed", isSigned: true }],
      ["one signed by ssh", `tag v1\n${TAGGER}\n\nSigned\n${SSH}`, { message: "Signed", isSigned: true }],
      [
        "one that quotes a signature",
        `tag v1\n${TAGGER}\n\nQuote:\n${PGP}End\n${SSH}`,
        { message: `Quote:\n${PGP}End`, isSigned: true },
      ],
      [
        "one with words like a signature in the middle of a line",
        `tag v1\n${TAGGER}\n\nsee -----BEGIN PGP SIGNATURE-----\n`,
        { message: "see -----BEGIN PGP SIGNATURE-----", isSigned: false },
      ],
      [
        "one in an encoding that it names",
        Buffer.from(
          `tag v1\ntagger Zo\xeb <z@example.org> ${at} +0000\nencoding ISO-8859-1\n\nF\xfcr alle\n`,
          "latin1",
        ),
        { message: "Für alle", by: { name: "Zoë", email: "z@example.org" } },
      ],
      [
        "one in an encoding that it does not name",
        Buffer.from(`tag v1\n${TAGGER.replace("ö", "o")}\n\nF\xfcr alle\n`, "latin1"),
        { message: "Für alle" },
      ],
      ["one with a name alone", `tag v1\ntagger <> ${at} +0000\n\nx\n`, { by: { name: "", email: "" }, at }],
      ["one whose tagger nobody can read", "tag v1\ntagger somebody\n\nx\n", { by: null, at: null }],
    ];
    test("are read as they were made, in one go", async () => {
      const { bare, open, oidOf } = await opened();
      const commit = oidOf("main");
      const oids: Oid[] = [];
      for (const [index, [, rest]] of texts.entries()) {
        const head = Buffer.from(`object ${commit}\ntype commit\n`);
        const oid = await writeObject(bare, "tag", Buffer.concat([head, Buffer.from(rest)]));
        await git(bare, "update-ref", `refs/tags/t${index}`, oid);
        oids.push(oid);
      }
      const tags = await (await open()).readTags(oids);
      for (const [index, [what, , expected]] of texts.entries())
        expect(tags[index], what).toMatchObject({ oid: oids[index], commit, ...expected });
    });

    test("of tags end at their commit; lightweight ones and tags of trees are none", async () => {
      const { bare, open, oidOf } = await opened();
      await git(bare, "tag", "-a", "-m", "inner", "inner", "refs/heads/main");
      await git(bare, "tag", "-a", "-m", "outer", "outer", "refs/tags/inner");
      await git(bare, "tag", "light", "refs/heads/main");
      await git(bare, "tag", "-a", "-m", "x", "tree", "refs/heads/main^{tree}");
      const oids = (await git(bare, "for-each-ref", "--format=%(objectname)", "refs/tags")).split("\n");
      const repository = await open();
      const listed = await repository.listRefs();
      const oidOfTag = (name: string): Oid => listed.find((ref) => ref.name === `refs/tags/${name}`)?.oid ?? "";
      const [outer, light, inner, again] = await repository.readTags(
        ["outer", "light", "inner", "outer"].map(oidOfTag),
      );
      expect(outer).toMatchObject({ name: "outer", message: "outer", commit: oidOf("main") });
      expect(inner).toMatchObject({ name: "inner", message: "inner", commit: oidOf("main") });
      expect([light, again]).toEqual([null, outer]);
      expect(oids).toHaveLength(4);
      expect(await repository.readTags([])).toEqual([]);
    });

    test("that we make are read as we made them", async () => {
      const { open, oidOf } = await opened();
      const repository = await open();
      const fields = { name: "v2", commit: oidOf("main"), message: "Version 2\n\n- Ünïcode", by: BY, at };
      const oid = await repository.makeTag(fields);
      expect(await repository.readTags([oid])).toEqual([{ oid, ...fields, isSigned: false }]);
    });

    test("are signed over their whole text, the signature behind it", async () => {
      const { bare, open, oidOf } = await opened();
      const repository = await open();
      const payloads: string[] = [];
      const sign = (payload: string): Promise<string> => {
        payloads.push(payload);
        return Promise.resolve(PGP.trimEnd().replaceAll("\n", "\r\n"));
      };
      const fields = { name: "v2", commit: oidOf("main"), message: "Version 2", by: BY, at };
      const oid = await repository.makeTag({ ...fields, sign });
      const text = `object ${oidOf("main")}\ntype commit\ntag v2\ntagger Ada Löw <ada@example.org> ${at} +0000\n\nVersion 2\n`;
      expect(payloads).toEqual([text]);
      expect(await repository.readTags([oid])).toEqual([{ oid, ...fields, isSigned: true }]);
      expect(await repository.pushRef({ ref: "refs/tags/v2", oid, expected: null })).toEqual({ status: "done" });
      expect(`${await git(bare, "cat-file", "tag", "v2")}\n`).toBe(`${text}${PGP}`);
      expect(await git(bare, "fsck", "--strict", "--no-dangling")).toBe("");
    });

    test.each(["", "no signature", `please:\n${PGP}`])("are not made with %j for a signature", async (answer) => {
      const { open, oidOf } = await opened();
      const fields = { name: "v2", commit: oidOf("main"), message: "x", by: BY, at };
      const making = (await open()).makeTag({ ...fields, sign: () => Promise.resolve(answer) });
      await expect(making).rejects.toMatchObject({ code: "ERR_SIGNATURE_INVALID" });
      const failing = (await open()).makeTag({ ...fields, sign: () => Promise.reject(new Error("no key")) });
      await expect(failing).rejects.toThrow("no key");
    });

    test("after a lost lease, tell who won", async () => {
      const { bare, open, oidOf } = await opened();
      const repository = await open();
      // Somebody else's tag, made after we have looked.
      const other = `object ${oidOf("prod")}\ntype commit\ntag v2\ntagger Bob <bob@example.org> ${at + 5} +0000\n\nMine\n`;
      const theirs = await writeObject(bare, "tag", Buffer.from(other));
      await git(bare, "update-ref", "refs/tags/v2", theirs);
      const oid = await repository.makeTag({ name: "v2", commit: oidOf("main"), message: "Ours", by: BY, at });
      const outcome = await repository.pushRef({ ref: "refs/tags/v2", oid, expected: null });
      expect(outcome).toEqual({ status: "stale", found: theirs });
      await repository.refresh();
      const ref = (await repository.listRefs()).find((each) => each.name === "refs/tags/v2");
      expect(ref).toMatchObject({ name: "refs/tags/v2", oid: theirs, commit: oidOf("prod") });
      expect(await repository.readTags([theirs])).toEqual([
        {
          oid: theirs,
          name: "v2",
          commit: oidOf("prod"),
          message: "Mine",
          by: { name: "Bob", email: "bob@example.org" },
          at: at + 5,
          isSigned: false,
        },
      ]);
      // The same when our own tag has moved since it was refreshed.
      const moved = await writeObject(bare, "tag", Buffer.from(other.replace("Mine", "Again")));
      await git(bare, "update-ref", "refs/tags/v2", moved);
      const again = await repository.pushRef({ ref: "refs/tags/v2", oid, expected: theirs });
      expect(again).toEqual({ status: "stale", found: moved });
      await repository.refresh();
      expect((await repository.readTags([moved]))[0]?.message).toBe("Again");
    });

    test("by the thousand are listed and read quickly", async () => {
      const count = 5000;
      const { bare, open, oidOf } = await opened((story) => {
        two(story);
        for (let index = 0; index < count; index += 1)
          story.tag(`v1.${index}`, "main", index % 2 === 0 ? "x" : undefined);
      });
      await git(bare, "pack-refs", "--all");
      const repository = await open();
      await repository.refresh();
      const start = performance.now();
      const tags = (await repository.listRefs()).filter((ref) => ref.name.startsWith("refs/tags/"));
      const read = await repository.readTags(tags.map((ref) => ref.oid));
      expect(tags).toHaveLength(count);
      expect(read.filter((tag) => tag !== null)).toHaveLength(count / 2);
      expect(read.every((tag) => tag === null || tag.commit === oidOf("main"))).toBe(true);
      expect(performance.now() - start).toBeLessThan(10_000);
    });
  });

  describe(`${engine}: names`, () => {
    const long = "ä".repeat(100);
    test.each([
      "quo\"te'd",
      "ä/Zoë",
      "日本語",
      "a--b/-c",
      "$(id)",
      "`id`",
      "a;b&c|d",
      "#1",
      "100%",
      "@",
      "v1.0.0+build",
      "release/16.2",
      long,
      "x".repeat(250),
    ])("%j is a name of branches and tags", async (name) => {
      const { bare, open, oidOf } = await opened();
      const [branch, tag] = [`refs/heads/${name}`, `refs/tags/${name}`];
      const repository = await open();
      const oid = await repository.makeTag({ name, commit: oidOf("main"), message: "x", by: BY, at });
      const pushed = [
        await repository.pushRef({ ref: branch, oid: oidOf("main"), expected: null }),
        await repository.pushRef({ ref: tag, oid, expected: null }),
      ];
      expect(pushed).toEqual([{ status: "done" }, { status: "done" }]);
      expect(await git(bare, "rev-parse", branch)).toBe(oidOf("main"));
      const again = await repositories(`${bare}-cache`).open(bare);
      const names = (await again.listRefs()).map((ref) => ref.name);
      expect(names).toEqual(expect.arrayContaining([branch, tag]));
      expect((await again.readTags([oid]))[0]?.name).toBe(name);
    });

    test.each([
      "a b",
      "-leading",
      "x..y",
      "x.lock",
      ".x",
      "x/.y",
      "x//y",
      "/x",
      "x/",
      "x.",
      "x~1",
      "x^2",
      "x:y",
      "x?",
      "x*",
      "x[1]",
      "x\\y",
      "x@{1}",
      "tab\t",
      "new\nline",
      "nul\0",
      "\u007f",
      "x".repeat(255),
      "ä".repeat(126),
      "\ud800",
      "",
    ])("%j is refused as a name", async (name) => {
      const { server, open, oidOf } = await opened();
      const repository = await open();
      server.clearRequests();
      const refused = { code: "ERR_REF_INVALID", hint: expect.any(String) as string };
      const oid = oidOf("main");
      const fields = { name, commit: oid, message: "x", by: BY, at };
      expect(refProblem(`refs/tags/${name}`)).not.toBeNull();
      await expect(repository.makeTag(fields)).rejects.toMatchObject(refused);
      for (const ref of [`refs/heads/${name}`, `refs/tags/${name}`])
        await expect(repository.pushRef({ ref, oid, expected: null })).rejects.toMatchObject(refused);
      expect(server.requests).toEqual([]);
    });
  });
}
