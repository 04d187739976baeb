import { fileURLToPath } from "node:url";
import { runAction } from "./run-action.js";
import { errorLine } from "./workflow-files.js";

const print = (text: string): void => void process.stdout.write(text);
const ownCli = fileURLToPath(new URL("../../cli/bin/signalbox.js", import.meta.url));
try {
  process.exitCode = await runAction({ env: process.env, cwd: process.cwd(), ownCli, print });
} catch (error) {
  print(errorLine(error instanceof Error ? error.message : String(error)));
  process.exitCode = 2;
}
