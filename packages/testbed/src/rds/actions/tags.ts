import { badValue } from "../http/refusal.js";
import type { RdsFamily } from "../options.js";
import { FAMILIES, placeOf } from "../state/family.js";
import { type ActionCall, type Call, databaseNamed, needed, snapshotNamed, tagList, tagsIn } from "./call.js";
import { checkTags } from "./identifiers.js";

export const addTags: ActionCall = (call) => {
  const given = tagsIn(call.input);
  checkTags(given);
  const tags = tagsOf(call);
  for (const [key, value] of given) tags.set(key, value);
  return {};
};

export const listTags: ActionCall = (call) => ({ TagList: tagList(tagsOf(call)) });

/** @throws RdsRefusal when the ARN names nothing that is here */
function tagsOf({ state, region, input }: Call): Map<string, string> {
  const arn = needed(input, "ResourceName");
  const place = placeOf(arn, region);
  for (const family of ["instance", "cluster"] as const satisfies readonly RdsFamily[]) {
    if (place.kind === FAMILIES[family].arnOfSnapshot) return snapshotNamed(state, family, place.region, place.id).tags;
    if (place.kind === FAMILIES[family].arnOfDatabase) return databaseNamed(state, family, place.region, place.id).tags;
  }
  throw badValue(`Invalid resource name: ${arn}`);
}
