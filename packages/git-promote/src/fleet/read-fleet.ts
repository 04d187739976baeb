import { repositoryName } from "@signalbox/git";
import { type CallOptions, contextOf, fanOut, isReleaseError, redactText } from "@signalbox/release-core";
import type { ReadPorts } from "../ports.js";
import type { ReleaseComponent } from "./component.js";
import { readRepository } from "./read-repository.js";
import { repositoryView, type RepositoryView } from "./repository-view.js";

/** Why one of many could not be read. */
export interface ReadFailure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** One of the listed repositories: what was read, or why not. */
export interface FleetMember {
  /** As it was given, to be opened again. */
  readonly location: string;
  readonly components: readonly ReleaseComponent[];
  /** Null when there is an error. */
  readonly view: RepositoryView | null;
  readonly error?: ReadFailure;
}

/** The name and place of a member in a report, credentials removed. */
export const memberName = ({ view, components, location }: FleetMember): { name: string; repository: string } => ({
  name: view?.name ?? components[0]?.name ?? repositoryName(location),
  repository: view?.repository ?? redactText(location),
});

const DEFAULT_CONCURRENCY = 8;

/**
 * Reads every listed repository once, in the order in which they are first given. One that cannot be read never stops
 * the others. `kind` names the progress events.
 * @throws the abort reason of `options.signal`
 */
export async function readFleet(
  ports: ReadPorts,
  request: { readonly components: readonly ReleaseComponent[]; readonly concurrency?: number | undefined },
  options: CallOptions & { readonly kind: string },
): Promise<readonly FleetMember[]> {
  const { kind, ...call } = options;
  const { signal, emit } = contextOf(call);
  const groups = byRepository(request.components);
  const total = groups.length;
  let done = 0;
  const read = async ([location, own]: Group): Promise<RepositoryView> => {
    try {
      return repositoryView(await readRepository(ports.repositories, location, own, call));
    } finally {
      emit({ type: "progress", kind, message: own[0]?.name ?? repositoryName(location), done: ++done, total });
    }
  };
  const settled = await fanOut(groups, read, { ...call, concurrency: request.concurrency ?? DEFAULT_CONCURRENCY });
  signal.throwIfAborted();
  return settled.map((line): FleetMember => {
    const [location, components] = line.item;
    return line.status === "fulfilled"
      ? { location, components, view: line.value }
      : { location, components, view: null, error: failureOf(line.status === "rejected" ? line.error : null) };
  });
}

/** What `fanOut` made of an error: everything that is not ours is wrapped there. */
export function failureOf(error: unknown): ReadFailure {
  const { code, message, hint } = isReleaseError(error)
    ? error
    : { code: "ERR_UNEXPECTED", message: String(error), hint: "Run it again with --verbose." };
  return { code, message, hint };
}

type Group = readonly [location: string, components: readonly ReleaseComponent[]];

/** Two products in one repository are looked at together: each other's tags are no mistakes. */
function byRepository(components: readonly ReleaseComponent[]): readonly Group[] {
  const groups = new Map<string, ReleaseComponent[]>();
  for (const component of components)
    groups.set(component.repository, [...(groups.get(component.repository) ?? []), component]);
  return [...groups];
}
