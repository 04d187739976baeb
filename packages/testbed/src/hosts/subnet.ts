import { execFile } from "node:child_process";
import { networkInterfaces } from "node:os";
import { promisify } from "node:util";
import { hostsUnusable } from "./errors.js";
import { HOST_ENVIRONMENT } from "./host-root.js";

/** `10.77.<number>.0/24`, shared by one set of hosts; `.1` is where the test process is. */
export interface Subnet {
  readonly gateway: string;
  addressOf(host: number): string;
  macOf(host: number): string;
}

/** Hosts of one set are numbered from 0. */
export const MOST_HOSTS = 200;

/**
 * Lays the cable from here to the machine room and takes a subnet with it. The name of the cable's end here is the
 * lock: two test files that try the same number cannot both make it, and it vanishes with the machine room.
 */
export async function layCable(supervisor: number): Promise<Subnet> {
  const taken = new Set(Object.values(networkInterfaces()).flatMap((all) => (all ?? []).map(({ address }) => address)));
  const first = supervisor % 256;
  for (let offset = 0; offset < 256; offset++) {
    const number = (first + offset) % 256;
    const network = `10.77.${number}`;
    if ([...taken].some((address) => address.startsWith(`${network}.`))) continue;
    const link = `testbed${number}`;
    const peer = ["peer", "name", "uplink", "netns", String(supervisor)];
    const mac = ["address", macOf(number, 1)];
    if (!(await ip(["link", "add", link, ...mac, "type", "veth", ...peer]))) continue;
    await ip(["link", "set", link, "addrgenmode", "none"]);
    await ip(["address", "add", `${network}.1/24`, "dev", link], true);
    await ip(["link", "set", link, "up"], true);
    return {
      gateway: `${network}.1`,
      addressOf: (host) => `${network}.${host + 10}`,
      macOf: (host) => macOf(number, host + 10),
    };
  }
  throw hostsUnusable("all of 10.77.0.0/16 is taken");
}

/** The same card after each boot: the neighbours remember it. */
const macOf = (network: number, host: number): string =>
  ["02", "77", "00", "00", ...[network, host].map((part) => part.toString(16).padStart(2, "0"))].join(":");

/** False when the name is taken; anything else that goes wrong is thrown. */
async function ip(args: readonly string[], strict = false): Promise<boolean> {
  try {
    await promisify(execFile)("ip", args, { env: HOST_ENVIRONMENT });
    return true;
  } catch (error) {
    if (!strict && (error as { stderr?: string }).stderr?.includes("File exists")) return false;
    throw hostsUnusable(`ip ${args.join(" ")} failed`, error);
  }
}
