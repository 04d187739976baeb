import { tagNameOf } from "@signalbox/git";
import type { CallOptions } from "@signalbox/release-core";
import { looseVersion } from "../pins/index.js";
import type { WritePorts } from "../ports.js";
import { shortName } from "../resolve-branch.js";
import type { PinEdit } from "./choose-pins.js";
import type { BumpInput } from "./input.js";

/** Whether it is there; `unchecked`: nobody could be asked. */
export type Existence = "exists" | "missing" | "unchecked";

/** What was found out about one pin before it is written. */
export interface PinCheck {
  readonly name: string;
  readonly family: string;
  readonly version: string;
  readonly tag: Existence;
  readonly artifact: Existence;
  /** The tag that was looked for in the component's repository; null when that is not known. */
  readonly tagName: string | null;
  /** Versions released by the component, in no order; null when its repository is not known. */
  readonly released: readonly string[] | null;
  /** Where a tag is missing: those that say the same version otherwise. */
  readonly alike: readonly string[];
}

/** One check a pin, all at once. Each component's repository is asked once. */
export async function checkPins(
  edits: readonly PinEdit[],
  input: BumpInput,
  ports: Pick<WritePorts, "repositories" | "checks">,
  options: CallOptions,
): Promise<readonly PinCheck[]> {
  const once = new Map(edits.map((edit) => [JSON.stringify([edit.pin.family, edit.pin.name, edit.version]), edit]));
  return Promise.all([...once.values()].map((edit) => checkPin(edit, input, ports, options)));
}

async function checkPin(
  { pin: { name, family }, version, wanted }: PinEdit,
  { components }: BumpInput,
  { repositories, checks }: Pick<WritePorts, "repositories" | "checks">,
  options: CallOptions,
): Promise<PinCheck> {
  const pinned = { name, family, version };
  const [asked, artifact] = await Promise.all([
    checks?.tagExists?.(pinned, options) ?? null,
    checks?.artifactExists?.(pinned, options) ?? null,
  ]);
  const about = { ...pinned, artifact: existence(artifact) };
  const component = componentOf(components, name, family);
  if (component === null) return { ...about, tag: existence(asked), tagName: null, released: null, alike: [] };

  const repository = await repositories.open(component.repository, options);
  await repository.refresh(options);
  const tags = (await repository.listRefs(options))
    .filter((ref) => ref.name.startsWith("refs/tags/"))
    .map((ref) => shortName(ref.name));
  const { tagPattern } = component;
  const tagName = wanted.tag ?? tagNameOf(version, { tagPattern });
  const tag = asked === null ? (tags.includes(tagName) ? "exists" : "missing") : existence(asked);
  const same = JSON.stringify(looseVersion(version));
  const alike = tags.filter((name) => JSON.stringify(looseVersion(name)) === same && name !== tagName);
  return { ...about, tag, tagName, released: releasedBy(tags, tagPattern), alike };
}

const existence = (answer: boolean | null): Existence =>
  answer === null ? "unchecked" : answer ? "exists" : "missing";

function componentOf(
  components: BumpInput["components"],
  name: string,
  family: string,
): BumpInput["components"][string] | null {
  const fitting = Object.entries(components).filter(([component, { pin = component }]) => pin === name);
  const [, found] =
    fitting.find((entry) => entry[1].family === family) ?? fitting.find((entry) => entry[1].family === undefined) ?? [];
  return found ?? null;
}

/** The versions in tags of the component's pattern, as pins write them (with their endings). */
function releasedBy(tags: readonly string[], tagPattern = "v{version}"): readonly string[] {
  const [before = "", after = ""] = tagPattern.split("{version}");
  return tags
    .filter((tag) => tag.startsWith(before) && tag.endsWith(after))
    .map((tag) => tag.slice(before.length, tag.length - after.length))
    .filter((version) => looseVersion(version) !== null);
}
