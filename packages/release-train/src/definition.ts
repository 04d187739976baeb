import { digestOf, type Json } from "@signalbox/release-core";
import type { Train } from "./train.js";

/** The digest of a train as it is written. Functions count as functions only: their source differs in every build. */
export function definitionOf(train: Train): string {
  return digestOf(
    JSON.parse(
      JSON.stringify(train, (_key, value: unknown) => (typeof value === "function" ? "function" : value)),
    ) as Json,
  );
}
