import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { expect, it } from "vitest";

const run = promisify(execFile);
const app = fileURLToPath(new URL("..", import.meta.url));

it("the packed files alone work in an empty folder, with no workspace package beside them", async () => {
  const folder = await mkdtemp(join(tmpdir(), "signalbox-packed-"));
  try {
    const { stdout } = await run("npm", ["pack", "--json", "--ignore-scripts", "--pack-destination", folder], {
      cwd: app,
    });
    const [packed] = JSON.parse(stdout) as [{ filename: string; files: { path: string }[] }];
    expect(
      packed.files
        .map(({ path }) => path)
        .filter((path) => !/^(?:bin|dist|schema)\/|^(?:package\.json|README\.md|LICENSE)$/.test(path)),
    ).toEqual([]);
    await run("tar", ["-xzf", join(folder, packed.filename), "-C", folder]);
    const { dependencies } = JSON.parse(await readFile(join(folder, "package", "package.json"), "utf8")) as {
      dependencies: object;
    };
    expect(Object.keys(dependencies)).toEqual(["isomorphic-git", "jiti"]);
    const cwd = join(folder, "empty");
    await mkdir(cwd);
    await writeFile(join(cwd, "signalbox.config.yaml"), "components: []\nenvironments: [dev, prod]\n");
    const env = { PATH: process.env["PATH"] ?? "", HOME: cwd };
    const answer = await run(process.execPath, [join(folder, "package", "bin", "signalbox.js"), "status", "--json"], {
      cwd,
      env,
    });
    expect(JSON.parse(answer.stdout)).toMatchObject({ format: 1, components: [], runs: [] });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
