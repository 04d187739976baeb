import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkHostKey } from "../../src/ssh/known-hosts/host-key-check.js";
import { fingerprint } from "../../src/ssh/known-hosts/fingerprint.js";
import { judgeKey, knownKeyTypes } from "../../src/ssh/known-hosts/judge-key.js";
import { knownHostName, matchesGlob, matchesHost } from "../../src/ssh/known-hosts/match-host.js";
import { parseKnownHosts } from "../../src/ssh/known-hosts/parse-known-hosts.js";

const keyOf = (type: string, body: string): Buffer => {
  const name = Buffer.from(type);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(name.length);
  return Buffer.concat([length, name, Buffer.from(body)]);
};
const A = keyOf("ssh-ed25519", "key of anna");
const B = keyOf("ssh-ed25519", "key of bert");
const R = keyOf("ssh-rsa", "old key");
const text = (key: Buffer): string => `${key.toString("latin1", 4, 4 + key.readUInt32BE(0))} ${key.toString("base64")}`;
const keygen = (args: string[]): string => execFileSync("ssh-keygen", args, { stdio: "pipe" }).toString();
const at = (host: string, port = 22) => ({ host, port, isAlias: false });
const HASHED = "|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg="; // 192.168.1.61, from sshd(8)'s own tests

describe("judgeKey", () => {
  test.each([
    ["a plain name", `api ${text(A)}`, { to: at("api"), key: A, is: "known" }],
    ["another host's key", `web ${text(A)}`, { to: at("api"), key: A, is: "unknown" }],
    ["names with commas", `api,10.0.0.5 ${text(A)} anna@desk`, { to: at("10.0.0.5"), key: A, is: "known" }],
    ["capitals", `API.example.com ${text(A)}`, { to: at("api.EXAMPLE.com"), key: A, is: "known" }],
    ["another key", `api ${text(A)}`, { to: at("api"), key: B, is: "changed" }],
    ["a key of another type", `api ${text(R)}`, { to: at("api"), key: A, is: "changed" }],
    ["one of several keys", `api ${text(R)}\napi ${text(A)}`, { to: at("api"), key: A, is: "known" }],
    ["a port", `[api]:2222 ${text(A)}`, { to: at("api", 2222), key: A, is: "known" }],
    ["the right host, the wrong port", `[api]:2222 ${text(A)}`, { to: at("api", 22), key: A, is: "unknown" }],
    ["a port, known without it", `api ${text(A)}`, { to: at("api", 2222), key: A, is: "known" }],
    ["a port, another key known without it", `api ${text(A)}`, { to: at("api", 2222), key: B, is: "unknown" }],
    ["a glob", `*.example.com ${text(A)}`, { to: at("api.example.com"), key: A, is: "known" }],
    ["a glob over ports", `[10.0.0.?]:* ${text(A)}`, { to: at("10.0.0.7", 2200), key: A, is: "known" }],
    [
      "a glob with an exception",
      `*.example.com,!db.example.com ${text(A)}`,
      { to: at("db.example.com"), key: A, is: "unknown" },
    ],
    ["an exception alone", `!db ${text(A)}`, { to: at("api"), key: A, is: "unknown" }],
    ["a hashed name", `${HASHED} ${text(A)}`, { to: at("192.168.1.61"), key: A, is: "known" }],
    ["a hashed name of another", `${HASHED} ${text(A)}`, { to: at("192.168.1.62"), key: A, is: "unknown" }],
    ["a revoked key", `@revoked * ${text(A)}\napi ${text(A)}`, { to: at("api"), key: A, is: "revoked" }],
    ["another key revoked", `@revoked * ${text(B)}\napi ${text(A)}`, { to: at("api"), key: A, is: "known" }],
    ["revoked under the plain name", `@revoked api ${text(A)}`, { to: at("api", 2222), key: A, is: "revoked" }],
    ["an authority alone", `@cert-authority * ${text(A)}`, { to: at("api"), key: A, is: "unknown" }],
    ["a marker that is not known", `@trusted api ${text(A)}`, { to: at("api"), key: A, is: "unknown" }],
    ["a comment", `# api ${text(A)}`, { to: at("api"), key: A, is: "unknown" }],
    [
      "a line that is cut",
      `api ssh-ed25519 ${A.toString("base64").slice(0, 6)}`,
      { to: at("api"), key: A, is: "unknown" },
    ],
    ["a key under a wrong type", `api ssh-rsa ${A.toString("base64")}`, { to: at("api"), key: A, is: "unknown" }],
    ["old lines of SSH 1", `api 2048 65537 123456789`, { to: at("api"), key: A, is: "unknown" }],
    ["tabs, blanks and CRLF", `  api\t${text(A)}  \r\n`, { to: at("api"), key: A, is: "known" }],
  ])("%s", (_, file, { to, key, is }) => {
    expect(judgeKey(parseKnownHosts(file, "known_hosts"), to, key).status).toBe(is);
  });

  test("an alias is looked up as it is, whatever the port", () => {
    const lines = parseKnownHosts(`fleet ${text(A)}`, "known_hosts");
    expect(judgeKey(lines, { host: "fleet", port: 2222, isAlias: true }, A).status).toBe("known");
    expect(judgeKey(lines, { host: "fleet", port: 2222, isAlias: true }, B).status).toBe("changed");
  });

  test("the types that are known are asked for first", () => {
    const lines = parseKnownHosts(`api ${text(R)}\n@revoked api ${text(B)}\n*i ${text(A)}`, "known_hosts");
    expect(knownKeyTypes(lines, at("api"))).toEqual(["ssh-rsa", "ssh-ed25519"]);
    expect(knownKeyTypes(lines, at("api", 2222))).toEqual(["ssh-rsa", "ssh-ed25519"]);
    expect(knownKeyTypes(lines, at("web"))).toEqual([]);
  });
});

