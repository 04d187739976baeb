import { existsSync } from "node:fs";
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { chooseAlgorithms } from "../../src/ssh/connection/algorithms.js";
import { hopsOf } from "../../src/ssh/connection/jumps.js";
import { fileConfig, type HostConfig, type HostRequest, openSshConfig, sshHosts } from "../../src/ssh.js";

const SSH = "/usr/bin/ssh";
// OpenSSH takes both from the password file.
const local = { home: userInfo().homedir, name: userInfo().username };
let folder: string;
let count = 0;
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), "ssh-config-"))));
afterAll(() => rm(folder, { recursive: true, force: true }));

const fileOf = async (text: string): Promise<string> => {
  const file = join(folder, `config-${count++}`);
  await writeFile(file, text);
  return file;
};
const byFile = async (text: string, request: HostRequest) =>
  await fileConfig({ local, files: [await fileOf(text)] })(request);
const bySsh = async (text: string, request: HostRequest) =>
  await openSshConfig({ ssh: SSH, local, file: await fileOf(text) })(request);

/** What both say for certain: OpenSSH's defaults for key files and lists are longer than what can be used here. */
const comparable = ({ identityFiles, algorithms: _, knownHostsFiles, ...rest }: HostConfig) => ({
  ...rest,
  identityFiles: identityFiles.some((file) => /id_(?:rsa|ecdsa)$/.test(file)) ? "defaults" : identityFiles,
  knownHostsFiles: knownHostsFiles.filter((file) => !/\.ssh\/known_hosts2?$/.test(file)),
});

const CASES: readonly (readonly [string, string, HostRequest])[] = [
  ["nothing", "", { name: "api" }],
  ["a host of its own", "Host api\n  HostName 10.0.0.5\n  User deploy\n  Port 2222\n", { name: "api" }],
  ["the first counts", "Host api\n User one\nHost *\n User two\n Port 23\n", { name: "api" }],
  ["equals signs and capitals", 'HOST api\n\tuser="dep loy"\n hostname = ten.example.com\n', { name: "api" }],
  ["an exception", "Host * !web\n User deploy\n", { name: "web" }],
  [
    "keys add up",
    "Host api\n IdentityFile ~/.ssh/a\nHost *\n IdentityFile %d/keys/%r-%h\n IdentitiesOnly yes\n",
    { name: "api" },
  ],
  ["a path with blanks", 'Host api\n IdentityFile "~/my keys/a"\n', { name: "api" }],
  ["a name made of the name", "Host *.short\n HostName %h.example.com\n", { name: "api.short" }],
  [
    "several files of known hosts",
    'UserKnownHostsFile /a/known "/b c/known"\nGlobalKnownHostsFile none\n',
    { name: "api" },
  ],
  ["an agent of its own", "Host a*\n IdentityAgent ~/agent.sock\n", { name: "api" }],
  ["no agent", "IdentityAgent none\n", { name: "api" }],
  ["a jump", "Host api\n ProxyJump bastion,b2:2200\nHost *\n ProxyCommand nc %h %p\n", { name: "api" }],
  ["no jump", "Host api\n ProxyJump none\nHost *\n ProxyJump bastion\n", { name: "api" }],
  ["a command", "Host *\n ProxyCommand nc %h %p\n", { name: "api" }],
  ["a jump of the request", "Host *\n ProxyJump bastion\n", { name: "api", jump: "other" }],
  [
    "user, port and key of the request",
    "Host *\n User a\n Port 1\n IdentityFile /b\n",
    { name: "api", user: "u", port: 7, identityFile: "~/k" },
  ],
  [
    "Match for a name",
    `Host api\n HostName api.example.com\nMatch host *.example.com user ${local.name}\n User deploy\n`,
    { name: "api" },
  ],
  [
    "Match for another user",
    "Match user bert\n Port 1\nMatch originalhost api,web localuser *\n Port 2\n",
    { name: "api" },
  ],
  [
    "an alias and a family",
    "HostKeyAlias fleet\nAddressFamily inet6\nConnectTimeout 7\nHashKnownHosts yes\n",
    { name: "api" },
  ],
  ["an address", "Host 10.*\n User deploy\n", { name: "10.0.0.5" }],
];

