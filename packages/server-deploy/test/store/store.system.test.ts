import { startHosts, type TestHosts } from "@signalbox/testbed/hosts";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, it } from "vitest";
import { HOST_NEEDS, systemSuite } from "../../../../tools/require-system.js";
import type { Host } from "../../src/ports.js";
import type { SshHosts } from "../../src/ssh.js";
import { pruneStore } from "../../src/store/prune-store.js";
import { stageFiles } from "../../src/store/stage-files.js";
import { storePath, type StoreFile } from "../../src/store/store-file.js";
import { runTransaction } from "../../src/transaction/run-transaction.js";
import { bedHosts } from "../support/bed-hosts.js";
import { request, script } from "../transaction/requests.js";

const fileOf = (name: string, content: Buffer, more: Partial<StoreFile> = {}): StoreFile => ({
  name,
  sha256: createHash("sha256").update(content).digest("hex"),
  bytes: content.length,
  open: () => Readable.from([content]),
  ...more,
});
const never = (): never => {
  throw new Error("asked for what was there");
};

systemSuite("the store of a host", [...HOST_NEEDS, "command:openssl"], () => {
  let bed: TestHosts;
  let hosts: SshHosts;
  let host: Host;
  let web: Server;
  let folder: string;
  let origin: string;
  const pages = new Map<string, Buffer>();
  beforeAll(async () => {
    bed = await startHosts({ hosts: [{ name: "api" }] });
    hosts = bedHosts(bed);
    host = await hosts.open("api");
    folder = await mkdtemp(join(tmpdir(), "store-"));
    const [key, certificate] = [join(folder, "key"), join(folder, "certificate")];
    const subject = ["-subj", "/CN=gateway", "-addext", "subjectAltName=DNS:gateway"];
    const made = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    execFileSync("openssl", [...made, ...subject, "-keyout", key, "-out", certificate], { stdio: "ignore" });
    await bed.host("api").writeFile("/etc/ssl/certs/ca-certificates.crt", readFileSync(certificate));
    web = createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (ask, answer) => {
      const page = pages.get(ask.url ?? "");
      answer.writeHead(page === undefined ? 404 : 200).end(page);
    });
    await new Promise<void>((resolve) => web.listen(0, bed.gateway, resolve));
    const address = web.address();
    origin = `https://gateway:${typeof address === "object" ? address?.port : ""}`;
  });
  afterAll(async () => {
    web?.close();
    await hosts?.close();
    await bed?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("gets what is missing on the channel that begins the work, once", async () => {
    const big = fileOf("api_1.4.2_amd64.deb", Buffer.alloc(5_000_000, "x"));
    const small = fileOf("api.service", Buffer.from("[Unit]\n"));
    const look = (file: StoreFile): string => `sha256sum <${storePath(file)} | grep -q ${file.sha256}`;
    const commands = [script("looking", `${look(big)} && ${look(small)}`)];
    expect(await runTransaction(host, request(commands), { files: [big, small] })).toMatchObject({ state: "ok" });
    const again = { ...big, open: never };
    expect(await stageFiles(host, [again, small])).toEqual({ brought: [] });
    expect(await runTransaction(host, request(commands), { files: [again] })).toMatchObject({ state: "ok" });
    expect(await bed.host("api").run("stat -c '%a %U' /var/lib/signalbox /var/lib/signalbox/store")).toBe(
      "700 root\n700 root\n",
    );
  });

  it("refuses another content, and begins nothing", async () => {
    const wrong = fileOf("api.deb", Buffer.from("right"), { open: () => Readable.from(["wrong"]) });
    const short = fileOf("api.deb", Buffer.from("right!"), { open: () => Readable.from(["ri"]) });
    const asked = request([script("looking", "true")]);
    await expect(runTransaction(host, asked, { files: [wrong] })).rejects.toMatchObject({
      code: "ERR_DIGEST_MISMATCH",
    });
    await expect(stageFiles(host, [short])).rejects.toMatchObject({ code: "ERR_FILE_CHANGED" });
    const long = { ...short, open: () => Readable.from(["right!?"]) };
    await expect(stageFiles(host, [long])).rejects.toMatchObject({ code: "ERR_FILE_CHANGED" });
    const failing = fileOf("api.deb", Buffer.from("gone"), {
      open: () => Readable.from((async function* () { yield "go"; throw new Error("the disk here failed"); })()), // prettier-ignore
    });
    await expect(stageFiles(host, [failing])).rejects.toThrow("the disk here failed");
    expect(await bed.host("api").exists(`/var/lib/signalbox/tx/${asked.id}`)).toBe(false);
    // Those that were cut off are cleared away by the host itself, in its own time.
    const parts = (): Promise<string> => bed.host("api").run("find /var/lib/signalbox/store -name '.part*'");
    await expect.poll(parts, { timeout: 5000 }).toBe("");
    // What was damaged there afterwards is brought again.
    const good = fileOf("lib.deb", Buffer.from("good"));
    await stageFiles(host, [good]);
    await bed.host("api").writeFile(storePath(good), "bad!");
    expect(await stageFiles(host, [good])).toEqual({ brought: [good.sha256] });
  });

  it("pulls from an https address, checks what it gets, and says why it could not", async () => {
    const content = Buffer.alloc(300_000, "y");
    pages.set("/a.deb", content);
    const pulled = fileOf("a.deb", content, { open: undefined, url: `${origin}/a.deb` });
    expect(await stageFiles(host, [pulled])).toEqual({ brought: [pulled.sha256] });
    expect(await bed.host("api").readFile(storePath(pulled))).toBe(content.toString());
    const absent = fileOf("b.deb", Buffer.from("b"), { open: undefined, url: `${origin}/b.deb` });
    await expect(stageFiles(host, [absent])).rejects.toMatchObject({
      code: "ERR_HOST_DOWNLOAD",
      message: expect.stringContaining("404"),
    });
    const other = fileOf("c.deb", Buffer.from("c"), { open: undefined, url: `${origin}/a.deb` });
    await expect(stageFiles(host, [other])).rejects.toMatchObject({
      code: expect.stringMatching(/ERR_DIGEST_MISMATCH|ERR_HOST_DOWNLOAD/),
    });
    for (const url of ["http://gateway/a.deb", "https://me:secret@gateway/a.deb", "https://gateway/a?token=abc"])
      await expect(stageFiles(host, [{ ...pulled, url }])).rejects.toMatchObject({ code: "ERR_INPUT_INVALID" });
    for (const name of ["../x", ".x", "-x", "a b", "a/b", ""])
      await expect(stageFiles(host, [{ ...pulled, name }])).rejects.toMatchObject({ code: "ERR_INPUT_INVALID" });
  });

  it("forgets what is old and not to be kept", async () => {
    const [kept, old, fresh] = ["kept", "old", "fresh"].map((text) => fileOf(`${text}.deb`, Buffer.from(text))) as [
      StoreFile,
      StoreFile,
      StoreFile,
    ];
    await stageFiles(host, [kept, old, fresh]);
    for (const { sha256 } of [kept, old])
      await bed.host("api").run(["touch", "-d", "2 days ago", `/var/lib/signalbox/store/${sha256}`]);
    expect(await pruneStore(host, [kept.sha256])).toEqual([old.sha256]);
    expect(await bed.host("api").exists(storePath(kept))).toBe(true);
    expect(await bed.host("api").exists(storePath(fresh))).toBe(true);
  });

  it("does not use a folder that others could have made", async () => {
    await bed
      .host("api")
      .run(
        "mv /var/lib/signalbox /var/lib/aside; mkdir -p /tmp/trap/tx /tmp/trap/store; ln -s /tmp/trap /var/lib/signalbox",
      );
    await expect(runTransaction(host, request([script("looking", "true")]))).rejects.toMatchObject({
      code: "ERR_HOST_FOLDER",
    });
    await bed
      .host("api")
      .run("rm /var/lib/signalbox; mv /tmp/trap /var/lib/signalbox; chown deploy /var/lib/signalbox");
    await expect(runTransaction(host, request([script("looking", "true")]))).rejects.toMatchObject({
      code: "ERR_HOST_FOLDER",
    });
    await bed.host("api").run("rm -r /var/lib/signalbox; mv /var/lib/aside /var/lib/signalbox");
  });
});
