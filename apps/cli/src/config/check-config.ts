import { toJson, type Json } from "@signalbox/release-core";
import type { z } from "zod";
import { nearest } from "../args/suggest.js";
import { configInvalid, type ConfigIssue } from "../errors.js";
import { configSchema } from "./schema.js";
import { TEMPLATES } from "../templates/templates.js";
import type { SignalboxConfig } from "./types.js";

type Issue = z.core.$ZodIssue;

/**
 * Checks a configuration and names every problem at once, with path, value and what was expected.
 * @throws ReleaseError `ERR_CONFIG_INVALID`
 */
export function checkConfig(file: string, value: unknown): SignalboxConfig {
  const parsed = configSchema.safeParse(value);
  const shape = parsed.success ? [] : parsed.error.issues.flatMap((issue) => describe(issue, value, []));
  const issues = [
    ...shape,
    ...repeatedNames(value, "components"),
    ...repeatedNames(value, "environments"),
    ...repeatedNames(value, "apps"),
    ...unknownTemplates(value),
  ];
  if (issues.length > 0) throw configInvalid(file, issues);
  return value as SignalboxConfig;
}

function describe(issue: Issue, root: unknown, above: readonly PropertyKey[]): ConfigIssue[] {
  const path = [...above, ...issue.path];
  const at = (more: readonly PropertyKey[], expected: string): ConfigIssue => ({
    path: pathText([...path, ...more]),
    value: valueAt(root, [...path, ...more]),
    expected,
  });
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => at([key], unknownField(key, path)));
    case "invalid_union":
      return ofUnion(issue, root, path) ?? [at([], choices(issue) || issue.message)];
    case "invalid_type":
      return [at([], article(issue.expected))];
    case "invalid_value":
      return [at([], `one of ${issue.values.map((member) => JSON.stringify(member)).join(", ")}`)];
    default:
      return [at([], issue.message)];
  }
}

/** What a choice would take: `a string or an object`, or the values of the field that tells the shapes apart. */
function choices(issue: Issue & { code: "invalid_union" }): string {
  const told = issue.errors.map(([first]) => {
    if (first?.code === "invalid_type") return article(first.expected);
    if (first?.code === "invalid_value") return first.values.map((member) => JSON.stringify(member)).join(" or ");
    return first?.message ?? "";
  });
  return [...new Set(told.filter((text) => text !== ""))].join(" or ");
}

/** Of a choice of shapes: the problems of the one that was meant, an object of objects, a string of strings. */
function ofUnion(
  issue: Issue & { code: "invalid_union" },
  root: unknown,
  path: readonly PropertyKey[],
): ConfigIssue[] | null {
  const meant = issue.errors
    .filter((branch) => !branch.some(({ code, path: inner }) => code === "invalid_type" && inner.length === 0))
    .sort((a, b) => misfit(a) - misfit(b))[0];
  return meant === undefined ? null : meant.flatMap((inner) => describe(inner, root, path));
}

const misfit = (issues: readonly Issue[]): number =>
  issues.reduce(
    (sum, issue) => sum + (issue.code === "unrecognized_keys" ? issue.keys.length : issue.path.length > 1 ? 0 : 1),
    0,
  );

function unknownField(key: string, path: readonly PropertyKey[]): string {
  const known = path.length === 0 ? Object.keys(configSchema.shape) : [];
  const near = nearest(key, known);
  return near.length === 0 ? "no such field" : `no such field; did you mean ${near.join(" or ")}?`;
}

function repeatedNames(value: unknown, field: "components" | "environments" | "apps"): ConfigIssue[] {
  const given = (value as Record<string, unknown> | null)?.[field];
  const names = Array.isArray(given)
    ? given.map((item: unknown) => (item as { name?: unknown } | null)?.name ?? item)
    : [];
  return names.flatMap((name, index) =>
    typeof name === "string" && names.indexOf(name) < index
      ? [
          {
            path: `${field}.${index}.name`,
            value: name,
            expected: `a name of its own (${field}.${names.indexOf(name)} has it)`,
          },
        ]
      : [],
  );
}

/** A train that is made by a template which does not exist. */
function unknownTemplates(value: unknown): ConfigIssue[] {
  const trains = Object.entries((value as { trains?: Record<string, unknown> } | null)?.trains ?? {});
  return trains.flatMap(([name, train]) => {
    const inner = typeof train === "object" && train !== null ? (train as { template?: unknown }).template : undefined;
    const template = typeof train === "string" ? train : inner;
    if (typeof template !== "string" || Object.hasOwn(TEMPLATES, template)) return [];
    const path = typeof train === "string" ? `trains.${name}` : `trains.${name}.template`;
    return [{ path, value: template, expected: `the name of a template: ${Object.keys(TEMPLATES).join(", ")}` }];
  });
}

function valueAt(root: unknown, path: readonly PropertyKey[]): Json {
  const found = path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    root,
  );
  try {
    return toJson(found ?? null);
  } catch {
    return String(found);
  }
}

const pathText = (path: readonly PropertyKey[]): string =>
  path.length === 0 ? "(configuration)" : path.map(String).join(".");
const article = (type: string): string => (/^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`);
