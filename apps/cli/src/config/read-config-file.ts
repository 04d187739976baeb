import { readFile } from "node:fs/promises";
import { extname } from "node:path";
import { pathToFileURL } from "node:url";
import { configUnreadable } from "../errors.js";
import { importFile } from "./import-file.js";

/**
 * Reads a configuration file by its kind; what reads a kind is loaded only for it.
 * @throws ReleaseError `ERR_CONFIG_UNREADABLE`
 */
export async function readConfigFile(file: string): Promise<unknown> {
  try {
    switch (extname(file)) {
      case ".json":
        return JSON.parse(await readFile(file, "utf8"));
      case ".yaml":
      case ".yml": {
        const { parse } = await import("yaml");
        return parse(await readFile(file, "utf8")) ?? {};
      }
      case ".js":
      case ".mjs":
        return defaultOf(await importFile(pathToFileURL(file).href));
      default:
        return defaultOf(await importTypeScript(file));
    }
  } catch (error) {
    throw configUnreadable(file, (error as Error).message, error);
  }
}

async function importTypeScript(file: string): Promise<unknown> {
  const { createJiti } = await import("jiti");
  // A configuration may say `import { defineConfig } from "signalbox"` where the package is not installed beside it.
  const self = new URL("./index.js", import.meta.url).pathname;
  return createJiti(import.meta.url, { fsCache: false, interopDefault: false, alias: { signalbox: self } }).import(
    file,
  );
}

const defaultOf = (module: unknown): unknown => (module as { default?: unknown }).default ?? {};
