import { connect } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { hostsUnusable } from "./errors.js";

/** Tries until an SSH server greets; a host that boots refuses, is unreachable, or takes the call and says nothing. */
export async function untilAnswers(address: string, port: number, timeoutMs: number): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  while (!(await greets(address, port))) {
    if (performance.now() > deadline) throw hostsUnusable(`${address}:${port} did not answer in ${timeoutMs} ms`);
    await delay(10);
  }
}

function greets(address: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: address, port });
    const settle = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    // Shorter than the kernel's patience with an address that nobody has yet.
    socket.setTimeout(500, () => settle(false));
    socket.once("data", (greeting) => settle(greeting.toString("latin1").startsWith("SSH-")));
    socket.once("error", () => settle(false));
    socket.once("close", () => settle(false));
  });
}
