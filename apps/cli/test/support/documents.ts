import { z } from "zod";

// The shapes that docs/reference/json.md promises. Strict, so that a new field is written down there first.

export const oid = z.string().regex(/^[0-9a-f]{40}$/);
export const note = z.strictObject({ code: z.string(), message: z.string(), hint: z.string() });
export const change = z.strictObject({
  commit: oid,
  subject: z.string(),
  author: z.string(),
  date: z.iso.datetime({ offset: true }),
});
const release = z.strictObject({
  tag: z.string(),
  version: z.string(),
  commit: oid,
  date: z.iso.datetime({ offset: true }),
});
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const time = z.iso.datetime();

export const errorDocument = z.strictObject({
  format: z.literal(1),
  error: z.strictObject({ ...note.shape, details: z.json(), receipt: z.json().optional() }),
});

export const unreleasedDocument = z.strictObject({
  format: z.literal(1),
  components: z.array(
    z.strictObject({
      name: z.string(),
      repository: z.string(),
      mainline: z.string().nullable(),
      latest: release.nullable(),
      unreleased: z.array(
        change.extend({
          login: z.string().optional(),
          pullRequest: z.strictObject({ number: z.int(), title: z.string(), labels: z.array(z.string()) }).optional(),
        }),
      ),
      warnings: z.array(note),
      error: note.optional(),
    }),
  ),
});

const pinChange = z.strictObject({
  family: z.string(),
  name: z.string(),
  from: z.string().nullable(),
  to: z.string().nullable(),
  direction: z.enum(["up", "down", "new", "gone", "same"]),
  file: z.string(),
});

const checklistItem = z.strictObject({
  id: z.string().regex(/^[0-9a-f]{10}$/),
  commit: oid,
  subject: z.string(),
  author: z.string(),
  ask: z.string(),
  date: z.iso.datetime({ offset: true }),
  commits: z.array(change).min(1),
  pullRequest: z.strictObject({ number: z.int().nullable(), branch: z.string().nullable() }).optional(),
  pins: z.array(pinChange).optional(),
  references: z.array(z.string()).optional(),
});

const referenceFinding = z.strictObject({
  rule: z.string(),
  code: z.enum([
    "reference-broken",
    "reference-missing",
    "reference-arrives",
    "reference-added",
    "reference-unused",
    "reference-list-empty",
  ]),
  severity: z.enum(["error", "warning", "info"]),
  name: z.string(),
  message: z.string(),
  hint: z.string(),
  order: z.enum(["list-first", "promotion-first"]).optional(),
});

export const auditDocument = z.strictObject({
  format: z.literal(1),
  repositories: z.array(
    z.strictObject({
      name: z.string(),
      repository: z.string(),
      findings: z.array(
        z.strictObject({
          code: z.string(),
          severity: z.enum(["error", "warning", "info"]),
          refs: z.array(z.string().regex(/^refs\/(?:heads|tags)\/./)),
          message: z.string(),
          hint: z.string(),
        }),
      ),
      error: note.optional(),
    }),
  ),
  counts: z.record(z.string(), z.int()),
});

export const releasesDocument = z.strictObject({
  format: z.literal(1),
  product: z.strictObject({ version: z.string(), components: z.array(z.string()) }).nullable(),
  components: z.array(
    z.strictObject({
      name: z.string(),
      repository: z.string(),
      numbering: z.string().nullable(),
      releases: z.array(release),
      deviation: z
        .strictObject({
          kind: z.enum(["none", "behind", "unchanged"]),
          version: z.string().nullable(),
          behind: z.int(),
        })
        .nullable(),
      error: note.optional(),
    }),
  ),
  releases: z.array(
    z.strictObject({
      version: z.string(),
      components: z.array(z.strictObject({ name: z.string(), tag: z.string(), commit: oid })),
      missing: z.array(z.string()),
    }),
  ),
});

export const promotePlan = z.strictObject({
  format: z.literal(1),
  kind: z.literal("promote-branch"),
  target: z.string(),
  input: z.json(),
  actions: z.array(z.looseObject({ type: z.literal("push-branch"), summary: z.string(), ref: z.string(), oid })),
  problems: z.array(note),
  warnings: z.array(note),
  facts: z.looseObject({
    changes: z.array(change),
    alreadyContained: z.array(z.looseObject(change.shape)),
    conflicts: z.array(z.strictObject({ path: z.string(), kind: z.string() })),
    mergeTree: oid.nullable(),
    checklist: z.array(checklistItem),
    pins: z.array(pinChange).optional(),
    otherPaths: z
      .array(z.strictObject({ path: z.string(), status: z.enum(["added", "deleted", "modified"]) }))
      .optional(),
    references: z.array(referenceFinding).optional(),
  }),
  digest,
});

export const severalPlans = z.strictObject({
  format: z.literal(1),
  plans: z.array(promotePlan),
  failures: z.array(z.strictObject({ repository: z.string(), error: errorDocument.shape.error })),
});

