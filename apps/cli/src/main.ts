import { writeSync } from "node:fs";
import { quickAnswer } from "./args/quick-answer.js";
import { COMMON, OPTIONS } from "./args/options.js";
import { COMMANDS } from "./command-table/index.js";

declare const SIGNALBOX_VERSION: string;

// Version and help are answered from plain tables, before a stream, a parser or anything else is loaded. The tables
// are handed on rather than imported again, so that this stays one file when it is bundled.
const args = process.argv.slice(2);
const answer = quickAnswer(args, SIGNALBOX_VERSION);
if (answer === null) {
  const { runProcess } = await import("./run-process.js");
  await runProcess(process, args, { commands: COMMANDS, common: COMMON, options: OPTIONS });
} else {
  print(`${answer}\n`);
}

function print(text: string): void {
  try {
    writeSync(1, text);
  } catch {
    // A pipe that is full for the moment, or closed: the stream knows how to deal with both.
    process.stdout.on("error", () => undefined).write(text);
  }
}
