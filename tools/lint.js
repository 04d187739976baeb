// oxlint for the rules that need types, by the native compiler, then ESLint for all others. ESLint's boundary rule reads
// nx's cached project graph and, without one, only warns and lets everything pass: so the graph is made first, and the
// warning is a failure.
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = (name) => fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));
const fix = process.argv.includes("--fix") ? ["--fix"] : [];
const env = { ...process.env, NX_DAEMON: "false" };

// One program for the workspace: with one for each package, what they share is checked anew in each.
const program = ["--tsconfig", "tsconfig.json"];
const typed = spawnSync(bin("oxlint"), [...program, ...fix, "."], { cwd: root, env, stdio: "inherit" });

execFileSync(bin("nx"), ["show", "projects"], { cwd: root, env, stdio: ["ignore", "ignore", "inherit"] });

const colour = process.stdout.isTTY ? ["--color"] : [];
const args = [".", "--max-warnings", "0", ...colour, ...process.argv.slice(2)];
const eslint = spawn(bin("eslint"), args, { cwd: root, env, stdio: ["ignore", "pipe", "inherit"] });
let output = "";
eslint.stdout.setEncoding("utf8").on("data", (text) => {
  output += text;
  process.stdout.write(text);
});
eslint.on("close", (code) => {
  const skipped = output.includes("The rule will be skipped");
  if (skipped) console.error("The module boundaries were not checked: nx had no project graph.");
  process.exitCode = skipped || typed.status !== 0 ? 1 : (code ?? 1);
});
