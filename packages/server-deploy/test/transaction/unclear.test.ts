import { describe, expect, test } from "vitest";
import type { Host, Hosts } from "../../src/index.js";
import { runTransaction } from "../../src/index.js";
import { request, script } from "./requests.js";

/** A host on which whoever looks is killed, after these lines. */
function killing(lines: string): { readonly host: Host; readonly hosts: Hosts; readonly runs: () => number } {
  let runs = 0;
  const host: Host = {
    name: "api",
    run: (_, { onOutput } = {}) => {
      runs += 1;
      onOutput?.(lines);
      return Promise.resolve({ code: null, signal: "KILL", stdout: "", stderr: "", isCut: false });
    },
  };
  return { host, hosts: { open: () => Promise.resolve(host) }, runs: () => runs };
}

describe("a host that kills whoever follows", () => {
  const work = request([script("installing", "true")]);
  const sleep = (): Promise<void> => Promise.resolve();

  test("is asked again, and nobody says that it failed", async () => {
    const { host, hosts, runs } = killing(`following ${work.id}\n0:==> installing\n`);
    await expect(runTransaction(host, work, { hosts, sleep })).rejects.toMatchObject({
      code: "ERR_TRANSACTION_OUT_OF_SIGHT",
      retryable: true,
    });
    expect(runs()).toBeGreaterThan(1);
  });

  test("is unclear at once when nothing was begun", async () => {
    const { host, hosts, runs } = killing("");
    await expect(runTransaction(host, work, { hosts, sleep })).rejects.toMatchObject({ code: "ERR_HOST_UNCLEAR" });
    expect(runs()).toBe(1);
  });
});