describe("fileConfig", () => {
  test.skipIf(!existsSync(SSH)).each(CASES)("%s: as OpenSSH", async (_, text, request) => {
    expect(comparable(await byFile(text, request))).toEqual(comparable(await bySsh(text, request)));
  });

  test("reads what is included, in the order of the names, and only where its block applies", async () => {
    await mkdir(join(folder, "d"), { recursive: true });
    await writeFile(join(folder, "d/10.conf"), "Host api\n Port 10\n");
    await writeFile(join(folder, "d/20.conf"), "Port 20\nUser twenty\n");
    const text = `Include ${folder}/d/*.conf ${folder}/d/not-there\nHost other\n Include ${folder}/d/20.conf\n`;
    expect(await byFile(text, { name: "api" })).toMatchObject({ port: 10, user: "twenty" });
    expect(await byFile(text.replace("d/*", "d/1*"), { name: "api" })).toMatchObject({ port: 10, user: local.name });
  });

  test.each([
    ["Match exec", 'Match exec "touch ran"\n Port 1\n'],
    ["Match final", "Match final\n Port 1\n"],
    ["CanonicalizeHostname", "CanonicalizeHostname yes\n"],
    ["an unknown token", "IdentityFile ~/%C\n"],
  ])("%s is refused and not run: only OpenSSH knows", async (_, text) => {
    await expect(byFile(text, { name: "api" })).rejects.toMatchObject({ code: "ERR_SSH_CONFIG" });
    expect(existsSync("ran")).toBe(false);
  });
});

describe.skipIf(!existsSync(SSH))("openSshConfig", () => {
  test("a fleet without lines of its own is one question, and every host gets its own answer", async () => {
    const log = join(folder, "calls");
    const counting = join(folder, "counting-ssh");
    await writeFile(counting, `#!/bin/sh\necho call >> ${log}\nexec ${SSH} "$@"\n`);
    await chmod(counting, 0o755);
    const text =
      "Host special\n Port 2222\nHost *.lan\n HostName %h.example.com\nHost *\n User deploy\n IdentityFile ~/%h\n";
    const config = openSshConfig({ ssh: counting, local, file: await fileOf(text), env: { PATH: "/usr/bin:/bin" } });
    const names = [...Array(20).keys()].map((index) => `10.0.0.${index}`);
    const fleet = await Promise.all(names.map((name) => config({ name })));
    expect(fleet.map(({ hostName }) => hostName)).toEqual(names);
    expect(fleet.map(({ identityFiles }) => identityFiles)).toEqual(names.map((name) => [`${local.home}/${name}`]));
    expect(await config({ name: "special" })).toMatchObject({ port: 2222, user: "deploy" });
    expect(await config({ name: "a.lan" })).toMatchObject({ hostName: "a.lan.example.com" });
    expect(await config({ name: "b.lan" })).toMatchObject({ hostName: "b.lan.example.com" });
    expect((await readFile(log, "utf8")).split("\n").length - 1).toBeLessThanOrEqual(2 + 1 + 2);
  });

  test("names of every kind get what OpenSSH alone would give them", async () => {
    const pattern = fc.constantFrom("api", "web", "*", "a*", "!web", "*i", "?eb", "10.0.*", "API");
    const block = fc.tuple(
      fc.array(pattern, { minLength: 1, maxLength: 3 }),
      fc.constantFrom("User u1", "User u2", "Port 1", "Port 2", "HostName h", "ProxyJump b"),
    );
    const name = fc.constantFrom("api", "web", "10.0.0.1", "10.1.0.1", "API");
    await fc.assert(
      fc.asyncProperty(
        fc.array(block, { maxLength: 4 }),
        fc.uniqueArray(name, { minLength: 2 }),
        async (blocks, names) => {
          const text = blocks.map(([patterns, line]) => `Host ${patterns.join(" ")}\n ${line}\n`).join("");
          const shared = openSshConfig({ ssh: SSH, local, file: await fileOf(text) });
          for (const one of names) expect(await shared({ name: one })).toEqual(await bySsh(text, { name: one }));
        },
      ),
      { numRuns: process.env.EXHAUSTIVE === undefined ? 6 : 60 },
    );
  });

  test("a wrong configuration is an error with its line", async () => {
    await expect(bySsh("Host api\n Bogus yes\n", { name: "api" })).rejects.toMatchObject({
      code: "ERR_SSH_CONFIG",
      message: expect.stringContaining("line 2: Bad configuration option: bogus"),
    });
  });
});

