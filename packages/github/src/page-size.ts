import type { CallOptions } from "@signalbox/release-core";
import { tellSmaller } from "./tell-page.js";
import { isTooMuch } from "./too-much.js";

const LARGEST = 100;
const SMALLEST = 10;

/** Asks for a page of some size. */
export type AskPage = <T>(ask: (first: number) => Promise<T>) => Promise<T>;

/**
 * Pages as large as GitHub allows, and half as large from there on whenever it gives up on one: nested queries meet its
 * limit of ten seconds (https://docs.github.com/en/graphql/overview/rate-limits-and-query-limits-for-the-graphql-api).
 */
export function shrinkingPages(what: string, options: CallOptions | undefined): AskPage {
  let first = LARGEST;
  return async (ask) => {
    for (;;) {
      try {
        return await ask(first);
      } catch (error) {
        if (first <= SMALLEST || !isTooMuch(error)) throw error;
        first = Math.max(SMALLEST, Math.floor(first / 2));
        tellSmaller(what, first, options);
      }
    }
  };
}
