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
  release: z.string(),
  findings: z.array(z.strictObject({ ...note.shape, component: z.string().optional(), stops: z.boolean() })),
});
