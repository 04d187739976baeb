import { createHash } from "node:crypto";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { httpDownloads } from "../../src/artifact/downloads-http.js";
import { findArtifact } from "../../src/artifact/find-artifact.js";
import { smallDeb } from "../support/small-deb.js";

const deb = smallDeb();
const digest = createHash("sha256").update(deb).digest("hex");

let folder: string;
let server: Server;
let base: string;
let asked: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "downloads-"));
  server = createServer((request, response) => {
    asked.push(request.url ?? "");
    if (request.url === "/v1/modemd_1.0_all.deb") return void response.end(deb);
    if (request.url === "/sums.txt") return void response.end(`${digest}  modemd_1.0_all.deb\n`);
    if (request.url === "/broken.deb") {
      response.writeHead(200, { "content-length": deb.length });
      response.write(deb.subarray(0, 100));
      return void setImmediate(() => response.destroy());
    }
    response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked = [];
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await rm(folder, { recursive: true, force: true });
});

describe("findArtifact", () => {
  const find = (place: object, maxBytes?: number) =>
    findArtifact(place, httpDownloads({ folder, fetch, maxBytes }), {});

  test("fetches once what has its digest", async () => {
    const url = `${base}/v1/modemd_1.0_all.deb`;
    const checksums = `${base}/sums.txt`;
    expect(await find({ url, checksums })).toMatchObject({
      package: "modemd",
      sha256: digest,
      fileName: "modemd_1.0_all.deb",
    });
    expect(await find({ url, sha256: digest })).toMatchObject({ sha256: digest });
    expect(asked).toEqual(["/sums.txt", "/v1/modemd_1.0_all.deb"]);
  });

  test.each([
    ["another content", { url: "/v1/modemd_1.0_all.deb", sha256: "0".repeat(64) }, "ERR_ARTIFACT_DIFFERS"],
    ["nothing there", { url: "/nowhere.deb" }, "ERR_DOWNLOAD_FAILED"],
    ["a connection that breaks", { url: "/broken.deb" }, "ERR_DOWNLOAD_FAILED"],
    ["a list without it", { url: "/other.deb", checksums: "/sums.txt" }, "ERR_CHECKSUM_MISSING"],
  ])("%s", async (_, place, code) => {
    const full = Object.fromEntries(
      Object.entries(place).map(([key, value]) => [key, value.startsWith("/") ? base + value : value]),
    );
    await expect(find(full)).rejects.toMatchObject({ code });
    const left = await readdir(folder, { recursive: true });
    expect(left.filter((name) => name.endsWith(".part"))).toEqual([]);
  });

  test("stops at a size that no package has", async () => {
    await expect(find({ url: `${base}/v1/modemd_1.0_all.deb` }, 50)).rejects.toMatchObject({
      code: "ERR_ARTIFACT_TOO_LARGE",
    });
  });

  test("a local file is held to its digest and to its list", async () => {
    const file = join(folder, "modemd_1.0_all.deb");
    await writeFile(file, deb);
    const list = join(folder, "sums");
    await writeFile(list, `${"1".repeat(64)}  modemd_1.0_all.deb\n`);
    expect(await find({ file })).toMatchObject({ sha256: digest, path: file });
    await expect(find({ file, checksums: list })).rejects.toMatchObject({ code: "ERR_ARTIFACT_DIFFERS" });
    await expect(find({ file, checksums: join(folder, "none") })).rejects.toMatchObject({
      code: "ERR_ARTIFACT_MISSING",
    });
  });
});
