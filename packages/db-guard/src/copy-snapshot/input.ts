import * as z from "zod";
import { ageField, databaseField, prefixField, regionField, tagsField } from "../snapshots/input-fields.js";

export const input = z.strictObject({
  database: databaseField.describe("An instance, a cluster, or an instance of a cluster"),
  from: z.string().min(1).nullable().default(null).describe("A snapshot. Default: the newest automated, available one"),
  to: z.string().nullable().default(null).describe("Name of the copy. Default: the prefix and the name of the source"),
  prefix: prefixField,
  region: regionField.describe("Where the copy is kept. Default: that of the client"),
  sourceRegion: regionField.describe("Where the database is. Default: the same region"),
  tags: tagsField,
  copyTags: z.boolean().default(false).describe("The tags of the source too"),
  kmsKey: z.string().min(1).nullable().default(null).describe("Encrypts the copy; needed across regions"),
  optionGroup: z.string().min(1).nullable().default(null).describe("Of the copy in another region"),
  maxAgeMs: ageField.nullable().default(null).describe("How old its contents may be, milliseconds"),
  whenOlder: z
    .enum(["problem", "create"])
    .default("problem")
    .describe("create: take a new one of the database instead"),
});

export type CopyInput = z.output<typeof input>;
