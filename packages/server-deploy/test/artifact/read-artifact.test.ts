import { execFileSync } from "node:child_process";
import { mkdtemp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checksumOf } from "../../src/artifact/checksums.js";
import { ar, control, smallDeb, tar } from "../support/small-deb.js";
import { readArtifact } from "../../src/artifact/read-artifact.js";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "artifact-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

let count = 0;
const at = async (content: Buffer): Promise<string> => {
  const path = join(folder, `package-${(count += 1)}`);
  await writeFile(path, content);
  return path;
};

describe("readArtifact", () => {
  test("reads a .deb without its name saying so", async () => {
    expect(await readArtifact(await at(smallDeb()))).toMatchObject({
      format: "deb",
      package: "modemd",
      version: "1:1.4.2~rc1-1",
      architecture: "arm64",
      installedSize: 12_288,
      conffiles: ["/etc/modemd.yaml"],
      depends: "libc6, systemd (>= 240), foo | bar",
    });
  });

  test.each(["none", "gzip", "xz", "zstd"])("reads one that dpkg-deb packed with %s", async (packing) => {
    const tree = join(folder, packing);
    await mkdir(join(tree, "DEBIAN"), { recursive: true });
    await writeFile(join(tree, "DEBIAN", "control"), `${control}Maintainer: a <a@example.org>\n`);
    const path = `${tree}.deb`;
    execFileSync("dpkg-deb", ["--root-owner-group", `-Z${packing}`, "--build", tree, path], { stdio: "ignore" });
    expect(await readArtifact(path)).toMatchObject({ package: "modemd", version: "1:1.4.2~rc1-1" });
  });

  test.each([
    ["no file", null, "ERR_ARTIFACT_MISSING"],
    ["an empty file", Buffer.alloc(0), "ERR_ARTIFACT_UNREADABLE"],
    ["a page that says 404", Buffer.from("<html>Not Found"), "ERR_ARTIFACT_UNREADABLE"],
    ["another archive", ar([["index", Buffer.from("x")]]), "ERR_ARTIFACT_UNREADABLE"],
    [
      "no data",
      ar([
        ["debian-binary", Buffer.from("2.0\n")],
        ["control.tar", tar({ control })],
      ]),
      "ERR_ARTIFACT_TRUNCATED",
    ],
    ["a name with a blank", smallDeb({ control: control.replace("modemd", "modem d") }), "ERR_ARTIFACT_UNREADABLE"],
    ["no control file", smallDeb({ conffiles: "" }), "ERR_ARTIFACT_UNREADABLE"],
    ["a bomb", smallDeb({ control, bomb: "\0".repeat(20_000_000) }), "ERR_ARTIFACT_TOO_LARGE"],
    ["the beginning of an RPM", Buffer.from("edabeedb0300000000", "hex"), "ERR_ARTIFACT_TRUNCATED"],
  ])("refuses %s", async (_, content, code) => {
    const path = content === null ? join(folder, "nowhere") : await at(content);
    await expect(readArtifact(path)).rejects.toMatchObject({ code });
  });

  test("a .deb that is cut anywhere is refused", async () => {
    const whole = smallDeb();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: whole.length - 2 }), async (length) => {
        const path = await at(whole.subarray(0, length));
        await expect(readArtifact(path)).rejects.toMatchObject({ code: expect.stringMatching(/^ERR_ARTIFACT_/) });
      }),
      { numRuns: 60 },
    );
  });

  test("whatever byte is changed, the answer is an artifact or a typed error", async () => {
    const whole = smallDeb();
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), async (place, byte) => {
        const damaged = Buffer.from(whole);
        damaged[place] = byte;
        const answer = await readArtifact(await at(damaged)).catch((error: unknown) => error);
        expect(answer).toMatchObject(
          answer instanceof Error ? { code: expect.stringMatching(/^ERR_ARTIFACT_/) } : { format: "deb" },
        );
      }),
      { numRuns: 100 },
    );
  });

  test("the digest is of the whole file", async () => {
    const path = await at(smallDeb());
    const [expected] = execFileSync("sha256sum", [path], { encoding: "utf8" }).split(" ");
    expect((await readArtifact(path)).sha256).toBe(expected);
    expect((await readFile(path)).length).toBe((await readArtifact(path)).size);
  });
});

test.each([
  ["modemd_1.0_arm64.deb", "a".repeat(64)],
  ["./modemd_1.0_arm64.deb", null],
  ["other.deb", null],
])("checksumOf finds %s", (name, expected) => {
  const list = `${"A".repeat(64)}  ./modemd_1.0_arm64.deb\r\n${"b".repeat(64)} *second.deb\nnonsense\n`;
  expect(checksumOf(list, name)).toBe(expected);
});
