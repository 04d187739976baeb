import type { Random } from "./random.js";

export interface Person {
  readonly name: string;
  readonly email: string;
}

/** Who writes the generated commits, unless a history names its own. */
export const AUTHORS: readonly [Person, ...Person[]] = [
  { name: "Mara Tui", email: "mara@kea.example" },
  { name: "Jonas Lindqvist", email: "jonas@kea.example" },
  { name: "Priya Nair", email: "priya@kea.example" },
  { name: "Tāne Rāwiri", email: "tane@kea.example" },
  { name: "Zoë O'Brien", email: "zoe@kea.example" },
];

const VERBS = ["Fix", "Improve", "Add", "Log", "Retry", "Simplify", "Document", "Handle", "Speed up", "Test"] as const;
const OBJECTS = [
  "reconnect after the modem sleeps",
  "battery voltage reporting",
  "clip length near midnight",
  "upload queue on a full disk",
  "time zone in the schedule",
  "device registration",
  "the low-power window",
  "thumbnail selection",
  "tag search",
  "error message for a missing config",
  "frame rate after a restart",
  "event batching",
  "temperature calibration",
  "retry back-off",
  "the build on arm64",
  "audio lure volume",
] as const;

/** A commit subject as people write them; one in eight names its pull request, one in nine a card. */
export function subjectOf(random: Random): string {
  const text = `${random.pick(VERBS)} ${random.pick(OBJECTS)}`;
  const kind = random.below(72);
  if (kind % 9 === 0) return `#${100 + random.below(1900)} | ${text}`;
  if (kind % 8 === 0) return `${text} (#${1 + random.below(400)})`;
  return text;
}
