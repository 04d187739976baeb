import type { Problem } from "@signalbox/release-core";
import type { Artifact } from "../artifact/artifact.js";
import type { Look } from "../fleet/look.js";
import { noted, type WayBackPlan } from "../fleet/way-back.js";
import type { HostPlace } from "../fleet/waves.js";
import { acceptsArchitecture } from "../package-manager/architectures.js";
import { managerOf } from "../package-manager/manager-of.js";
import { objectionsIn } from "../package-manager/rpm/complaints.js";
import type { InstallInput } from "./input.js";
import * as problems from "./problems.js";

interface Case {
  readonly place: HostPlace;
  readonly look: Look;
  readonly does: "install" | "upgrade" | "downgrade" | "reinstall";
  readonly repairs: boolean;
  readonly wayBack: WayBackPlan;
}

type Rule = (input: InstallInput, artifact: Artifact, found: Case) => Problem | null;

/** Everything that speaks against installing it on a host, not the first of it. Pure. */
export const refusalsOf = (input: InstallInput, artifact: Artifact, found: Case): readonly Problem[] =>
  RULES.map((rule) => rule(input, artifact, found)).filter((problem) => problem !== null);

const architecture: Rule = (_, artifact, { place, look: { facts } }) =>
  acceptsArchitecture(artifact, facts.architectures)
    ? null
    : problems.wrongArchitecture(place.host, artifact, facts.architectures);

const downgrade: Rule = (input, _, { place, look: { facts }, does }) =>
  does !== "downgrade" || input.allowDowngrade || facts.installed === null
    ? null
    : problems.newerInstalled(place.host, input, facts.installed.version);

/** A version names one content: two of them are a mistake of the build, or a package that was swapped. */
const content: Rule = (input, artifact, { place, look: { facts }, does }) => {
  const note = noted(facts, facts.installed);
  if (does !== "reinstall" || input.replaceContent || facts.installed?.isWhole !== true || note === null) return null;
  if (note.sha256 === artifact.sha256) return null;
  return problems.otherContent(place.host, input, { installed: note.sha256, given: artifact.sha256 });
};

const unfinished: Rule = (input, artifact, { place, look: { facts }, repairs }) =>
  repairs && input.repair === "refuse"
    ? problems.unfinished(place.host, facts, managerOf(artifact).byHand(input.package, facts))
    : null;

const dependencies: Rule = (_, artifact, { place, look: { missing, resolution } }) => {
  if (missing.length === 0) return null;
  if (resolution?.removes.length) return problems.wouldRemove(place.host, artifact, resolution.removes);
  return resolution?.isPossible === true
    ? null
    : problems.dependenciesMissing(place.host, artifact, { missing, resolution });
};

/** dpkg and rpm take away what a package replaces, and call it a success. */
const displaced: Rule = (_, artifact, { place, look: { facts } }) => {
  const gone = managerOf(artifact).displaced(artifact, facts);
  return gone.length === 0 ? null : problems.wouldRemove(place.host, artifact, gone);
};

const objections: Rule = (_, artifact, { place, look: { facts } }) => {
  const found = artifact.format === "rpm" ? objectionsIn(facts.complaints) : [];
  return found.length === 0 ? null : problems.refusedByManager(place.host, artifact, found);
};

/** Both the file and what is in it; where each folder has its own disk, that is enough for either. */
const space: Rule = (_, { size, installedSize, fileName }, { place, look: { facts } }) => {
  const short = Object.entries(facts.free).find(
    ([folder, free]) => free < (folder === "/" ? size + installedSize : size),
  );
  if (short === undefined) return null;
  return problems.diskFull(place.host, fileName, { folder: short[0], free: short[1], needed: size + installedSize });
};

const wayBack: Rule = (input, _, { place, look: { facts }, wayBack: way }) =>
  input.rollback === "required" && way.kind === "unavailable"
    ? problems.wayBackMissing(place.host, input.package, facts.installed?.version ?? "")
    : null;

const RULES: readonly Rule[] = [
  architecture,
  downgrade,
  content,
  unfinished,
  dependencies,
  displaced,
  objections,
  space,
  wayBack,
];
