import { z } from "zod";
import { note, oid } from "./documents.js";

// What docs/reference/json.md promises of the `release` commands; strict, as in documents.ts.

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const slug = z.string().regex(/^[^/]+\/[^/]+$/);
const found = z.strictObject({ id: z.int(), url: z.string(), isDraft: z.boolean() });

const planOf = <Action extends z.ZodType, Facts extends z.ZodType>(kind: string, action: Action, facts: Facts) =>
  z.strictObject({
    format: z.literal(1),
    kind: z.literal(kind),
    target: z.string(),
    input: z.json(),
    actions: z.array(action),
    problems: z.array(note),
    warnings: z.array(note),
    facts,
    digest: sha256,
  });

const draft = {
  summary: z.string(),
  repository: slug,
  tag: z.string(),
  tagCommit: oid.nullable(),
  target: z.string(),
  name: z.string(),
  notes: z.string(),
  isPrerelease: z.boolean(),
};

export const draftPlan = planOf(
  "draft-release",
  z.union([
    z.strictObject({ type: z.literal("create-draft"), ...draft }),
    z.strictObject({ type: z.literal("update-draft"), ...draft, releaseId: z.int(), expectedNotes: sha256 }),
  ]),
  z.strictObject({
    tagCommit: oid.nullable(),
    targetCommit: oid.nullable(),
    release: z.strictObject({ id: z.int(), url: z.string() }).nullable(),
    isPublished: z.boolean(),
    drafts: z.array(z.strictObject({ id: z.int(), url: z.string() })),
    latest: z.string().nullable(),
  }),
);

export const notesPlan = planOf(
  "edit-release-notes",
  z.strictObject({
    type: z.literal("edit-notes"),
    summary: z.string(),
    repository: slug,
    tag: z.string(),
    releaseId: z.int(),
    notes: z.string(),
    expectedNotes: sha256,
  }),
  z.strictObject({ release: found.nullable() }),
);

export const publishPlan = planOf(
  "publish-release",
  z.strictObject({
    type: z.enum(["publish-release", "show-release"]),
    summary: z.string(),
    repository: slug,
    releaseId: z.int(),
    tag: z.string(),
    commit: oid,
    tagCommit: oid.nullable(),
    latest: z.union([z.boolean(), z.literal("legacy")]),
    isPrerelease: z.boolean(),
  }),
  z.strictObject({ tagCommit: oid.nullable(), release: found.nullable(), latest: z.string().nullable() }),
);

export const uploadPlan = planOf(
  "upload-asset",
  z.strictObject({
    type: z.literal("upload-asset"),
    summary: z.string(),
    repository: slug,
    tag: z.string(),
    releaseId: z.int(),
    name: z.string(),
    path: z.string(),
    size: z.int(),
    sha256,
    replaces: z.strictObject({ assetId: z.int(), isUploaded: z.boolean() }).nullable(),
  }),
  z.strictObject({
    release: found.nullable(),
    assets: z.array(
      z.strictObject({ name: z.string(), size: z.int(), sha256: sha256.nullable(), isUploaded: z.boolean() }),
    ),
  }),
);

const shown = z.strictObject({
  version: z.string(),
  tag: z.string(),
  url: z.string(),
  publishedAt: z.iso.datetime().nullable(),
  releaseId: z.int(),
});

export const releaseStatusDocument = z.strictObject({
  format: z.literal(1),
  product: z.strictObject({ version: z.string(), components: z.array(z.string()) }).nullable(),
  components: z.array(
    z.strictObject({
      name: z.string(),
      repository: z.string(),
      current: shown.nullable(),
      latestTag: z.string().nullable(),
      drafts: z.array(shown),
      prereleases: z.array(shown),
      malformed: z.array(z.string()),
      looked: z.strictObject({ releases: z.int(), total: z.int() }),
      deviates: z.boolean(),
      error: note.optional(),
    }),
  ),
});
