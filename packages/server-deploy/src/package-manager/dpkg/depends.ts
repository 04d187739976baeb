import { compareDebianVersions } from "../../versions/compare-debian-versions.js";
import type { Candidate } from "../host-facts.js";

interface Alternative {
  readonly name: string;
  readonly relation: string;
  readonly version: string;
}

const ALTERNATIVE =
  /^(?<name>[a-z0-9][a-z0-9+.-]+)(?::[a-z0-9-]+)?(?:\s*\(\s*(?<relation><<|<=|=|>=|>>|<|>)\s*(?<version>[^)\s]+)\s*\))?$/;

/** Each clause with its alternatives; what cannot be read is left to the package manager. Source: deb-control(5) */
function readDepends(depends: string): readonly { readonly text: string; readonly any: readonly Alternative[] }[] {
  return depends
    .split(",")
    .map((clause) => clause.replace(/\[[^\]]*\]|<[a-z!][^>]*>/g, "").trim())
    .filter((clause) => clause !== "")
    .map((text) => ({
      text,
      any: text.split("|").flatMap((alternative) => {
        const { name, relation = "", version = "" } = ALTERNATIVE.exec(alternative.trim())?.groups ?? {};
        return name === undefined ? [] : [{ name, relation, version }];
      }),
    }));
}

/** The packages that a `Depends` names, once each. Pure. */
export const namesIn = (depends: string): readonly string[] => [
  ...new Set(readDepends(depends).flatMap(({ any }) => any.map(({ name }) => name))),
];

/** The clauses that nothing installed fulfils. Pure. */
export const unmetDepends = (depends: string, candidates: readonly Candidate[]): readonly string[] =>
  readDepends(depends)
    .filter(({ any }) => any.length > 0 && !any.some((alternative) => isMet(alternative, candidates)))
    .map(({ text }) => text);

/** Installed packages that a `Conflicts` names: dpkg takes them away without a word where `Replaces` lets it. Pure. */
export const metConflicts = (conflicts: string, candidates: readonly Candidate[]): readonly string[] => {
  const real = candidates.filter(({ isProvided }) => isProvided !== true);
  const met = readDepends(conflicts).flatMap(({ any }) => any.filter((alternative) => isMet(alternative, real)));
  return [...new Set(met.map(({ name }) => name))];
};

/** A name that is provided without a version fulfils no clause that asks for one. */
const isMet = ({ name, relation, version }: Alternative, candidates: readonly Candidate[]): boolean =>
  candidates.some(
    (one) => one.name === name && (relation === "" || (one.version !== null && holds(one.version, relation, version))),
  );

function holds(installed: string, relation: string, wanted: string): boolean {
  const order = compareDebianVersions(installed, wanted);
  switch (relation) {
    case "<<":
      return order < 0;
    case ">>":
      return order > 0;
    case "=":
      return order === 0;
    case "<=":
    case "<": // as dpkg takes them, with a warning
      return order <= 0;
    default:
      return order >= 0;
  }
}
