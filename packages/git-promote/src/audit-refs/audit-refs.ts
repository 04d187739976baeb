import { type CallOptions, contextOf, fanOut, parseInput } from "@signalbox/release-core";
import { releaseRequest, type ReleaseRequest } from "../fleet/component.js";
import { judgeFleet, type JudgedRepository } from "../fleet/judge-fleet.js";
import { type ReadFailure, failureOf, memberName, readFleet } from "../fleet/read-fleet.js";
import { readEquivalence } from "../history/equivalence.js";
import type { ReadPorts } from "../ports.js";
import { auditRepository, equivalenceQuestion, lacksIn } from "./audit-repository.js";
import type { Finding, FindingCode } from "./finding.js";

/** One repository of an audit. A broken one has an `error`, and nothing else is known of it. */
export interface RepositoryAudit {
  readonly name: string;
  /** Where it was read, credentials removed. */
  readonly repository: string;
  /** Gravest first. */
  readonly findings: readonly Finding[];
  readonly error?: ReadFailure;
}

/** What `auditRefs` answers; repositories in the order in which they were first given. */
export interface AuditReport {
  readonly format: 1;
  readonly repositories: readonly RepositoryAudit[];
  /** How many findings there are of each code, over all repositories. Codes without a finding are left out. */
  readonly counts: Readonly<Partial<Record<FindingCode, number>>>;
}

/**
 * Lists every irregularity in the refs of many repositories: by one listing of refs, one of commits and one comparison
 * of patches each. Only looks, and asks nobody but the remotes. One that cannot be read has an `error` in its place and
 * never stops the others; what only all of them together can tell is then told of the rest.
 * @throws ReleaseError `ERR_INPUT_INVALID`; the abort reason of `options.signal`
 */
export async function auditRefs(
  ports: ReadPorts,
  request: ReleaseRequest,
  options: CallOptions = {},
): Promise<AuditReport> {
  const parsed = parseInput("audit-refs", releaseRequest, request);
  const members = await readFleet(ports, parsed, { ...options, kind: "audit-refs" });
  const judged = judgeFleet(members.flatMap(({ view }) => view ?? []));
  const locations = new Map(members.map(({ view, location }) => [view, location]));
  const locationOf = ({ whole }: JudgedRepository): string => locations.get(whole) ?? "";
  const compare = async (one: JudgedRepository): Promise<readonly Finding[]> => {
    const lacks = lacksIn(one);
    const repository = await ports.repositories.open(locationOf(one), options);
    const question = equivalenceQuestion(one, lacks);
    const equivalence = await readEquivalence(repository, one.view.history, question, options);
    return auditRepository(one, judged, lacks, equivalence);
  };
  const settled = await fanOut(judged, compare, { ...options, concurrency: parsed.concurrency ?? 8 });
  contextOf(options).signal.throwIfAborted();

  const audited = new Map(settled.map((line) => [locationOf(line.item), line]));
  const repositories = members.map((member): RepositoryAudit => {
    const line = audited.get(member.location);
    const name = memberName(member);
    if (line?.status === "fulfilled") return { ...name, findings: line.value };
    const error = member.error ?? failureOf(line?.status === "rejected" ? line.error : null);
    return { ...name, findings: [], error };
  });
  return { format: 1, repositories, counts: countCodes(repositories) };
}

function countCodes(repositories: readonly RepositoryAudit[]): AuditReport["counts"] {
  const counts: Partial<Record<FindingCode, number>> = {};
  for (const { findings } of repositories) for (const { code } of findings) counts[code] = (counts[code] ?? 0) + 1;
  return counts;
}