export const trainPlan = z.strictObject({
  format: z.literal(1),
  kind: z.literal("train"),
  train: z.string(),
  definition: digest,
  parameters: z.json(),
  steps: z.array(
    z.strictObject({
      key: z.string(),
      id: z.string(),
      type: z.enum(["read", "operation", "gate", "approval", "command"]),
      uses: z.string().nullable(),
      title: z.string(),
      needs: z.array(z.string()),
      status: z.enum(["planned", "later"]),
      after: z.array(z.string()),
      plan: z.json(),
      verdict: z.json(),
      bound: z.json(),
    }),
  ),
  problems: z.array(z.strictObject({ step: z.string(), ...note.shape })),
  warnings: z.array(z.strictObject({ step: z.string(), ...note.shape })),
  digest,
});

const wait = z.strictObject({
  step: z.string(),
  kind: z.enum(["time", "gate", "approval"]),
  since: time,
  until: time.nullable(),
  reason: z.string(),
  approvers: z.array(z.string()),
  items: z.array(z.strictObject({ id: z.string(), summary: z.string(), ask: z.string() })),
  digest: digest.nullable(),
  decisions: z.array(
    z.strictObject({
      verdict: z.enum(["approve", "reject", "waive"]),
      by: z.string(),
      at: time,
      items: z.array(z.string()).nullable(),
    }),
  ),
  error: z.json(),
});

const summary = {
  run: z.string(),
  train: z.string(),
  status: z.enum(["running", "waiting", "failed", "finished", "aborted"]),
  startedAt: time,
  updatedAt: time,
  owner: z.json(),
  waits: z.array(wait),
  error: z.json(),
};

const report = z.strictObject({
  format: z.literal(1),
  title: z.string(),
  promoted: z.array(
    z.strictObject({
      to: z.string(),
      changes: z.array(z.strictObject({ commit: oid, subject: z.string(), author: z.string() })),
    }),
  ),
  released: z.array(z.strictObject({ component: z.string(), tag: z.string(), changes: z.int() })),
  signed: z.array(z.strictObject({ by: z.string(), changes: z.int() })),
});

export const runDocument = z.strictObject({
  format: z.literal(1),
  ...summary,
  steps: z.array(
    z.strictObject({
      step: z.string(),
      title: z.string(),
      type: z.enum(["read", "operation", "gate", "approval", "command"]).nullable(),
      status: z.enum(["open", "running", "waiting", "finished", "failed", "skipped"]),
      startedAt: time.nullable(),
      endedAt: time.nullable(),
      attempts: z.int(),
      error: z.json(),
    }),
  ),
  report: report.nullable(),
});

export const runsDocument = z.strictObject({ format: z.literal(1), runs: z.array(z.strictObject(summary)) });

export const logDocument = z.strictObject({
  ...runDocument.shape,
  journal: z.string(),
  entries: z.array(
    z.strictObject({ seq: z.int(), at: time, type: z.string(), step: z.string().nullable(), text: z.string() }),
  ),
});

export const bumpPlan = z.strictObject({
  format: z.literal(1),
  kind: z.literal("bump-pins"),
  target: z.string(),
  input: z.json(),
  actions: z.array(
    z.strictObject({
      type: z.literal("push-pins"),
      summary: z.string(),
      repository: z.string(),
      ref: z.string(),
      oid,
      expectedHead: oid.nullable(),
      branch: z.strictObject({ ref: z.string(), commit: oid }),
      tree: oid,
      pins: z.array(pinChange),
      lockFiles: z.array(z.string()),
      message: z.string(),
      at: z.int(),
    }),
  ),
  problems: z.array(note),
  warnings: z.array(note),
  facts: z.strictObject({
    branch: z.strictObject({ ref: z.string(), commit: oid }).optional(),
    standing: z.enum(["settled", "awaiting", "open"]),
    pins: z.array(pinChange),
    settled: z.array(z.strictObject({ name: z.string(), family: z.string(), version: z.string(), file: z.string() })),
    checks: z.array(
      z.strictObject({
        name: z.string(),
        family: z.string(),
        version: z.string(),
        tag: z.enum(["exists", "missing", "unchecked"]),
        tagName: z.string().nullable(),
        artifact: z.enum(["exists", "missing", "unchecked"]),
      }),
    ),
    misread: z.array(
      z.strictObject({ name: z.string(), family: z.string(), file: z.string(), line: z.int(), readAs: z.string() }),
    ),
    lockFiles: z.array(z.string()),
    review: z.strictObject({ ref: z.string(), head: oid.nullable() }).nullable(),
  }),
  digest,
});

const environmentState = z.strictObject({
  branch: z.string(),
  commit: oid,
  waiting: z.int().nullable(),
  pins: z.array(pinChange).nullable(),
});

export const statusDocument = z.strictObject({
  format: z.literal(1),
  environments: z.array(z.strictObject({ name: z.string(), branch: z.string() })),
  components: z.array(
    z.strictObject({
      name: z.string(),
      repository: z.string(),
      isConfiguration: z.boolean(),
      mainline: z.string().nullable(),
      latest: release.nullable(),
      unreleased: z.int().nullable(),
      environments: z.record(z.string(), environmentState.nullable()),
      error: note.optional(),
    }),
  ),
  runs: z.array(z.strictObject(summary)),
});

