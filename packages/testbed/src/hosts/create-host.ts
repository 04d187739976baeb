import { join } from "node:path";
import { enter, hostCalls } from "./host-calls.js";
import { holdLock } from "./locks.js";
import { logins } from "./logins.js";
import type { MachineRoom } from "./machine-room.js";
import { type HostPlace, seedDisk } from "./seed-disk.js";
import type { HostSpec, TestHost } from "./test-host.js";
import { untilAnswers } from "./until-answers.js";

const PORT = 22;
const BALLAST = "/var/ballast";

/** Sets a machine up and switches it on; it may not answer yet. */
export async function createHost(spec: HostSpec, place: HostPlace, room: MachineRoom): Promise<TestHost> {
  const { name, init = "none", disk = "512m" } = spec;
  const { index, subnet } = place;
  const address = subnet.addressOf(index);
  await room.order("add", name, disk);
  // The machine room's own view of the disk, where no program must be started to write.
  let hostKey = await seedDisk(join(`/proc/${room.pid}/root`, place.folder, "hosts", name, "root"), name, place);
  const on = (): Promise<void> => room.order("on", name, init, index, `${address}/24`, subnet.macOf(index));
  await on();

  const firstProcess = (): Promise<number> => room.firstProcessOf(name);
  const calls = hostCalls(name, firstProcess);
  const answers = (timeoutMs = 20_000): Promise<void> => untilAnswers(address, PORT, timeoutMs);
  const { replaceHostKey, ...doors } = logins({ ...calls, answers });
  return {
    name,
    init,
    address,
    port: PORT,
    get hostKey() {
      return hostKey;
    },
    ...calls,
    ...doors,
    answers,
    linkDown: () => room.order("plug", index, "down"),
    linkUp: () => room.order("plug", index, "up"),
    powerOff: () => room.order("off", name, index),
    powerOn: async () => {
      await on();
      await answers();
    },
    fillDisk: async (leave = 0) => {
      // Pages are what a tmpfs gives; the last of them too, for the ballast and for the folder it is in.
      const script = 'free=$(df --output=avail -B1 / | tail -1); [ $free -le $0 ] || fallocate -l $((free - $0)) "$1"';
      await calls.run(["sh", "-euc", script, String(leave), BALLAST]);
    },
    freeDisk: async () => void (await calls.run(["rm", "-f", BALLAST])),
    holdLock: async (lock) => holdLock(enter(await firstProcess()), lock),
    changeHostKey: async () => (hostKey = await replaceHostKey()),
  };
}
