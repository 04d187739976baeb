import { resolve } from "node:path";
import type { PlayKinds } from "@signalbox/play-publish";
import type { Json } from "@signalbox/release-core";

/** Paths of builds in a train begin where its configuration is, from wherever it is run or resumed. */
export function locatedBuilds(kinds: PlayKinds, folder: string): PlayKinds {
  const { "upload-release": upload, ...operations } = kinds.operations;
  const { "check-artifact": check, ...reads } = kinds.reads;
  if (upload === undefined || check === undefined) return kinds;
  return {
    ...kinds,
    reads: { ...reads, "check-artifact": (input, options) => check(located(input, folder), options) },
    operations: {
      ...operations,
      "upload-release": {
        ...upload,
        plan: (input: Json, options) => {
          const { artifacts } = (input ?? {}) as { readonly artifacts?: Json };
          if (!Array.isArray(artifacts)) return upload.plan(input, options);
          const found = artifacts.map((artifact: Json) => located(artifact, folder));
          return upload.plan({ ...(input as object), artifacts: found }, options);
        },
      },
    },
  };
}

const PATHS = ["path", "mapping", "nativeSymbols"];

/** What is no object of texts is left for the schema to refuse. */
function located(given: Json, folder: string): Json {
  if (given === null || typeof given !== "object" || Array.isArray(given)) return given;
  return Object.fromEntries(
    Object.entries(given).map(([name, value]): [string, Json] => [
      name,
      PATHS.includes(name) && typeof value === "string" ? resolve(folder, value) : value,
    ]),
  );
}
