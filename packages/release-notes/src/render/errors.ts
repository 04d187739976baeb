import { ReleaseError } from "@signalbox/release-core";

export const dateInvalid = (date: string): ReleaseError =>
  new ReleaseError({
    code: "ERR_DATE_INVALID",
    message: `${JSON.stringify(date)} is no date.`,
    hint: "Write it as 2021-07-09.",
    details: { date },
  });
