import { beforeAll, expect, it } from "vitest";
import { travel, type Trouble } from "./support/git-hub-journey.js";
import {
  type CountedTrouble,
  journalLines,
  killAtSyncs,
  killAtWrites,
  loseAnswers,
  type Side,
} from "./support/git-hub-trouble.js";
import { CONFIGURATION, serveGitHub, type ServedGitHub } from "./support/serve-git-hub.js";

const COMPONENTS = ["camera-recorder", "upload-processor"];
/** One date for all worlds, so that they have the same object ids. */
const endAt = new Date(Math.floor(Date.now() / 1000) * 1000);
const LIMIT_MS = 600_000;

const IS_EXHAUSTIVE = process.env["EXHAUSTIVE"] === "1";

/**
 * A killed process leaves the same files before a sync and after it, except for what runs beside the sync. So the sides
 * take turns at every sixth sync; with `EXHAUSTIVE=1` each has a journey of its own, and stops at every one.
 */
const SIDES: readonly { readonly name: string; readonly sides: readonly Side[] }[] = IS_EXHAUSTIVE
  ? [
      { name: "before every", sides: ["before"] },
      { name: "after every", sides: ["after"] },
    ]
  : [{ name: "before or after every sixth", sides: ["before", "after"] }];

/** Five pushes, three pull requests opened and merged, a draft and its publication; some at the same address. */
const WRITES = 13;
const DIFFERENT_WRITES = 9;

interface End {
  readonly standing: unknown;
  readonly effects: readonly string[];
  readonly releaseWrites: readonly string[];
}

/** Where everything is at the end, without the address of this one fake. */
async function endOf({ standing, effects, releaseWrites, gitHub }: ServedGitHub): Promise<End> {
  const text = JSON.stringify(await standing())
    .replaceAll(gitHub.url, "https://github.example")
    // A fingerprint of text in which that address stands.
    .replaceAll(/signalbox:notes [0-9a-f]+/g, "signalbox:notes");
  return { standing: JSON.parse(text) as unknown, effects: effects(), releaseWrites: releaseWrites() };
}

const serve = (): Promise<ServedGitHub> =>
  serveGitHub({ components: COMPONENTS, endAt, pullRequests: { merge: "signalbox", checks: true } });

/** A whole journey on a world of its own. */
async function journey(troubleOf: (served: ServedGitHub) => Trouble): Promise<End> {
  const served = await serve();
  try {
    await travel(served, troubleOf(served));
    expect(served.gitHub.violations).toEqual([]);
    return await endOf(served);
  } finally {
    await served.close();
  }
}

let calm: End;
let lines: ReadonlySet<string>;
beforeAll(async () => {
  const served = await serve();
  try {
    await travel(served);
    lines = new Set(await journalLines(served.folder));
    calm = await endOf(served);
  } finally {
    await served.close();
  }
  expect(calm.effects).toContain(`pull_request closed ${CONFIGURATION} update-prod → prod by mara`);
}, LIMIT_MS);

it.concurrent.each(SIDES)(
  "kill -9 $name sync of a train on GitHub: the same end, and each effect once",
  async ({ sides }) => {
    let trouble: CountedTrouble | undefined;
    const end = await journey((served) => (trouble = killAtSyncs(served, sides, IS_EXHAUSTIVE ? 1 : 6)));
    expect(end).toEqual(calm);
    const missed = [...lines].filter((line) => trouble?.crossed.has(line) !== true);
    expect(missed.length).toBeLessThanOrEqual(IS_EXHAUSTIVE ? 0 : (lines.size * 7) / 8);
  },
  LIMIT_MS,
);

// The answer of every write is lost below, so all of them are there and not known of; here the sides take turns.
it.concurrent(
  `kill -9 at every write to GitHub, before it happens ${IS_EXHAUSTIVE ? "and" : "or"} after: the same end, and each effect once`,
  async () => {
    let trouble: CountedTrouble | undefined;
    const { standing, effects } = await journey((served) => (trouble = killAtWrites(served, IS_EXHAUSTIVE ? 2 : 1)));
    expect({ standing, effects }).toEqual({ standing: calm.standing, effects: calm.effects });
    // Both tags may be on their way at once.
    expect(trouble?.crossed.size).toBeGreaterThan((IS_EXHAUSTIVE ? 2 : 1) * (WRITES - 2));
  },
  LIMIT_MS,
);

it.concurrent(
  "the answer of every write is lost: the same end, and each effect once",
  async () => {
    let lost: ReadonlySet<string> = new Set();
    const { standing, effects } = await journey((served) => {
      lost = loseAnswers(served);
      return { call: () => ({}), ended: ({ code }) => code === 1 };
    });
    expect({ standing, effects }).toEqual({ standing: calm.standing, effects: calm.effects });
    expect(lost.size).toBeGreaterThanOrEqual(DIFFERENT_WRITES);
  },
  LIMIT_MS,
);
