import { z } from "zod";
import { note, oid } from "./documents.js";

// The shapes of what is asked from GitHub alone; see docs/reference/json.md.

const time = z.iso.datetime();
const checkLine = z.strictObject({
  name: z.string(),
  app: z.string().nullable(),
  state: z.string(),
  since: time.nullable(),
  url: z.string().nullable(),
});
const evidence = z.strictObject({
  commit: oid.nullable(),
  branch: z.string().nullable(),
  failed: z.array(checkLine),
  running: z.array(checkLine),
  missing: z.array(z.string()),
  passed: z.int(),
  ignored: z.array(z.string()),
  unreadable: z.string().nullable(),
  missingSince: time.nullable(),
});
const checked = { name: z.string(), repository: z.string() };
const judged = { ...checked, reason: z.string(), evidence };

export const checksDocument = z.strictObject({
  format: z.literal(1),
  repositories: z.array(
    z.union([
      z.strictObject({ ...judged, status: z.literal("pass") }),
      z.strictObject({ ...judged, status: z.literal("wait"), retryAfterMs: z.int() }),
      z.strictObject({ ...judged, status: z.literal("block"), hint: z.string() }),
      z.strictObject({ ...checked, error: z.strictObject({ ...note.shape, details: z.json() }) }),
    ]),
  ),
});

const board = z.strictObject({ owner: z.string(), number: z.int(), title: z.string(), url: z.string() });

export const boardCardsDocument = z.strictObject({
  format: z.literal(1),
  board,
  release: z.strictObject({ name: z.string(), description: z.string(), active: z.boolean() }),
  cards: z.array(
    z.strictObject({
      id: z.string(),
      type: z.enum(["issue", "pull-request", "draft", "redacted"]),
      title: z.string().nullable(),
      url: z.string().nullable(),
      repository: z.string().nullable(),
      number: z.int().nullable(),
      state: z.enum(["open", "closed", "merged"]).nullable(),
      labels: z.array(z.string()),
      status: z.string().nullable(),
      category: z.string().nullable(),
      archived: z.boolean(),
    }),
  ),
  warnings: z.array(note),
});

const changeOfDescription = {
  summary: z.string(),
  board: board.pick({ owner: true, number: true }),
  field: z.strictObject({ id: z.string(), name: z.string() }),
  option: z.strictObject({ id: z.string(), name: z.string() }),
  marker: z.string(),
  active: z.boolean(),
  expectedDescription: z.string(),
};
export const boardAction = z.union([
  z.strictObject({ type: z.literal("manual-step"), ...changeOfDescription, url: z.string() }),
  z.strictObject({
    type: z.literal("replace-description"),
    ...changeOfDescription,
    description: z.string(),
    expectedOptions: z.array(
      z.strictObject({ id: z.string(), name: z.string(), color: z.string(), description: z.string() }),
    ),
  }),
]);
