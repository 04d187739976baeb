import type { Finding } from "../notes.js";
import { checkMeaning, finding, openFence } from "./check-meaning.js";
import { identityOf } from "./component-name.js";
import { isFiller } from "./filler.js";
import type { ComponentSection, EnvironmentSection, Item, NotesPage, WeekSection } from "./page.js";
import type { PageRules } from "./page-rules.js";
import { styleOf } from "./page-style.js";
import { parsePage } from "./parse-page.js";

/** What is odd about a page. Nothing of it keeps notes from being inserted. Pure. */
export function checkPage(text: string, rules: PageRules = {}): readonly Finding[] {
  const page = parsePage(text, rules);
  const identify = identityOf(rules);
  const { weekLevel } = styleOf(page, text);
  return [
    ...(page.frontMatter === ""
      ? [
          finding(
            "front-matter-missing",
            "The page has no front matter.",
            "Begin it with a title between two lines of `---`.",
          ),
        ]
      : []),
    ...lineEnds(text),
    ...(page.isOpen ? [openFence()] : []),
    ...page.weeks.flatMap((week) => [
      ...checkMeaning(week),
      ...(week.heading.level === weekLevel
        ? []
        : [
            finding(
              "heading-level",
              `“${week.heading.text}” (line ${week.heading.line}) is a week at level ${week.heading.level}.`,
              `Write it with ${weekLevel} marks, as the others.`,
            ),
          ]),
      ...checkSections(week, identify),
    ]),
    ...checkOrder(page),
  ];
}

function checkSections(week: WeekSection, identify: (name: string) => string): readonly Finding[] {
  const levels = new Set<number>();
  const environments = new Set<string>();
  return week.environments.flatMap((environment) => {
    const { heading, name } = environment;
    const isTwice = name !== null && environments.has(name);
    if (name !== null) environments.add(name);
    return [
      ...(isTwice && heading !== null
        ? [
            finding(
              "environment-twice",
              `${name} (line ${heading.line}) is there twice in “${week.heading.text}”.`,
              "Put both into one.",
            ),
          ]
        : []),
      ...checkComponents(environment, week, { identify, levels }),
      ...environment.components.flatMap(({ items }) => items.flatMap(checkItem)),
    ];
  });
}

function checkComponents(
  { heading: parent, components }: EnvironmentSection,
  week: WeekSection,
  { identify, levels }: { readonly identify: (name: string) => string; readonly levels: Set<number> },
): readonly Finding[] {
  const seen = new Set<string>();
  return components.flatMap((component) => {
    const { heading, name, version } = component;
    if (heading === null) return [];
    const named = `“${heading.text}” (line ${heading.line})`;
    const key = JSON.stringify([identify(name ?? ""), version]);
    const isTwice = seen.has(key);
    seen.add(key);
    const wanted = (parent ?? week.heading).level + 1;
    const isNew = !levels.has(heading.level);
    levels.add(heading.level);
    return [
      ...(isTwice ? [finding("component-twice", `${named} is there twice.`, "Put both below one heading.")] : []),
      ...(isNew && heading.level !== wanted
        ? [
            finding(
              "heading-level",
              `${named} is at level ${heading.level} below a heading of level ${wanted - 1}.`,
              `Write it with ${wanted} marks.`,
            ),
          ]
        : []),
      ...(isEmpty(component)
        ? [finding("component-empty", `${named} has nothing below it.`, "Write what changed, or take the heading out.")]
        : []),
    ];
  });
}

const isEmpty = ({ items }: ComponentSection): boolean => items.every(({ kind }) => kind !== "entry");

function checkItem({ kind, bullet, text, raw, line }: Item): readonly Finding[] {
  const words = JSON.stringify(text.slice(0, 40));
  if (kind === "other" && /^\s*#/.test(raw))
    return [finding("heading-empty", `Line ${line} is a heading without words.`, "Take it out.")];
  if (kind !== "entry" || isFiller(text)) return [];
  if (bullet === "")
    return [
      finding("text-without-bullet", `Line ${line} is no list item: ${words}.`, "Begin it with a dash and a blank."),
    ];
  return bullet.endsWith("-")
    ? [
        finding(
          "bullet-without-blank",
          `Line ${line} has no blank behind its dash: ${words}.`,
          "Write a blank, or it is no list item.",
        ),
      ]
    : [];
}

/** The newest week stands at the top, and each only once. */
function checkOrder({ weeks }: NotesPage): readonly Finding[] {
  const dated = weeks.flatMap((week) => (week.span === null ? [] : [{ week, span: week.span }]));
  const seen = new Set<string>();
  return dated.flatMap(({ week: { heading }, span }, index) => {
    const key = `${span.from}-${span.to}`;
    const isTwice = seen.has(key);
    seen.add(key);
    const above = dated[index - 1];
    const named = `“${heading.text}” (line ${heading.line})`;
    if (isTwice) return [finding("week-twice", `${named} is there twice.`, "Put both sections into one.")];
    return above !== undefined && above.span.from < span.from
      ? [
          finding(
            "week-out-of-order",
            `${named} is newer than “${above.week.heading.text}” above it.`,
            "Move it up, or correct its date.",
          ),
        ]
      : [];
  });
}

function lineEnds(text: string): readonly Finding[] {
  const both = text.split("\r\n").length - 1;
  const feeds = text.split("\n").length - 1;
  return both === 0 || both === feeds
    ? []
    : [
        finding(
          "line-ends-mixed",
          `${both} of ${feeds} lines end with CR LF, the others with LF.`,
          "Let an editor write them all alike.",
        ),
      ];
}
