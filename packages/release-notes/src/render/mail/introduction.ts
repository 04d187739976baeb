import type { NotesModel } from "../../notes.js";
import { componentsOf } from "../text/shown.js";

/** What a mail says of the numbers before anything else, as plain sentences. */
export function introduction(
  model: NotesModel,
  { product, app }: { readonly product?: string | undefined; readonly app?: string | undefined },
): readonly string[] {
  const components = componentsOf(model);
  const versions = components.flatMap(({ version }) => version ?? []);
  const highest = versions.reduce((high, each) => (isHigher(each, high) ? each : high), versions[0] ?? model.release);
  const first = `${product === undefined ? "Release" : product} ${highest} is now live.`;
  if (app === undefined) return [first];
  const ofApp = components.find(({ name }) => name === app)?.version ?? null;
  if (ofApp === highest) return [first];
  return [first, ofApp === null ? "This release has no new mobile app." : `The mobile app has the version ${ofApp}.`];
}

/** By their numbers, from the left. */
function isHigher(version: string, than: string): boolean {
  const [numbers, others] = [numbersOf(version), numbersOf(than)];
  const different = numbers.findIndex((number, index) => number !== (others[index] ?? 0));
  return different !== -1 && (numbers[different] ?? 0) > (others[different] ?? 0);
}

const numbersOf = (version: string): readonly number[] =>
  (/\d+(?:\.\d+)*/.exec(version)?.[0] ?? "").split(".").map(Number);
