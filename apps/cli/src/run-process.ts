import { setMaxListeners } from "node:events";
import { isatty } from "node:tty";
import { COMMON, OPTIONS } from "./args/options.js";
import { type OutputChoice, outputChoice, runCli } from "./cli.js";
import { COMMANDS } from "./command-table/index.js";
import { readEnvironment } from "./config/environment.js";
import { aborted } from "./errors.js";
import { EXIT, exitCodeOf } from "./exit-codes.js";
import type { Output } from "./output/output.js";

/** Runs one command line as this process: signals in, exit code out. */
export async function runProcess(host: NodeJS.Process, args: readonly string[]): Promise<void> {
  const env = readEnvironment(host.env);
  const controller = new AbortController();
  // Every child process listens to it, and a report over many repositories has many at once.
  setMaxListeners(0, controller.signal);
  // The first signal ends the work in an orderly way and keeps the journal whole; a second one ends at once.
  for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    host.on(name, () => {
      if (controller.signal.aborted) host.exit(EXIT.aborted);
      controller.abort(aborted(name));
    });
  }
  let opened: Output | undefined;
  const output = async (choice: OutputChoice): Promise<Output> => {
    const options = { ...choice, color: env.color, stdout: host.stdout, stderr: host.stderr };
    opened =
      choice.format === "human"
        ? (await import("./output/human.js")).humanOutput(options)
        : (await import("./output/json.js")).jsonOutput(options);
    return opened;
  };
  // What nobody caught is a fault of ours; it is told like any other error. A fault in telling it ends the process.
  host.once("uncaughtException", (error) => {
    host.on("uncaughtException", () => host.exit(EXIT.failure));
    void output(choiceOf(args)).then((out) => {
      out.error(error);
      host.exit(exitCodeOf(error));
    });
  });
  // A reader that went away (`signalbox log … | head`) is no failure.
  host.stdout.on("error", (error: NodeJS.ErrnoException) => host.exit(error.code === "EPIPE" ? EXIT.ok : EXIT.failure));

  // `host.stdin` would open a stream, which few commands read.
  const isTerminal = isatty(0) && isatty(2);
  try {
    host.exitCode = await runCli({
      args,
      tables: { commands: COMMANDS, common: COMMON, options: OPTIONS },
      env,
      cwd: host.cwd(),
      isTerminal,
      signal: controller.signal,
      output,
    });
  } catch (error) {
    (opened ?? (await output(choiceOf(args)))).error(error);
    host.exitCode = exitCodeOf(error);
  }
}

/** How to print an error of a command line that may not be understood. */
function choiceOf(args: readonly string[]): OutputChoice {
  const asked = (long: string): true | undefined => (args.includes(long) ? true : undefined);
  const json = asked("--json");
  const verbose = asked("--verbose") ?? (args.includes("-v") ? true : undefined);
  return outputChoice({ json, jsonl: json === true ? undefined : asked("--jsonl"), verbose }, []);
}
