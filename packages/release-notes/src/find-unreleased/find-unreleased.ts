import { type Repositories, repositoryName } from "@signalbox/git";
import { type CallOptions, contextOf, fanOut, isReleaseError, redactText } from "@signalbox/release-core";
import type { Component, ComponentReport, UnreleasedReport } from "../component.js";
import { readComponent } from "./read-component.js";

const DEFAULT_CONCURRENCY = 8;

/**
 * Lists, for many components, what is on the mainline and in no release. One that cannot be read has an `error` in its
 * place and never stops the others.
 * @throws the abort reason of `options.signal`
 */
export async function findUnreleased(
  ports: { readonly repositories: Repositories },
  request: {
    readonly components: readonly Component[];
    /** How many are read at once. Default 8. */ readonly concurrency?: number | undefined;
  },
  options: CallOptions = {},
): Promise<UnreleasedReport> {
  const { components, concurrency = DEFAULT_CONCURRENCY } = request;
  const { signal, emit } = contextOf(options);
  const total = components.length;
  let finished = 0;
  const read = async (component: Component): Promise<ComponentReport> => {
    try {
      return await readComponent(ports.repositories, component, options);
    } finally {
      emit({ type: "progress", kind: "find-unreleased", message: nameOf(component), done: ++finished, total });
    }
  };
  const settled = await fanOut(components, read, { ...options, concurrency });
  signal.throwIfAborted();
  const reports = settled.map((line) => {
    if (line.status === "fulfilled") return line.value;
    return brokenReport(line.item, line.status === "rejected" ? line.error : signal.reason);
  });
  return { format: 1, components: reports };
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
