import { globTest } from "../glob.js";
import type { ReferenceList } from "./read-list.js";
import {
  DEFAULT_SEVERITIES,
  type ReferenceCode,
  type ReferenceRule,
  type ReferenceSeverity,
} from "./reference-rule.js";
import { filesOf, namesIn } from "./targets.js";

/** A list and the files that it names do not agree, or will not. */
export interface ReferenceFinding {
  /** The rule's name. */
  readonly rule: string;
  readonly code: ReferenceCode;
  readonly severity: Exclude<ReferenceSeverity, "off">;
  /** What is named, or should be; empty when it is the list itself. */
  readonly name: string;
  readonly message: string;
  readonly hint: string;
  /** Which of the two changes has to come first; absent where it does not matter. */
  readonly order?: "list-first" | "promotion-first";
}

/** Files of a branch, before and after a promotion; the same twice where nothing is promoted. */
export interface ReferencedFiles {
  readonly branch: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** List and files → findings, by name. `list` is null when the branch or the file of the list is not there. Pure. */
export function judgeReferences(
  rule: ReferenceRule,
  list: ReferenceList | null,
  { branch, before, after }: ReferencedFiles,
): readonly ReferenceFinding[] {
  const place = `${rule.list.file} on ${rule.list.branch}`;
  const found: ReferenceFinding[] = [];
  const add = (
    code: ReferenceCode,
    name: string,
    words: Pick<ReferenceFinding, "message" | "hint" | "order">,
  ): void => {
    const severity = rule.severity?.[code] ?? DEFAULT_SEVERITIES[code];
    if (severity !== "off") found.push({ rule: rule.name, code, severity, name, ...words });
  };
  if (list === null || list.anywhere.size === 0) {
    const why = list === null ? "is not there" : "names nothing by this pattern";
    add("reference-list-empty", "", {
      message: `${place} ${why}, so ${rule.name} of ${branch} were not checked.`,
      hint: "Look at `list` of this rule in the configuration.",
    });
    return found;
  }
  const [had, has] = [new Set(before), new Set(after)];
  const leads = (name: string, files: ReadonlySet<string>): boolean =>
    filesOf(name, rule.targets).some((file) => files.has(file));

  for (const name of [...list.here].sort()) {
    if (leads(name, has)) {
      if (leads(name, had)) continue;
      add("reference-arrives", name, {
        message: `${place} names ${name}, which ${branch} has only after this promotion.`,
        hint: "Until then what reads the list fails; next time promote first, and name it afterwards.",
      });
    } else if (leads(name, had))
      add("reference-broken", name, {
        message: `This promotion takes ${name} from ${branch}, and ${place} still names it.`,
        hint: `Take ${name} out of ${place} first, for ${branch}, and promote then.`,
        order: "list-first",
      });
    else
      add("reference-missing", name, {
        message: `${place} names ${name}, and ${branch} has no ${filesOf(name, rule.targets).join(" or ")}.`,
        hint: `Promote what it names to ${branch}, or take it out of ${place}.`,
      });
  }
  const present = namesIn(before, rule.targets);
  const isIgnored = (name: string): boolean => (rule.ignore ?? []).some((glob) => globTest(glob)(name));
  for (const name of [...namesIn(after, rule.targets)].sort()) {
    if (list.here.has(name) || isIgnored(name)) continue;
    if (!present.has(name))
      add("reference-added", name, {
        message: `This promotion brings ${name} to ${branch}, and ${place} does not name it for ${branch}.`,
        hint: `If ${branch} shall use it, name it in ${place} after this promotion is merged, not before.`,
        order: "promotion-first",
      });
    else if (!list.anywhere.has(name))
      add("reference-unused", name, {
        message: `${branch} has ${name}, and ${place} names it nowhere.`,
        hint: `Remove it, name it in ${place}, or list it under \`ignore\` of this rule.`,
      });
  }
  return found;
}
