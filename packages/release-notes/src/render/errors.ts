import { ReleaseError } from "@signalbox/release-core";

export const dateInvalid = (date: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_DATE_INVALID",
    message: `${JSON.stringify(date)} is no date.`,
    hint: "Write it as 2021-07-09.",
    details: { date },
  });

export const addressInvalid = (address: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_ADDRESS_INVALID",
    message: `${JSON.stringify(address)} is no address of one mailbox.`,
    hint: "Write it as name@example.org, or Somebody <name@example.org>.",
    details: { address },
  });
