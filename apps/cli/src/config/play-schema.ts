import * as z from "zod";

/** An Android app of the configuration; see `AppConfig`. */
export const appSchema = z.strictObject({
  name: z.string().min(1).describe("unique: the flavour"),
  package: z
    .string()
    .regex(/^[a-zA-Z]\w*(?:\.[a-zA-Z]\w*)+$/, "an application id: com.example.app")
    .describe("its application id; flavours may share one"),
  certificateSha256: z
    .string()
    .regex(/^(?:[0-9a-fA-F]{2}:?){31}[0-9a-fA-F]{2}$/, "64 hex digits, colons allowed")
    .optional()
    .describe("sha256 of the certificate that uploads are signed with, as keytool shows it"),
  tracks: z
    .array(z.string().min(1))
    .optional()
    .describe("its closed tracks, besides production, beta, alpha and internal"),
});
