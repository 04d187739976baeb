import { randomUUID } from "node:crypto";
import { appendFile } from "node:fs/promises";

/**
 * Writes outputs into the file of `GITHUB_OUTPUT`. The mark that ends a value is random, so that no value can end itself
 * and set others.
 * Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands#multiline-strings
 */
export async function writeOutputs(file: string, outputs: Readonly<Record<string, string>>): Promise<void> {
  const lines = Object.entries(outputs).map(([name, value]) => {
    const mark = `signalbox_${randomUUID()}`;
    return `${name}<<${mark}\n${value}\n${mark}\n`;
  });
  await appendFile(file, lines.join(""));
}

/** A line that a runner shows as an error of the step. */
export const errorLine = (message: string): string =>
  `::error::${message.replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A")}\n`;
