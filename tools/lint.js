// ESLint over the workspace. The boundary rule reads nx's cached project graph and, without one, only warns and lets
// everything pass: so the graph is made first, and the warning is a failure.
import { spawn, execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const bin = (name) => fileURLToPath(new URL(`../node_modules/.bin/${name}`, import.meta.url));
const env = { ...process.env, NX_DAEMON: "false" };

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
  process.exitCode = skipped ? 1 : (code ?? 1);
});
