import { formatVersion, type Version } from "@signalbox/git";

/** What is known of the versions of one component. */
export interface Numbers {
  /** `own`, or a word that all components with the same versions have; absent: judge by the versions. */
  readonly numbering?: string | undefined;
  readonly publishesOnTag?: boolean | undefined;
  readonly releases: readonly { readonly version: Version; readonly committedAt: number }[];
}

/** Version → when it was made, seconds since the epoch. */
type Versions = ReadonlyMap<string, number>;

const NEAR_SECONDS = 60 * 86_400;

/**
 * The components whose versions are those of one product: where most repositories have the same versions at about the
 * same time. Components that say `numbering` need no guess. At most one line is guessed: versions like 1.0.0 are in many
 * repositories by chance, so it has to be at least half of those that have releases.
 * @returns for each component, the word of its number line; null when its versions are its own
 */
export function numberLines(components: readonly Numbers[]): readonly (string | null)[] {
  const guessed = guessLine(components.map((numbers) => (isOpen(numbers) ? numbers.releases : [])));
  return components.map((numbers, index) => {
    if (numbers.numbering !== undefined) return numbers.numbering === OWN ? null : numbers.numbering;
    return isOpen(numbers) && guessed.has(index) ? PRODUCT : null;
  });
}

const OWN = "own";
const PRODUCT = "product";

const isOpen = ({ numbering, publishesOnTag }: Numbers): boolean => numbering === undefined && publishesOnTag !== true;

function guessLine(components: readonly Numbers["releases"][]): ReadonlySet<number> {
  const times = components.map(
    (releases): Versions => new Map(releases.map(({ version, committedAt }) => [formatVersion(version), committedAt])),
  );
  const withReleases = times.flatMap(({ size }, index) => (size > 0 ? [index] : []));
  let line = withReleases;
  // Whoever has least in common with the rest leaves, until each is linked with half of the others.
  for (;;) {
    const links = line.map((one) => line.filter((other) => other !== one && areLinked(times, one, other)).length);
    const fewest = Math.min(...links);
    if (line.length < 2) return new Set();
    if (fewest * 2 >= line.length - 1) break;
    line = line.filter((_, at) => links[at] !== fewest);
  }
  return new Set(line.length * 2 >= withReleases.length ? line : []);
}

/** Half of the shorter list is in the other, and two in five of these are of about the same time. */
function areLinked(components: readonly Versions[], one: number, other: number): boolean {
  const both = [components[one], components[other]].filter((versions) => versions !== undefined);
  const [few, many] = both.sort((a, b) => a.size - b.size);
  if (few === undefined || many === undefined) return false;
  const common = [...few].filter(([version]) => many.has(version));
  if (common.length === 0 && few.size <= TOO_FEW) return haveOneMajor(few, many);
  const near = common.filter(([version, at]) => Math.abs(at - (many.get(version) ?? 0)) <= NEAR_SECONDS);
  return common.length * 2 >= few.size && near.length * 5 >= common.length * 2 && near.length > 0;
}

/** Of one or two versions nobody can tell whether they are others by chance. */
const TOO_FEW = 2;

const haveOneMajor = (few: Versions, many: Versions): boolean => {
  const majors = new Set([...many.keys()].map((version) => version.split(".")[0]));
  return [...few.keys()].some((version) => majors.has(version.split(".")[0] ?? ""));
};
