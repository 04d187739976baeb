import * as z from "zod";
import { isOneStatus, ONE_STATUS, packageField, releaseFields, trackField, versionCodeField } from "../input-fields.js";

const artifact = z.strictObject({
  path: z.string().min(1).describe("An .aab or .apk on this machine; its content counts, not its name"),
  versionCode: versionCodeField.nullable().default(null).describe("What its manifest must say"),
  mapping: z.string().min(1).nullable().default(null).describe("ProGuard's mapping.txt; a bundle has its own"),
  nativeSymbols: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe("A zip of native debug symbols; a bundle has its own"),
});

/** See `uploadRelease`. */
export const input = z
  .strictObject({
    packageName: packageField,
    track: trackField.describe("`beta` is open testing"),
    artifacts: z.array(artifact).min(1).describe("One bundle, or the APKs of one release"),
    versionName: z.string().min(1).nullable().default(null).describe("What the manifests must say"),
    certificateSha256: z
      .string()
      .nullable()
      .default(null)
      .describe("What they must be signed with, as keytool shows it"),
    otherTracks: z.array(trackField).default([]).describe("Closed tracks whose version codes count as well"),
    ...releaseFields,
  })
  .refine(isOneStatus, { message: ONE_STATUS, path: ["fraction"] });

export type UploadInput = z.output<typeof input>;
