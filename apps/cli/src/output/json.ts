import { isReleaseError, redactJson, redactText, toJson, type Json } from "@signalbox/release-core";
import { errorText } from "./human.js";
import type { Output, OutputOptions } from "./output.js";
import { styleOf } from "./style.js";

/** `--json`: one document on stdout and nothing else there. `--jsonl`: a line for each event, the answer last. */
export function jsonOutput(options: OutputOptions): Output {
  const { stdout, stderr, format, isVerbose } = options;
  const style = styleOf(options.color ?? stderr.isTTY);
  const line = (value: Json): void => {
    stdout.write(`${JSON.stringify(value)}\n`);
  };
  return {
    style,
    isLive: false,
    answer: (document) => {
      if (format === "jsonl") line({ type: "answer", document: toJson(document) });
      else stdout.write(`${JSON.stringify(document, null, 2)}\n`);
    },
    text: () => Promise.resolve(),
    note: () => undefined,
    event: (event) => {
      if (format === "jsonl") line(toJson(event));
    },
    frame: () => undefined,
    failure: () => undefined,
    error: (error) => {
      const document = errorDocument(error);
      if (format === "jsonl") line({ type: "error", ...document });
      else stdout.write(`${JSON.stringify(document, null, 2)}\n`);
      if (isVerbose) stderr.write(`${errorText(error, style, true)}\n`);
    },
  };
}

/** `{ format: 1, error: { code, message, hint, details } }`, and the receipt of what had been applied before. */
export function errorDocument(error: unknown): { readonly format: 1; readonly error: Json } {
  if (!isReleaseError(error)) {
    const message = redactText(error instanceof Error ? error.message : String(error));
    return {
      format: 1,
      error: { code: "ERR_UNEXPECTED", message, hint: "Run again with --verbose and report it.", details: null },
    };
  }
  return { format: 1, error: errorJson(error) };
}

/** The same for one of many: `{ code, message, hint, details }`. */
export function errorJson(error: unknown): Json {
  if (!isReleaseError(error)) return errorDocument(error).error;
  const { code, message, hint, details, receipt } = error;
  return redactJson({ code, message, hint, details, ...(receipt === undefined ? {} : { receipt }) });
}
