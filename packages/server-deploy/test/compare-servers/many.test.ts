import { expect, test } from "vitest";
import { compareServers } from "../../src/index.js";
import { localHosts, runProcess } from "../support/local-host.js";

// A library that prints fails its test: so would Node's warning of many listeners.
test("asks many hosts at once, each by one command, and without a warning", async () => {
  const signal = AbortSignal.timeout(60_000);
  const asked: string[] = [];
  const hosts = {
    open: async (name: string) => ({
      ...(await localHosts.open(name)),
      run: async (_: readonly string[], options: { signal?: AbortSignal | undefined } = {}) => {
        asked.push(name);
        return runProcess(["sh", "-c", "sleep 0.2; printf 'deb\\tapi\\tall\\tii \\t1.0\\t5\\nend\\n'"], options);
      },
    }),
  };
  const names = Array.from({ length: 24 }, (_, at) => `h${at}`);
  const target = { name: "prod", hosts: [...names, "h0"] };
  const { rows } = await compareServers({ hosts }, { target, packages: ["api"], latest: { api: "1.1" } }, { signal });
  expect(asked).toEqual(names);
  expect(rows.map(({ host, state }) => [host, state])).toEqual(names.map((name) => [name, "upgrade"]));
});
