import { type Repositories, repositoryName } from "@signalbox/git";
import type { RemoteHistory } from "@signalbox/github";
import { type CallOptions, contextOf, fanOut, isReleaseError, redactText, type Settled } from "@signalbox/release-core";
import type { Component, ComponentReport, UnreleasedReport } from "../component.js";
import { readComponent } from "./read-component.js";
import { readRemoteComponent } from "./without-clone/read-remote-component.js";

const DEFAULT_CONCURRENCY = 8;

export interface UnreleasedPorts {
  readonly repositories: Repositories;
  /** Who knows histories without a clone. */
  readonly history?: RemoteHistory | undefined;
}

export interface UnreleasedRequest {
  readonly components: readonly Component[];
  /** How many clones are read at once. Default 8. */
  readonly concurrency?: number | undefined;
  /** Which components are read by `history`. Default: all, where there is one. */
  readonly withoutClone?: ((component: Component) => boolean) | undefined;
}

/**
 * Lists, for many components, what is on the mainline and in no release. One that cannot be read has an `error` in its
 * place and never stops the others. Without a clone the report is the same, with pull requests and logins besides; what
 * cannot be told then is said by the warning `undecided-without-clone`.
 * @throws the abort reason of `options.signal`
 */
export async function findUnreleased(
  ports: UnreleasedPorts,
  request: UnreleasedRequest,
  options: CallOptions = {},
): Promise<UnreleasedReport> {
  const { components, concurrency = DEFAULT_CONCURRENCY, withoutClone = () => true } = request;
  const { repositories, history } = ports;
  const { signal, emit } = contextOf(options);
  const total = components.length;
  let finished = 0;
  const told = async (component: Component, read: () => Promise<ComponentReport>): Promise<ComponentReport> => {
    try {
      return await read();
    } finally {
      emit({ type: "progress", kind: "find-unreleased", message: nameOf(component), done: ++finished, total });
    }
  };
  const isRemote = (component: Component): boolean => history !== undefined && withoutClone(component);
  const [near, far] = [components.filter((one) => !isRemote(one)), components.filter(isRemote)];
  const settled = await Promise.all([
    fanOut(near, (one) => told(one, () => readComponent(repositories, one, options)), { ...options, concurrency }),
    history === undefined
      ? []
      : // All at once: the history itself knows how much to ask at a time.
        fanOut(far, (one) => told(one, () => readRemoteComponent(history, one, options)), {
          ...options,
          concurrency: far.length,
        }),
  ]);
  signal.throwIfAborted();
  const lines = new Map(settled.flat().map((line) => [line.item, line]));
  return { format: 1, components: components.map((component) => reportOf(component, lines.get(component), signal)) };
}

function reportOf(
  component: Component,
  line: Settled<Component, ComponentReport> | undefined,
  signal: AbortSignal,
): ComponentReport {
  if (line?.status === "fulfilled") return line.value;
  return brokenReport(component, line?.status === "rejected" ? line.error : signal.reason);
}

function brokenReport(component: Component, error: unknown): ComponentReport {
  // `fanOut` has wrapped everything that is not ours.
  const { code, message, hint } = isReleaseError(error)
    ? error
    : { code: "ERR_UNEXPECTED", message: String(error), hint: "" };
  const repository = redactText(component.repository);
  return {
    name: nameOf(component),
    repository,
    mainline: null,
    latest: null,
    unreleased: [],
    warnings: [],
    error: { code, message, hint },
  };
}

const nameOf = (component: Component): string => component.name ?? repositoryName(component.repository);