test.each([
  ["ProxyCommand nc %h %p", "ERR_PROXY_COMMAND", /ProxyJump/],
  ["RevokedHostKeys /etc/ssh/revoked", "ERR_HOST_KEY_REVOCATION", /@revoked/],
  ["ProxyJump api", "ERR_JUMP_LOOP", /ProxyJump none/],
])("%s: refused before anybody is called, with what to do instead", async (line, code, hint) => {
  const hosts = sshHosts({
    config: fileConfig({ local, files: [await fileOf(`Host api\n HostName 192.0.2.1\n ${line}\n`)] }),
    agent: null,
    hostKeys: "strict",
    sudo: "auto",
  });
  await expect(hosts.open("api")).rejects.toMatchObject({ code, hint: expect.stringMatching(hint) });
  await hosts.close();
});

test.each([
  ["bastion", [{ name: "bastion" }]],
  ["ops@bastion:2200", [{ name: "bastion", user: "ops", port: 2200 }]],
  ["a, ops@[fe80::1]:22", [{ name: "a" }, { name: "fe80::1", user: "ops", port: 22 }]],
  ["ssh://ops@b:2200/", [{ name: "b", user: "ops", port: 2200 }]],
])("jump over %s", (jump, hops) => {
  expect(hopsOf(jump, "api")).toEqual(hops);
});

test.each(["", "a,,b", "a b", "a:b:c"])("%j is no jump", (jump) => {
  expect(() => hopsOf(jump, "api")).toThrow(expect.objectContaining({ code: "ERR_SSH_CONFIG" }));
});

describe("chooseAlgorithms", () => {
  const none = { hostKey: null, cipher: null, kex: null, mac: null };
  const hostKeys = (types: string[]) => chooseAlgorithms(none, types)?.serverHostKey as string[];
  test("asks for the kinds of keys that are known first", () => {
    expect(hostKeys([]).slice(0, 2)).toEqual(["ssh-ed25519", "ecdsa-sha2-nistp256"]);
    expect(hostKeys(["ssh-rsa"]).slice(0, 3)).toEqual(["rsa-sha2-512", "rsa-sha2-256", "ssh-ed25519"]);
  });
  test.each([
    ["a list", ["aes256-ctr", "aes128-ctr"], ["aes128-ctr", "aes256-ctr"]],
    ["less", ["-aes*-gcm@openssh.com", "chacha*"], ["aes128-ctr", "aes192-ctr", "aes256-ctr"]],
    ["nothing of ours", ["3des-cbc"], null],
  ])("%s", (_, cipher, expected) => {
    expect(chooseAlgorithms({ ...none, cipher }, [])?.cipher ?? null).toEqual(expected);
  });
  test("SHA-1 only for who names it", () => {
    expect(hostKeys(["ssh-rsa"])).not.toContain("ssh-rsa");
    expect(chooseAlgorithms({ ...none, hostKey: ["+ssh-rsa"] }, [])?.serverHostKey).toContain("ssh-rsa");
  });
});
