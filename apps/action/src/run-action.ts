import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { commandWords } from "./command-words.js";
import { fieldsOf, textOf } from "./documents.js";
import { type Ended, outputsOf } from "./outputs.js";
import { summaryOf } from "./summary.js";
import { errorLine, writeOutputs } from "./workflow-files.js";

export interface Step {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** The CLI that came with the action, for repositories that have none installed. */
  readonly ownCli: string;
  readonly print: (text: string) => void;
}

/** Runs the command of a step; returns the exit code of the step. */
export async function runAction({ env, cwd, ownCli, print }: Step): Promise<number> {
  const input = (name: string): string => (env[`INPUT_${name.toUpperCase()}`] ?? "").trim();
  const folder = resolve(cwd, input("working-directory") || ".");
  const words = commandWords(input("command"));
  if (words.length === 0) throw new Error("the input `command` is empty");
  if (words.some((word) => /^--token(?:=|$)/.test(word)))
    throw new Error("give the token as the input `token`: a command line can be read by others");
  const args = words.some((word) => word === "--json" || word === "--jsonl") ? words : [...words, "--json"];
  const token = input("token");
  const ended = await run(cliFor(folder, ownCli), args, folder, {
    ...env,
    ...(token === "" ? {} : { GH_TOKEN: token }),
    CI: env["CI"] ?? "true",
  });
  print(ended.stdout);

  const document = parsed(ended.stdout);
  const { GITHUB_OUTPUT: outputs, GITHUB_STEP_SUMMARY: summary } = env;
  if (outputs !== undefined && outputs !== "") await writeOutputs(outputs, outputsOf(ended, document));
  if (summary !== undefined && summary !== "")
    await appendFile(summary, summaryOf(words.join(" "), ended.exitCode, document));
  const { message, hint } = fieldsOf(fieldsOf(document)["error"]);
  if (typeof message === "string") print(errorLine(`${message} ${textOf(hint)}`.trim()));
  return isSuccess(ended.exitCode, input("waiting")) ? 0 : ended.exitCode;
}

/** 10 says that there is something to do, which was asked for; 3 is what the step says it is. */
const isSuccess = (exitCode: number, waiting: string): boolean =>
  exitCode === 0 || exitCode === 10 || (exitCode === 3 && waiting === "success");

/** What the repository has installed comes first: it is the version that its people run. */
function cliFor(folder: string, ownCli: string): string {
  try {
    const manifest = createRequire(join(folder, "package.json")).resolve("signalbox/package.json");
    const bin = join(dirname(manifest), "bin", "signalbox.js");
    return existsSync(bin) ? bin : ownCli;
  } catch {
    return ownCli;
  }
}

function run(cli: string, args: readonly string[], cwd: string, env: Step["env"]): Promise<Ended> {
  const child = spawn(process.execPath, [cli, ...args], { cwd, env, stdio: ["ignore", "pipe", "inherit"] });
  // A job that is cancelled stops the command in its orderly way, with the journal whole.
  const stop = (signal: NodeJS.Signals): void => void child.kill(signal);
  process.on("SIGINT", stop).on("SIGTERM", stop);
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  return new Promise<Ended>((settle, reject) => {
    child.on("error", reject).on("close", (code) => settle({ exitCode: code ?? 130, stdout }));
  }).finally(() => process.off("SIGINT", stop).off("SIGTERM", stop));
}

/** With `--jsonl`, the last line has the answer. */
function parsed(stdout: string): unknown {
  for (const text of [stdout, stdout.trimEnd().split("\n").at(-1) ?? ""]) {
    try {
      const document: unknown = JSON.parse(text);
      return fieldsOf(document)["document"] ?? document;
    } catch {
      continue;
    }
  }
  return null;
}