test("whatever stands in a file, nothing is thrown and no key becomes known by it", () => {
  const line = fc.oneof(
    fc.string(),
    fc
      .constantFrom("api", "@revoked", "@cert-authority", HASHED, "|1|a|b", "|", "[", "!*")
      .map((word) => `${word} ${text(B)}`),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      const verdict = judgeKey(parseKnownHosts(lines.join("\n"), "known_hosts"), at("api"), A);
      expect(verdict.status).not.toBe("known");
    }),
  );
});

test("a glob is a glob of the same meaning as a regular expression, and cannot be made to run for ever", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "*", "?", ".", "["), maxLength: 8 });
  fc.assert(
    fc.property(letters, fc.string({ unit: fc.constantFrom("a", "b", ".", "["), maxLength: 8 }), (pattern, name) => {
      const expected = new RegExp(
        `^${pattern.replace(/[.[]/g, "\\$&").replaceAll("*", ".*").replaceAll("?", ".")}$`,
        "s",
      );
      expect(matchesGlob(pattern, name)).toBe(expected.test(name));
    }),
    { numRuns: 500 },
  );
  expect(matchesGlob(`${"*a".repeat(40)}b`, "a".repeat(2000))).toBe(false);
});

describe("with files", () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "known-hosts-"))));
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const check = (files: string[], policy: "strict" | "accept-new", isHashed = false, target = at("api", 2222)) =>
    checkHostKey({ place: { name: "api", address: "deploy@api:2222" }, target, files, isHashed, policy });
  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => "accepted",
      (error: { code: string }) => error.code,
    );

  test("a changed key is refused whatever is allowed, and both fingerprints and the line are told", async () => {
    const file = join(folder, "changed");
    await writeFile(file, `# ours\n[api]:2222 ${text(A)}\n`);
    for (const policy of ["strict", "accept-new"] as const) {
      const refused = (await check([file], policy)).accept(B);
      await expect(refused).rejects.toMatchObject({
        code: "ERR_HOST_KEY_CHANGED",
        message: expect.stringContaining(fingerprint(B)),
        details: { fingerprint: fingerprint(B), known: [{ fingerprint: fingerprint(A), at: `${file}:2` }] },
        hint: expect.stringContaining("ssh-keygen -R"),
      });
    }
    expect(await readFile(file, "utf8")).toBe(`# ours\n[api]:2222 ${text(A)}\n`);
  });

  test("strict: an unknown key is refused, with the command that shows it", async () => {
    const refused = (await check([join(folder, "not-there")], "strict")).accept(A);
    await expect(refused).rejects.toMatchObject({
      code: "ERR_HOST_KEY_UNKNOWN",
      details: { fingerprint: fingerprint(A), knownAs: "[api]:2222", scan: "ssh-keyscan -t ed25519 -p 2222 api" },
    });
  });

  test("accept-new: the first key is written to the first file, the second is refused", async () => {
    const file = join(folder, "new", "known_hosts");
    const other = join(folder, "other");
    await writeFile(other, `web ${text(B)}`);
    await (await check([file, other], "accept-new")).accept(A);
    expect(await readFile(file, "utf8")).toBe(`[api]:2222 ${text(A)}\n`);
    await (await check([file, other], "strict")).accept(A);
    expect(await codeOf((await check([file, other], "accept-new")).accept(B))).toBe("ERR_HOST_KEY_CHANGED");
    // A last line without its end stays a line of its own.
    await (await check([other], "accept-new", true)).accept(A);
    const [first, second] = (await readFile(other, "utf8")).split("\n");
    expect(first).toBe(`web ${text(B)}`);
    expect(matchesHost(second?.split(" ")[0] ?? "", knownHostName("api", 2222))).toBe(true);
  });

  test("a file that cannot be read means that nobody is trusted", async () => {
    const file = join(folder, "good");
    await writeFile(file, `[api]:2222 ${text(A)}\n`);
    expect(await codeOf(check([file, folder], "strict"))).toBe("ERR_KNOWN_HOSTS_UNREADABLE");
    expect(await codeOf(check([file, join(file, "below")], "strict"))).toBe("ERR_KNOWN_HOSTS_UNREADABLE");
    if (process.getuid?.() === 0) return;
    await chmod(file, 0o000);
    expect(await codeOf(check([file], "strict"))).toBe("ERR_KNOWN_HOSTS_UNREADABLE");
  });

  test.skipIf(!existsSync("/usr/bin/ssh-keygen"))("ssh-keygen makes the same fingerprints and hashes", async () => {
    const key = join(folder, "real");
    keygen(["-q", "-t", "ed25519", "-N", "", "-f", key]);
    const [type = "", base64 = ""] = (await readFile(`${key}.pub`, "utf8")).split(" ");
    const real = Buffer.from(base64, "base64");
    expect(keygen(["-l", "-f", key])).toContain(fingerprint(real));
    const file = join(folder, "hashed");
    await writeFile(file, `[api]:2222 ${type} ${base64}\n`);
    keygen(["-q", "-H", "-f", file]);
    expect(await readFile(file, "utf8")).toMatch(/^\|1\|/);
    expect(await codeOf((await check([file], "strict")).accept(real))).toBe("accepted");
    // And ssh-keygen finds what we have written hashed.
    const ours = join(folder, "ours");
    await (await check([ours], "accept-new", true)).accept(real);
    expect(keygen(["-F", "[api]:2222", "-f", ours])).toContain("found: line 1");
  });
});
