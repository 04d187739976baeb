import { z } from "zod";
import { note } from "./documents.js";

// What docs/reference/json.md promises of `notes render` and `notes check`; strict, as in documents.ts.

export const notesDocument = z.strictObject({
  format: z.literal(1),
  release: z.string(),
  sections: z.array(
    z.strictObject({
      title: z.string(),
      components: z.array(
        z.strictObject({
          name: z.string(),
          version: z.string().nullable(),
          entries: z.array(
            z.strictObject({
              text: z.string(),
              kind: z.string(),
              references: z.array(z.string()),
              commit: z
                .string()
                .regex(/^[0-9a-f]{40}$/)
                .nullable(),
            }),
          ),
        }),
      ),
    }),
  ),
  findings: z.array(note),
});

export const notesFindings = z.strictObject({
  format: z.literal(1),
  /** Or the page that was looked at. */
  release: z.string().optional(),
  page: z.string().nullable().optional(),
  findings: z.array(z.strictObject({ ...note.shape, component: z.string().optional(), stops: z.boolean() })),
});

export const publishPlan = z.strictObject({
  format: z.literal(1),
  kind: z.literal("publish-notes"),
  target: z.string(),
  input: z.json(),
  actions: z.array(
    z.strictObject({
      type: z.literal("insert-notes"),
      summary: z.string(),
      repository: z.string().nullable(),
      ref: z.string().nullable(),
      path: z.string(),
      environment: z.string(),
      week: z.iso.date(),
      section: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .nullable(),
      makesPage: z.boolean(),
      added: z.array(
        z.strictObject({ component: z.string(), version: z.string().nullable(), texts: z.array(z.string()) }),
      ),
      removed: z.int(),
    }),
  ),
  problems: z.array(note),
  warnings: z.array(note),
  facts: z.strictObject({
    branch: z.string().nullable(),
    page: z.string().nullable(),
    week: z.iso.date().nullable(),
    edits: z.array(z.strictObject({ at: z.int(), remove: z.int(), insert: z.string() })),
  }),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
