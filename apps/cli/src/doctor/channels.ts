import type { Channel } from "@signalbox/announce";
import type { CallOptions } from "@signalbox/release-core";
import { broken, type Finding, ok } from "./finding.js";

/** Whether each channel could be used, as far as that can be told without sending: a mail server is greeted and left. */
export const channelFindings = (channels: readonly Channel[], options: CallOptions): Promise<readonly Finding[]> =>
  Promise.all(
    channels.map(async ({ name, kind, check }): Promise<Finding> => {
      const called = `channel ${name}`;
      if (check === undefined) return ok(called, `${kind}: its address is set; it cannot be asked without a message`);
      try {
        const { server } = await check(options);
        return ok(called, `${kind}: ${server} answers and takes the login`);
      } catch (error) {
        return broken(called, error);
      }
    }),
  );