export const receiptDocument = z.strictObject({
  format: z.literal(1),
  kind: z.string(),
  target: z.string(),
  applied: z.array(
    z.strictObject({ action: z.looseObject({ type: z.string() }), outcome: z.string(), result: z.json() }),
  ),
});

export const doctorDocument = z.strictObject({
  format: z.literal(1),
  findings: z.array(
    z.strictObject({
      name: z.string(),
      status: z.enum(["ok", "warning", "error"]),
      found: z.string(),
      hint: z.string().nullable(),
    }),
  ),
});

export const decisionDocument = z.strictObject({
  format: z.literal(1),
  run: z.string(),
  step: z.string(),
  verdict: z.enum(["approve", "reject", "waive"]),
  by: z.strictObject({ as: z.string(), email: z.string().optional(), osUser: z.string(), host: z.string() }),
  items: z.array(z.string()).optional(),
  open: z.array(z.string()),
  signed: z.array(z.string()),
  total: z.number().int().nonnegative(),
  comment: z.string().optional(),
  reason: z.string().optional(),
  digest: digest.optional(),
  already: z.strictObject({ by: z.looseObject({ as: z.string() }), at: z.string() }).optional(),
});

const branchHead = z.strictObject({ ref: z.string(), commit: oid });
const person = z.strictObject({ name: z.string(), email: z.string() });

export const cutPlan = z.strictObject({
  ...promotePlan.shape,
  kind: z.literal("cut-branch"),
  actions: z.array(
    z.discriminatedUnion("type", [
      z.strictObject({
        type: z.literal("create-branch"),
        summary: z.string(),
        repository: z.string(),
        ref: z.string(),
        oid,
        expectedHead: z.null(),
        base: branchHead,
      }),
      z.strictObject({
        type: z.literal("set-development-version"),
        summary: z.string(),
        repository: z.string(),
        ref: z.string(),
        oid,
        expectedHead: oid.nullable(),
        mainline: branchHead,
        tree: oid,
        file: z.string(),
        version: z.strictObject({ from: z.string(), to: z.string() }),
        message: z.string(),
        at: z.int(),
      }),
    ]),
  ),
  facts: z.strictObject({
    base: branchHead.nullable(),
    existing: branchHead.nullable(),
    previous: z.strictObject({ name: z.string(), missing: z.array(change), missingCount: z.int() }).nullable(),
    development: z
      .strictObject({
        status: z.enum(["problem", "reached", "awaiting", "open"]),
        current: z.string().optional(),
        wanted: z.string().optional(),
        ref: z.string().optional(),
      })
      .nullable(),
  }),
});

export const tagPlan = z.strictObject({
  ...promotePlan.shape,
  kind: z.literal("tag-release"),
  actions: z.array(
    z.strictObject({
      type: z.literal("push-tag"),
      summary: z.string(),
      repository: z.string(),
      ref: z.string(),
      oid: oid.nullable(),
      expectedHead: z.null(),
      commit: oid,
      branch: branchHead,
      message: z.string().nullable(),
      by: person.nullable(),
      at: z.int(),
      signed: z.boolean(),
    }),
  ),
  facts: z.strictObject({
    latest: z.strictObject({ tag: z.string(), version: z.string(), commit: oid }).nullable(),
    tag: z.string().nullable(),
    version: z.string().nullable(),
    commit: oid.nullable(),
    unreleased: z.array(change),
  }),
});

export const severalReceipts = z.strictObject({
  format: z.literal(1),
  receipts: z.array(receiptDocument.omit({ format: true })),
  failures: z.array(z.strictObject({ repository: z.string(), error: errorDocument.shape.error })),
});

/** See `promote --pull-request`. */
export const openRequestPlan = z.strictObject({
  format: z.literal(1),
  kind: z.literal("open-pull-request"),
  target: z.string(),
  input: z.json(),
  digest,
  problems: z.array(note),
  warnings: z.array(note),
  actions: z.array(
    z.discriminatedUnion("type", [
      z.strictObject({
        type: z.literal("open-pull-request"),
        summary: z.string(),
        repository: z.string(),
        head: z.string(),
        base: z.string(),
        expectedHead: oid.nullable(),
        title: z.string(),
        body: z.string(),
        isDraft: z.boolean(),
        labels: z.array(z.string()),
        reviewers: z.array(z.string()),
      }),
      z.strictObject({
        type: z.literal("update-pull-request"),
        summary: z.string(),
        repository: z.string(),
        number: z.int(),
        title: z.string().optional(),
        blocks: z.boolean(),
        labels: z.array(z.string()),
        reviewers: z.array(z.string()),
      }),
    ]),
  ),
  facts: z.strictObject({
    standing: z.enum(["new", "open", "merged", "empty", "missing"]),
    headCommit: oid.nullable(),
    baseCommit: oid.nullable(),
    afterPush: z.boolean(),
    pullRequest: z
      .strictObject({
        number: z.int(),
        url: z.url(),
        state: z.enum(["open", "closed", "merged"]),
        head: oid,
      })
      .nullable(),
  }),
});
