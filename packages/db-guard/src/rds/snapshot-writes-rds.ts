import {
  AddTagsToResourceCommand,
  CopyDBClusterSnapshotCommand,
  CopyDBSnapshotCommand,
  CreateDBClusterSnapshotCommand,
  CreateDBSnapshotCommand,
  DeleteDBClusterSnapshotCommand,
  DeleteDBSnapshotCommand,
  type RDSClient,
} from "@aws-sdk/client-rds";
import { ReleaseError } from "@signalbox/release-core";
import type { Snapshot, SnapshotWrites } from "../snapshots/ports.js";
import { ask } from "./ask.js";
import { snapshotOfCluster, snapshotOfInstance, tagList } from "./wire-snapshot.js";

/** The writes of one region. */
export function snapshotWritesOfRds(client: RDSClient): SnapshotWrites {
  return {
    copy: async ({ kind, source, targetId, tags, copyTags, kmsKey, optionGroup }, options) => {
      // Across regions the client signs a URL for the other region by itself: it takes the region from the ARN.
      const common = { Tags: tagList(tags), CopyTags: copyTags, KmsKeyId: kmsKey ?? undefined };
      if (kind === "cluster") {
        const ids = { SourceDBClusterSnapshotIdentifier: source.arn, TargetDBClusterSnapshotIdentifier: targetId };
        const command = new CopyDBClusterSnapshotCommand({ ...ids, ...common });
        const asked = ["CopyDBClusterSnapshot", source.id] as const;
        const { DBClusterSnapshot: made } = await ask(client, asked, (http) => client.send(command, http), options);
        return made === undefined ? nothingCame("CopyDBClusterSnapshot") : snapshotOfCluster(made);
      }
      const ids = { SourceDBSnapshotIdentifier: source.arn, TargetDBSnapshotIdentifier: targetId };
      const command = new CopyDBSnapshotCommand({ ...ids, ...common, OptionGroupName: optionGroup ?? undefined });
      const asked = ["CopyDBSnapshot", source.id] as const;
      const { DBSnapshot: made } = await ask(client, asked, (http) => client.send(command, http), options);
      return made === undefined ? nothingCame("CopyDBSnapshot") : snapshotOfInstance(made);
    },
    create: async ({ kind, id: database }, id, tags, options) => {
      const Tags = tagList(tags);
      if (kind === "cluster") {
        const ids = { DBClusterIdentifier: database, DBClusterSnapshotIdentifier: id };
        const command = new CreateDBClusterSnapshotCommand({ ...ids, Tags });
        const asked = ["CreateDBClusterSnapshot", database] as const;
        const { DBClusterSnapshot: made } = await ask(client, asked, (http) => client.send(command, http), options);
        return made === undefined ? nothingCame("CreateDBClusterSnapshot") : snapshotOfCluster(made);
      }
      const command = new CreateDBSnapshotCommand({ DBInstanceIdentifier: database, DBSnapshotIdentifier: id, Tags });
      const asked = ["CreateDBSnapshot", database] as const;
      const { DBSnapshot: made } = await ask(client, asked, (http) => client.send(command, http), options);
      return made === undefined ? nothingCame("CreateDBSnapshot") : snapshotOfInstance(made);
    },
    remove: async ({ subject, id }, options) => {
      if (subject.kind === "cluster") {
        const command = new DeleteDBClusterSnapshotCommand({ DBClusterSnapshotIdentifier: id });
        await ask(client, ["DeleteDBClusterSnapshot", id], (http) => client.send(command, http), options);
        return;
      }
      const command = new DeleteDBSnapshotCommand({ DBSnapshotIdentifier: id });
      await ask(client, ["DeleteDBSnapshot", id], (http) => client.send(command, http), options);
    },
    tag: async (arn, tags, options) => {
      const command = new AddTagsToResourceCommand({ ResourceName: arn, Tags: tagList(tags) });
      await ask(client, ["AddTagsToResource", arn], (http) => client.send(command, http), options);
    },
  };
}

function nothingCame(action: string): Snapshot {
  throw new ReleaseError({
    code: "ERR_RDS_ANSWER",
    message: `${action} was answered without a snapshot.`,
    hint: "Run it again: it looks at what is there.",
    retryable: true,
  });
}
