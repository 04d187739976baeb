import { writeSync } from "node:fs";
import { quickAnswer } from "./args/quick-answer.js";
import { COMMANDS } from "./command-table/index.js";

declare const SIGNALBOX_VERSION: string;

// Version and help are answered from plain tables, before a stream, a parser or anything else is loaded.
const args = process.argv.slice(2);
const answer = quickAnswer(args, SIGNALBOX_VERSION, () => process.stdout.columns);
if (answer === null) void start();
else print(`${answer}\n`);

async function start(): Promise<void> {
  const { loadProgram } = await import("./start/load-program.js");
  const isCommand = COMMANDS.some(({ name }) => name.split(" ", 1)[0] === args[0]);
  await loadProgram(process, isCommand ? (args[0] ?? null) : null).runProcess(process, args);
}

function print(text: string): void {
  try {
    writeSync(1, text);
  } catch {
    // A pipe that is full for the moment, or closed: the stream knows how to deal with both.
    process.stdout.on("error", () => undefined).write(text);
  }
}
