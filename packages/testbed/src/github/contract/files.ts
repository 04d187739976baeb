import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Found through the package's own name, so that a bundle of this code finds it too. */
const folder = join(dirname(createRequire(import.meta.url).resolve("@signalbox/testbed/package.json")), "contracts");

/** GitHub's description of its REST API, cut by `scripts/slice-github.mjs`. */
export const readOpenApi = (): Promise<string> => readFile(join(folder, "github.openapi.json"), "utf8");

/** GitHub's GraphQL schema, cut by the same script. */
export const readSchema = (): Promise<string> => readFile(join(folder, "github.graphql"), "utf8");
