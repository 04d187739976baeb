import * as z from "zod";
import { ageText } from "./age-text.js";

/** Of an instance or cluster; RDS keeps them in small letters. */
export const databaseField = z
  .string()
  .regex(/^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{0,62}(?<!-)$/, "must be the name of an RDS instance or Aurora cluster")
  .transform((name) => name.toLowerCase());

export const regionField = z
  .string()
  .regex(/^[a-z]{2}(-[a-z]+)+-\d+$/, "must be a region, as ap-south-1")
  .nullable()
  .default(null)
  .describe("Default: that of the client");

/** Source: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_Tagging.html; four places are for our own. */
export const tagsField = z
  .record(
    z
      .string()
      .min(1)
      .max(128)
      .regex(
        /^(?!aws:|rds:|signalbox:)[\p{L}\p{Z}\p{N}_.:/=+\-@]+$/iu,
        "no tag may begin with aws:, rds: or signalbox:",
      ),
    z.string().max(256),
  )
  .refine((tags) => Object.keys(tags).length <= 46, "at most 46 tags")
  .default({});

export const prefixField = z.string().max(60).default("bkp-");

/** Milliseconds. */
export const ageField = z.int().min(60_000, `at least ${ageText(60_000)}, in milliseconds`);
