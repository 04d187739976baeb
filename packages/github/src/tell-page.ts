import { type CallOptions, contextOf } from "@signalbox/release-core";

/** How much of a list is there; `total` where the host says it. */
interface SoFar {
  readonly done: number;
  readonly total?: number | undefined;
}

/** Says how far a list is read that has more pages than this one. `what`: for people. */
export function tellPage(what: string, { done, total }: SoFar, options: CallOptions | undefined): void {
  const message = `reading ${what}`;
  contextOf(options).emit({
    type: "progress",
    kind: "github",
    message,
    done,
    ...(total === undefined ? {} : { total }),
  });
}

/** Says that a question is asked again for less, since the host gave up on it. */
export function tellSmaller(what: string, size: number, options: CallOptions | undefined): void {
  const message = `GitHub gave up on ${what}; asking for ${size} at once`;
  contextOf(options).emit({ type: "progress", kind: "github", message });
}
