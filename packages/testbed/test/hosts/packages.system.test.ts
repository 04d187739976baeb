import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { HOST_NEEDS, systemSuite } from "../../../../tools/require-system.js";
import { buildDeb, buildRpm, corrupted, type PackageSpec, truncated } from "../../src/hosts/index.js";
import { scratch } from "../scratch.js";

const ask = async (command: string, ...args: string[]): Promise<string> =>
  (await promisify(execFile)(command, args)).stdout;

systemSuite("packages", HOST_NEEDS, () => {
  const spec: PackageSpec = { name: "camera", version: "1:4.1.0~rc1-2", files: { "/opt/camera/model": "small" } };

  test("a Debian package is what was asked for", async () => {
    const built = await buildDeb(await scratch(), {
      ...spec,
      architecture: "arm64",
      depends: ["libc6 (>= 2.30)", "perl"],
    });
    expect(await ask("dpkg-deb", "--field", built.path, "Package", "Version", "Architecture", "Depends")).toBe(
      "Package: camera\nVersion: 1:4.1.0~rc1-2\nArchitecture: arm64\nDepends: libc6 (>= 2.30), perl\n",
    );
    expect(await ask("dpkg-deb", "--contents", built.path)).toMatch(
      /-rw-r--r-- root\/root +5 .* \.\/opt\/camera\/model/,
    );
  });

  test("an RPM is what was asked for", async () => {
    const scripts = { beforeRemove: "echo 100%d" };
    const built = await buildRpm(await scratch(), {
      ...spec,
      architecture: "aarch64",
      depends: ["bash >= 5"],
      scripts,
    });
    const query = "%{NAME} %{EPOCH}:%{VERSION}-%{RELEASE} %{ARCH} [%{REQUIRES} %{REQUIREVERSION},]%{PREUN}";
    const answer = await ask("rpm", "--query", "--package", "--queryformat", query, built.path);
    expect(answer).toMatch(/^camera 1:4\.1\.0~rc1-2 aarch64 .*bash 5,.*echo 100%d$/);
    expect(built).toMatchObject({ version: "1:4.1.0~rc1-2", architecture: "aarch64" });
  });

  test.each([
    ["deb", buildDeb, ["dpkg-deb", "--extract"]],
    ["rpm", buildRpm, ["rpm", "--checksig"]],
  ] as const)(
    "the same %s is built once, another content of the same name beside it; damage shows",
    async (kind, build, [command, check]) => {
      const folder = await scratch();
      const [first, again, other] = await Promise.all([
        build(folder, spec),
        build(folder, spec),
        build(folder, { ...spec, files: { "/opt/camera/model": "large" } }),
      ]);
      expect(again).toEqual(first);
      expect(other.path).not.toBe(first.path);
      expect(other.sha256).not.toBe(first.sha256);
      const rebuilt = await build(await scratch(), spec);
      expect(rebuilt.sha256).toBe(first.sha256);

      const rest = kind === "deb" ? [join(folder, "tree")] : [];
      await expect(ask(command, check, first.path, ...rest)).resolves.toBeDefined();
      for (const damage of [corrupted, truncated]) {
        const damaged = await damage(first.path, join(folder, "damaged"));
        expect(await readFile(damaged)).not.toEqual(await readFile(first.path));
        await expect(ask(command, check, damaged, ...rest)).rejects.toThrow();
      }
    },
  );

  test("what a package manager refuses is an error with a hint", async () => {
    const wrong = buildDeb(await scratch(), { name: "Camera_", version: "no version" });
    await expect(wrong).rejects.toMatchObject({
      code: "ERR_TESTBED_PACKAGE",
      hint: expect.stringContaining("dpkg-deb"),
    });
  });
});
