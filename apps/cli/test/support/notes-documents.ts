import { z } from "zod";
import { note, oid } from "./documents.js";

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

const draftPlace = { summary: z.string(), repository: z.string() };

export const draftPlan = z.strictObject({
  format: z.literal(1),
  kind: z.literal("draft-blog-post"),
  target: z.string(),
  input: z.json(),
  actions: z.array(
    z.discriminatedUnion("type", [
      z.strictObject({
        ...draftPlace,
        type: z.literal("push-draft"),
        ref: z.string(),
        oid,
        base: oid,
        at: z.int(),
      }),
      z.strictObject({
        ...draftPlace,
        type: z.literal("open-pull-request"),
        head: z.string(),
        base: z.string(),
        title: z.string(),
      }),
      z.strictObject({
        ...draftPlace,
        type: z.literal("update-pull-request"),
        head: z.string(),
        base: z.string(),
        labels: z.array(z.string()),
        reviewers: z.array(z.string()),
      }),
    ]),
  ),
  problems: z.array(note),
  warnings: z.array(note),
  facts: z.strictObject({
    branch: z.string(),
    base: z.string().nullable(),
    pullRequest: z.strictObject({ number: z.int(), url: z.url(), state: z.string() }).nullable(),
  }),
  digest: z.string().regex(/^[0-9a-f]{64}$/),
});
