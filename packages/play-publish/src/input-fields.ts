import * as z from "zod";

/** `org.example.app`. Source: https://developer.android.com/build/configure-app-module#set-application-id */
export const packageField = z
  .string()
  .regex(/^[a-zA-Z]\w*(?:\.[a-zA-Z]\w*)+$/, "must be an application id: com.example.app");

export const trackField = z
  .string()
  .regex(/^[\w.:\- ]+$/, "must be the name of a track: production, beta, alpha, internal, or one of your own");

export const versionCodeField = z.int().min(1).max(2_100_000_000);

export const versionCodesField = z
  .array(versionCodeField)
  .min(1)
  .refine((codes) => new Set(codes).size === codes.length, "has a version code twice")
  .transform((codes) => [...codes].sort((one, other) => one - other));

export const fractionField = z.number().gt(0).lt(1);

/** Play cuts names that are longer. */
const nameField = z.string().min(1).max(50);

const tooLongField = z
  .union([z.literal("fail"), z.strictObject({ link: z.url().max(200) })])
  .default("fail")
  .describe("Notes of more than 500 characters: a problem, or cut at the end of a line with this link below");

/** What a release may say of itself, and what it may do to others. */
export const releaseFields = {
  name: nameField.nullable().default(null).describe("Default: what Play makes of the version name"),
  notes: z.record(z.string(), z.string()).nullable().default(null).describe("Language, as en-GB, to text"),
  tooLong: tooLongField,
  status: z.enum(["completed", "draft"]).default("completed").describe("With a fraction it is staged instead"),
  fraction: fractionField.nullable().default(null).describe("Share of users, 0 to 1: a staged rollout"),
  inAppUpdatePriority: z.int().min(0).max(5).nullable().default(null),
  supersede: z.boolean().default(false).describe("It may end a rollout that runs or is halted on the track"),
  cancelReview: z.boolean().default(false).describe("Take back what is in review, and submit it anew with this"),
};

/** A share and a draft exclude each other. */
export const isOneStatus = ({ status, fraction }: { status: string; fraction?: number | null | undefined }): boolean =>
  status !== "draft" || typeof fraction !== "number";
export const ONE_STATUS = "a draft has no fraction";
