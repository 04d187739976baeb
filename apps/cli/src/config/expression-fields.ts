import { expressionGroups } from "@signalbox/git-promote";
import * as z from "zod";

/** A regular expression as text. */
export const expression = z.string().refine((text) => expressionGroups(text) !== null, "a regular expression");

/** One that has a named group. */
export const expressionWith = (group: string): z.ZodString =>
  z
    .string()
    .refine(
      (text) => expressionGroups(text)?.includes(group) === true,
      `a regular expression with the named group ${group}`,
    );
