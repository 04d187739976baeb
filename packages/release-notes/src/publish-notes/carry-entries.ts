import { compareVersions, parseVersion } from "@signalbox/git";
import { type Day, mondayOf } from "../page/calendar.js";
import { identityOf } from "../page/component-name.js";
import { entryKey } from "../page/entry-key.js";
import { isFiller } from "../page/filler.js";
import { sectionsOf } from "../page/insert-notes.js";
import type { NotesPage } from "../page/page.js";
import type { PageRules } from "../page/page-rules.js";
import { plainText } from "./wanted-texts.js";

/** A component that reached the next environment. */
export interface Promoted {
  readonly name: string;
  readonly version?: string | null | undefined;
}

export interface Carried {
  readonly components: readonly {
    readonly name: string;
    readonly version: string | null;
    readonly entries: readonly string[];
  }[];
  /** Promoted, and nothing is told of it where it was tested. */
  readonly missing: readonly string[];
}

/** Entries older than this are not carried: nobody can tell any more what became of them. Days. */
const LONGEST = 56;

/** One heading of a component in one week. */
interface Told {
  readonly from: Day;
  readonly name: string;
  readonly version: string | null;
  readonly entries: readonly string[];
}

/**
 * What was told of promoted components where they were tested, word for word: all since they were last told of in the
 * environment that they are promoted to, of versions up to the promoted one. Pure.
 */
export function carryEntries(
  pages: readonly NotesPage[],
  {
    promoted,
    from,
    to,
    day,
  }: { readonly promoted: readonly Promoted[]; readonly from: string; readonly to: string; readonly day: Day },
  /** Per page, which environment it is about where its weeks do not say. */
  own: readonly (string | null)[],
  rules: PageRules,
): Carried {
  const identify = identityOf(rules);
  const monday = mondayOf(day);
  const tested = toldIn(pages, from, own);
  const reached = toldIn(pages, to, own).filter((each) => each.from < monday);
  const carried = promoted.map(({ name, version = null }) => {
    const identity = identify(name);
    const isOwn = (each: Told): boolean => identify(each.name) === identity;
    const before = reached.filter(isOwn);
    const since = Math.max(monday - LONGEST, ...before.map((each) => each.from));
    const known = new Set(before.flatMap(({ entries }) => entries.map(entryKey)));
    const found = tested
      .filter((each) => isOwn(each) && each.from >= since && isCarried(each, version, { monday, day }))
      .sort((a, b) => a.from - b.from);
    const entries = found.flatMap((each) => each.entries).filter((entry) => !known.has(entryKey(entry)));
    return {
      name: found.at(-1)?.name ?? name,
      asked: name,
      version: version ?? found.at(-1)?.version ?? null,
      entries,
      isTold: found.length > 0,
    };
  });
  return {
    components: carried.flatMap(({ name, version, entries }) =>
      entries.length === 0 ? [] : [{ name, version, entries }],
    ),
    missing: carried.filter(({ isTold }) => !isTold).map(({ asked }) => asked),
  };
}

/** Tested in an earlier week; in this one only the promoted version itself. */
function isCarried(told: Told, version: string | null, { monday, day }: { monday: Day; day: Day }): boolean {
  if (version !== null && told.version === version) return told.from <= day;
  if (told.from >= monday) return false;
  const [one, other] = [told.version, version].map((each) => (each === null ? null : parseVersion(each)));
  return one === null || one === undefined || other === null || other === undefined || compareVersions(one, other) <= 0;
}

const toldIn = (pages: readonly NotesPage[], environment: string, own: readonly (string | null)[]): readonly Told[] =>
  pages.flatMap(({ weeks }, index) =>
    weeks.flatMap((week) => {
      const isNamed = week.environments.some(({ heading }) => heading !== null);
      if (week.span === null || (!isNamed && own[index] !== environment)) return [];
      const { from } = week.span;
      return sectionsOf(week, environment).flatMap(({ components }) =>
        components.flatMap(({ name, version, items }): Told[] => {
          const entries = items.flatMap((item) =>
            item.kind === "entry" && !isFiller(item.text) ? [plainText(item)] : [],
          );
          return name === null || entries.length === 0 ? [] : [{ from, name, version, entries }];
        }),
      );
    }),
  );
