import type { GitHubEvent } from "./records.js";

/** Does something when it hears of an event, as an app with a webhook would. */
export type Robot = (event: GitHubEvent) => void | Promise<void>;

export interface Robots {
  add(robot: Robot): () => void;
  tell(event: GitHubEvent): void;
  /** Lets them hear what was told so far, one event after the other. */
  run(): void;
  settled(): Promise<void>;
}

export function robots(failed: (text: string) => void): Robots {
  const all = new Set<Robot>();
  const told: GitHubEvent[] = [];
  let work = Promise.resolve();
  const hear = async (event: GitHubEvent): Promise<void> => {
    for (const robot of all) {
      try {
        await robot(event);
      } catch (error) {
        failed(`a robot failed: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  };
  const run = (): void => {
    for (const event of told.splice(0)) work = work.then(() => hear(event));
  };
  return {
    add: (robot) => {
      all.add(robot);
      return () => void all.delete(robot);
    },
    tell: (event) => void told.push(event),
    run,
    settled: async () => {
      run();
      let seen: Promise<void>;
      do {
        seen = work;
        await seen;
      } while (seen !== work);
    },
  };
}
