import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { ReleaseError } from "@signalbox/release-core";
import { converges, type History } from "@signalbox/testbed";
import { describe, expect, onTestFinished, test } from "vitest";
import { tagRelease, type Signer } from "../../src/index.js";
import { identity, serveRepository } from "../served-repository.js";

const codes = (list: readonly { readonly code: string }[]) => list.map(({ code }) => code);
const served = () =>
  serveRepository(
    (told: History) => {
      told.commits("main", 2);
      told.tag("v1.2.0", "main", "Release 1.2.0");
      told.commits("main", 1);
    },
    { defaultBranch: "main", protected: ["main"] },
  );

/** A signer with an ssh key of its own, and git's settings to verify what it signs. */
async function sshSigner(): Promise<{ readonly signer: Signer; readonly verify: readonly string[] }> {
  const folder = await mkdtemp(join(tmpdir(), "signer-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const key = join(folder, "key");
  await promisify(execFile)("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", "train", "-f", key]);
  const allowed = join(folder, "allowed");
  await writeFile(allowed, `${identity.email} ${await readFile(`${key}.pub`, "utf8")}`);
  const signer: Signer = {
    format: "ssh",
    sign: async (payload) => {
      const child = spawn("ssh-keygen", ["-Y", "sign", "-n", "git", "-f", key], { stdio: ["pipe", "pipe", "ignore"] });
      child.stdin.end(payload);
      const [signature] = await Promise.all([text(child.stdout), once(child, "close")]);
      return signature;
    },
  };
  return { signer, verify: ["-c", `gpg.ssh.allowedSignersFile=${allowed}`, "-c", "gpg.format=ssh", "tag", "-v"] };
}

describe("a signed tag", () => {
  test("is planned without an id, converges, and git verifies it", async () => {
    const { repository, repositories, git, at } = await served();
    const { signer, verify } = await sshSigner();
    const tag = tagRelease({ repositories, identity, signer });
    const { plan, receipt } = await converges(tag, { repository, version: "1.2.1", sign: true });
    expect(plan.actions).toMatchObject([{ oid: null, signed: true, by: identity, commit: await at("main") }]);
    expect(receipt.applied[0]?.result).toMatchObject({ tag: "v1.2.1", oid: await at("refs/tags/v1.2.1") });
    expect(await git(...verify, "v1.2.1")).toContain("tag v1.2.1");
  });

  test("that was pushed by a process that ended is the planned one, though it is signed anew", async () => {
    const { repository, repositories, at, elsewhere } = await served();
    const { signer } = await sshSigner();
    const other = await sshSigner();
    const tag = tagRelease({ repositories, identity, signer });
    const plan = await tag.plan({ repository, sign: true });
    await tag.apply(plan);
    const before = await at("refs/tags/v1.2.1");
    const again = tagRelease({ repositories: await elsewhere(), identity, signer: other.signer });
    expect(await again.apply(plan)).toMatchObject({ applied: [{ outcome: "already", result: { oid: before } }] });
    expect(await at("refs/tags/v1.2.1")).toBe(before);
  });

  test("of another operator is told", async () => {
    const { repository, repositories, elsewhere } = await served();
    const { signer } = await sshSigner();
    const ada = { name: "Ada Byron", email: "ada@example.org" };
    const theirs = tagRelease({ repositories: await elsewhere(), identity: ada, signer });
    const ours = tagRelease({ repositories, identity, signer });
    const plan = await ours.plan({ repository, sign: true });
    await theirs.apply(await theirs.plan({ repository, sign: true }));
    await expect(ours.apply(plan)).rejects.toThrow(/Ada Byron <ada@example\.org>/);
  });

  test("cannot be had where an unsigned one is there, or where nobody can sign", async () => {
    const { repository, repositories, git, elsewhere } = await served();
    const { signer } = await sshSigner();
    const tag = tagRelease({ repositories, identity, signer });
    const unsigned = tagRelease({ repositories, identity });
    expect(codes((await unsigned.plan({ repository, sign: true })).problems)).toEqual(["ERR_SIGNER_MISSING"]);
    const plan = await tag.plan({ repository, sign: true });
    await expect(unsigned.apply(plan)).rejects.toMatchObject({ code: "ERR_SIGNER_MISSING" });
    await git("tag", "v1.2.1", "main");
    const later = tagRelease({ repositories: await elsewhere(), identity, signer });
    const there = await later.plan({ repository, version: "1.2.1", sign: true });
    expect(codes(there.problems)).toEqual(["ERR_TAG_NOT_SIGNED"]);
  });

  test("that cannot be signed leaves nothing behind", async () => {
    const { repository, repositories, at } = await served();
    const fails: Signer = {
      format: "ssh",
      sign: () =>
        Promise.reject(new ReleaseError({ code: "ERR_SIGNING_FAILED", message: "No key.", hint: "Make one." })),
    };
    const tag = tagRelease({ repositories, identity, signer: fails });
    const plan = await tag.plan({ repository, sign: true });
    await expect(tag.apply(plan)).rejects.toMatchObject({ code: "ERR_SIGNING_FAILED" });
    expect(await at("refs/tags/v1.2.1")).toBeNull();
  });

  test("has to be annotated", async () => {
    const tag = tagRelease({ repositories: { open: () => Promise.reject(new Error("not reached")) }, identity });
    const failure = tag.plan({ repository: "/r", sign: true, annotated: false });
    await expect(failure).rejects.toMatchObject({ code: "ERR_INPUT_INVALID" });
  });
});
