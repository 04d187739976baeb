import { inspect } from "node:util";
import { isReleaseError, redactText } from "@signalbox/release-core";
import { nameOptions } from "./name-options.js";
import type { Output, OutputOptions } from "./output.js";
import { clip, styleOf, type Style, wrap } from "./style.js";
import { writeAll } from "./write-all.js";

/** Answers on stdout; everything else on stderr. */
export function humanOutput(options: OutputOptions): Output {
  const { stdout, stderr, color, isQuiet, isVerbose, commandOptions } = options;
  const answerStyle = styleOf(color ?? stdout.isTTY);
  const style = styleOf(color ?? stderr.isTTY);
  const isLive = stderr.isTTY && !isQuiet;
  let drawn: readonly string[] = [];
  const erase = (): string => (drawn.length === 0 ? "" : `\u001b[${drawn.length}A\u001b[0J`);
  const above = (text: string): void => {
    stderr.write(
      `${erase()}${wrap(nameOptions(text, commandOptions), stderr.columns)}\n${drawn.map((line) => `${line}\n`).join("")}`,
    );
  };
  return {
    style,
    isLive,
    answer: (_document, text) =>
      stdout.write(`${wrap(nameOptions(text(answerStyle), commandOptions), stdout.columns)}\n`),
    text: (pieces) => writeAll(pieces, stdout),
    note: (line) => {
      if (!isQuiet) above(line);
    },
    event: (_event, line) => {
      if (line !== null && !isQuiet) above(line);
    },
    frame: (lines) => {
      if (!isLive) return;
      // What does not fit on the screen could not be drawn over; the last lines say what happens now.
      const fitting = lines.slice(-(stderr.rows - 1)).map((line) => clip(line, stderr.columns));
      if (fitting.join("\n") === drawn.join("\n")) return;
      stderr.write(`${erase()}${fitting.map((line) => `${line}\n`).join("")}`);
      drawn = fitting;
    },
    error: (error) => above(errorText(error, style, isVerbose)),
    failure: (error, next) => {
      const { code = "ERR_UNEXPECTED", message = "", hint = "" } = (error ?? {}) as Partial<Record<string, string>>;
      above(
        redactText(
          `${style.red("error:")} ${harmless(message)}\n${style.yellow("hint:")} ${harmless(hint)} ${next} ${style.dim(`[${code}]`)}`,
        ),
      );
    },
  };
}

/** What, where, why; then the next step and the code. A stack only when asked for. */
export function errorText(error: unknown, style: Style, isVerbose: boolean): string {
  if (!isReleaseError(error)) {
    const message = error instanceof Error ? error.message : String(error);
    return redactText(
      [
        `${style.red("error:")} ${message}`,
        `${style.yellow("hint:")} this is a fault of Signalbox; run again with --verbose and report it ${style.dim("[ERR_UNEXPECTED]")}`,
        ...(isVerbose && error instanceof Error ? [style.dim(error.stack ?? "")] : []),
      ].join("\n"),
    );
  }
  const lines = [
    `${style.red("error:")} ${harmless(error.message)}`,
    `${style.yellow("hint:")} ${harmless(error.hint)} ${style.dim(`[${error.code}]`)}`,
  ];
  if (isVerbose) lines.push(style.dim(error.stack ?? ""), ...causes(error.cause).map((line) => style.dim(line)));
  return redactText(lines.join("\n"));
}

/** A remote's words are in errors; they must not steer the terminal. */
const harmless = (text: string): string => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "");

function causes(cause: unknown): string[] {
  if (!(cause instanceof Error)) return cause === undefined ? [] : [`caused by: ${inspect(cause)}`];
  return [`caused by: ${cause.stack ?? cause.message}`, ...causes(cause.cause)];
}
