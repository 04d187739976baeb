import { releaseYmlInvalid } from "../../errors.js";

/**
 * What `.github/release.yml` says of pull requests
 * (https://docs.github.com/en/repositories/releasing-projects-on-github/automatically-generated-release-notes).
 */
export interface LabelRules {
  readonly exclude: Excluded;
  /** The first one that fits counts. */
  readonly categories: readonly {
    readonly title: string;
    /** `*` is any label, and none. */
    readonly labels: readonly string[];
    readonly exclude: Excluded;
  }[];
}

export interface Excluded {
  readonly labels: readonly string[];
  readonly authors: readonly string[];
}

/** GitHub's own without a file: everything in one category. */
export const NO_LABEL_RULES: LabelRules = {
  exclude: { labels: [], authors: [] },
  categories: [],
};

/**
 * Reads the file's content, parsed by whoever has a YAML parser.
 * @throws ReleaseError `ERR_RELEASE_YML_INVALID`, which names the place
 */
export function readLabelRules(parsed: unknown): LabelRules {
  const root = objectAt(parsed ?? {}, "the file");
  const changelog = objectAt(root["changelog"] ?? {}, "changelog");
  const categories = changelog["categories"] ?? [];
  if (!Array.isArray(categories)) throw releaseYmlInvalid("changelog.categories", "a list");
  return {
    exclude: excludedAt(changelog["exclude"], "changelog.exclude"),
    categories: categories.map((given: unknown, index) => {
      const place = `changelog.categories[${index}]`;
      const category = objectAt(given, place);
      if (typeof category["title"] !== "string") throw releaseYmlInvalid(`${place}.title`, "a text");
      return {
        title: category["title"],
        labels: namesAt(category["labels"], `${place}.labels`),
        exclude: excludedAt(category["exclude"], `${place}.exclude`),
      };
    }),
  };
}

function objectAt(given: unknown, place: string): Readonly<Record<string, unknown>> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) throw releaseYmlInvalid(place, "a mapping");
  return given as Readonly<Record<string, unknown>>;
}

function excludedAt(given: unknown, place: string): Excluded {
  const excluded = objectAt(given ?? {}, place);
  return {
    labels: namesAt(excluded["labels"], `${place}.labels`),
    authors: namesAt(excluded["authors"], `${place}.authors`),
  };
}

/** YAML reads `1.0` as a number and `no` as false; a name is meant all the same. */
function namesAt(given: unknown, place: string): readonly string[] {
  if (given === undefined || given === null) return [];
  const isName = (one: unknown): one is string | number | boolean =>
    ["string", "number", "boolean"].includes(typeof one);
  if (!Array.isArray(given) || !given.every(isName)) throw releaseYmlInvalid(place, "a list of names");
  return given.map(String);
}
