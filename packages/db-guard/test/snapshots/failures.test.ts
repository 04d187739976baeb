import * as sdk from "@aws-sdk/client-rds";
import { RDSClient } from "@aws-sdk/client-rds";
import { isReleaseError } from "@signalbox/release-core";
import type { RdsFault } from "@signalbox/testbed/rds";
import fc from "fast-check";
import { afterEach, describe, expect, it } from "vitest";
import { FAILURE_TABLE, rowOf } from "../../src/rds/failures/failure-table.js";
import { rdsSnapshots } from "../../src/rds.js";
import { copyName, nameFlaw } from "../../src/snapshots/names.js";
import { openScene, type Scene } from "./scene.js";

describe("what the client says, in our words", () => {
  let scene: Scene | undefined;
  afterEach(async () => {
    expect(scene?.rds.violations ?? []).toEqual([]);
    await scene?.close();
    scene = undefined;
  });
  const errorOf = async (client: RDSClient): Promise<unknown> =>
    rdsSnapshots({ client })
      .snapshots(null)
      .subjectOf("proddb02")
      .catch((error: unknown) => error)
      .finally(() => client.destroy());

  it.each<[RdsFault["kind"], string, boolean]>([
    ["throttled", "ERR_RDS_THROTTLED", true],
    ["unavailable", "ERR_RDS_UNAVAILABLE", true],
    ["internal", "ERR_RDS_UNAVAILABLE", true],
    ["page", "ERR_RDS_UNAVAILABLE", true],
    ["drop", "ERR_RDS_UNREACHABLE", true],
    ["expired-token", "ERR_RDS_CREDENTIALS_EXPIRED", true],
    ["bad-token", "ERR_RDS_CREDENTIALS_WRONG", false],
    ["bad-signature", "ERR_RDS_CREDENTIALS_WRONG", false],
    ["kms-key", "ERR_RDS_KMS", false],
  ])("%s", async (kind, code, retryable) => {
    scene = await openScene();
    scene.rds.setFaults([{ match: "DescribeDBInstances", kind, times: Infinity }]);
    const error = await errorOf(scene.client());
    expect(error).toMatchObject({ code, retryable });
    expect(JSON.stringify(isReleaseError(error) ? error.details : null)).not.toContain("AWS4-HMAC");
  });

  it("names the action that a policy must allow", async () => {
    scene = await openScene();
    scene.rds.deny("DescribeDBInstances");
    expect(await errorOf(scene.client())).toMatchObject({
      code: "ERR_RDS_DENIED",
      hint: "Allow rds:DescribeDBInstances in a policy of the user or role.",
    });
  });

  it("says what is missing before anything is sent: credentials", async () => {
    const credentials = async () => {
      throw Object.assign(new Error("Could not load credentials from any providers"), {
        name: "CredentialsProviderError",
      });
    };
    expect(await errorOf(new RDSClient({ region: "ap-south-1", credentials }))).toMatchObject({
      code: "ERR_RDS_CREDENTIALS_MISSING",
    });
  });

  it("has a row for each fault that the SDK throws for these actions, and a hint in each row", () => {
    const rows = Object.keys(sdk)
      .filter((name) => /(Snapshot|Instance|DBCluster|KMSKey)\w*Fault$/.test(name))
      .filter((name) =>
        /(AlreadyExists|SnapshotNotFound|DB(Instance|Cluster)NotFound|Invalid\w+State|SnapshotQuota|KMSKeyNot)/.test(
          name,
        ),
      )
      .filter(
        (name) =>
          !/(Reserved|Shared|Automated|Role|Snapshot(Tenant|Attribute)|Endpoint|ParameterGroup|Backtrack)/.test(name),
      )
      .map((name) => [name, rowOf({ names: [name], status: 400, message: "" }).code]);
    expect(rows.length).toBeGreaterThan(10);
    expect(rows.filter(([, code]) => code === "ERR_RDS_REFUSED")).toEqual([]);
    expect(FAILURE_TABLE.filter(({ hint }) => typeof hint === "string" && hint.length < 10)).toEqual([]);
  });
});

describe("names", () => {
  const RULE = /^[a-z](?!.*--)[a-z0-9-]{0,254}(?<!-)$/i;

  it("are refused exactly where RDS refuses them", () => {
    const parts = fc.constantFrom("a", "Z", "9", "-", "--", ":", "é", " ", "bkp-");
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(parts, { maxLength: 300 }).map((all) => all.join("")),
        ),
        (name) => {
          expect(nameFlaw(name, "instance") === null).toBe(RULE.test(name));
          expect(nameFlaw(name, "cluster") === null).toBe(RULE.test(name) && name.length <= 63);
        },
      ),
    );
  });

  it.each([
    ["rds:proddb02-2024-02-13-23-12", "bkp-proddb02-2024-02-13-23-12"],
    ["awsbackup:job-1B2C", "bkp-job-1b2c"],
    ["before-16-2", "bkp-before-16-2"],
    ["rds:rds:odd", "bkp-rds:odd"],
  ])("%s is copied as %s", (source, name) => expect(copyName(source, "bkp-")).toBe(name));
});
