import { connect } from "node:net";
import type { Probes } from "./probes.js";

const LONGEST_BODY = 256 * 1024;

/** `Probes` by Node's own fetch and sockets, from this machine. */
export const nodeProbes = (): Probes => ({
  get: async (url, { deadlineMs, signal }) => {
    const deadline = AbortSignal.timeout(deadlineMs);
    const response = await fetch(url, {
      redirect: "manual",
      signal: signal === undefined ? deadline : AbortSignal.any([signal, deadline]),
    });
    return { status: response.status, body: await firstBytes(response) };
  },
  connect: (address, port, { deadlineMs, signal }) =>
    new Promise((resolve, reject) => {
      const socket = connect({ host: address, port, ...(signal === undefined ? {} : { signal }) });
      socket.setTimeout(deadlineMs, () => socket.destroy(new Error("no answer in time")));
      socket.once("error", reject);
      socket.once("connect", () => {
        socket.destroy();
        resolve();
      });
    }),
});

async function firstBytes(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = "";
  for await (const chunk of response.body ?? []) {
    text += decoder.decode(chunk as Uint8Array, { stream: true });
    // Leaving the loop cancels the rest of the body.
    if (text.length >= LONGEST_BODY) return text.slice(0, LONGEST_BODY);
  }
  return text;
}
