import type { ActionCall } from "./call.js";
import { manualSnapshots } from "./identifiers.js";

/** Names of the quotas: https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_AccountQuota.html */
export const describeAccount: ActionCall = ({ state, region }) => {
  const Max = state.options.quota ?? 100;
  return {
    AccountQuotas: [
      { AccountQuotaName: "DBInstances", Used: state.databases("instance", region).length, Max: 40 },
      { AccountQuotaName: "ManualSnapshots", Used: manualSnapshots(state, "instance", region), Max },
      { AccountQuotaName: "ManualClusterSnapshots", Used: manualSnapshots(state, "cluster", region), Max },
    ],
  };
};
