import { badValue, commonRefusal, RdsRefusal } from "../http/refusal.js";
import type { RdsFamily } from "../options.js";
import { FAMILIES, placeOf } from "../state/family.js";
import type { SnapshotRecord } from "../state/records.js";
import { snapshotArn, snapshotBody } from "../state/snapshot-body.js";
import { type ActionCall, type Call, needed, snapshotNamed, tagsIn, textIn } from "./call.js";
import { checkQuota, checkTags, newSnapshotId } from "./identifiers.js";

const COPIES_AT_ONCE = 20;

export const copySnapshot =
  (family: RdsFamily): ActionCall =>
  (call) => {
    const { state, region, input } = call;
    const { snapshot } = FAMILIES[family];
    const source = sourceOf(call, family);
    const isFromElsewhere = source.region !== region;
    if (isFromElsewhere) checkSignedUrl(call, source);
    const id = newSnapshotId(state, family, region, needed(input, `Target${snapshot}Identifier`));
    if (source.status !== "available")
      throw new RdsRefusal(`Invalid${snapshot}StateFault`, `Cannot copy the snapshot because it is ${source.status}.`);
    const kmsKeyId = textIn(input, "KmsKeyId") ?? null;
    if (isFromElsewhere && source.kmsKeyId !== null && kmsKeyId === null)
      throw badValue("KmsKeyId is required to copy an encrypted snapshot across regions.");
    checkQuota(state, family, region);
    if (isFromElsewhere) checkCopiesAtOnce(call, family);
    const tags = tagsIn(input);
    checkTags(tags);
    const kept = input["CopyTags"] === true ? source.tags : new Map<string, string>();
    const isBad = state.options.fails?.test(id) === true;
    const record: SnapshotRecord = {
      ...source,
      region,
      id,
      type: "manual",
      createdAt: state.now(),
      kmsKeyId: kmsKeyId ?? source.kmsKeyId,
      optionGroup: textIn(input, "OptionGroupName") ?? source.optionGroup,
      sourceArn: snapshotArn(source),
      tags: new Map([...kept, ...tags]),
      status: "pending",
      percent: 0,
      work: state.workFrom(
        isFromElsewhere || family === "cluster" ? "copying" : "creating",
        isBad ? "failed" : "available",
      ),
    };
    state.addSnapshot(record);
    return { [snapshot]: snapshotBody({ ...record }) };
  };

/** A name with `rds:` in it is no ARN. */
function sourceOf({ state, region, input }: Call, family: RdsFamily): SnapshotRecord {
  const { snapshot, arnOfSnapshot } = FAMILIES[family];
  const given = needed(input, `Source${snapshot}Identifier`);
  const place = placeOf(given, region);
  if (place.kind !== null && place.kind !== arnOfSnapshot) throw badValue(`Invalid snapshot identifier: ${given}`);
  return snapshotNamed(state, family, place.region, place.id);
}

/** What another region is asked with: the client signs it by itself. */
function checkSignedUrl({ region, input }: Call, source: SnapshotRecord): void {
  const url = textIn(input, "PreSignedUrl");
  const asked = url === undefined ? null : new URL(url);
  const isSigned =
    asked?.searchParams.get("DestinationRegion") === region && asked.hostname === `rds.${source.region}.amazonaws.com`;
  if (!isSigned)
    throw commonRefusal("InvalidParameterCombination", "A pre-signed URL of the source region is required.");
}

function checkCopiesAtOnce({ state, region }: Call, family: RdsFamily): void {
  const most = state.options.copiesAtOnce ?? COPIES_AT_ONCE;
  const open = state.snapshots(family, region).filter(({ work, sourceArn }) => work !== null && sourceArn !== null);
  if (open.length >= most)
    throw new RdsRefusal("SnapshotQuotaExceededFault", `Cannot copy more than ${most} snapshots across regions`);
}
