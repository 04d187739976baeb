import { type DeployWays, deployWays } from "../deploy-ways.js";
import { type Command, inRounds, median, output, sideBySide, timed } from "../measure.js";
import type { Place } from "../place.js";
import { notMeasured, row, type Row } from "../row.js";
import { PACKAGE, type Servers, startServers, versionOf } from "../servers.js";

const TOPIC = "deploy";
/** How many hosts, how often, and what is wanted against the other ways; null where nothing is. */
const CASES = [
  { count: 1, rounds: 5, shell: 1.2, bare: null, ansible: null },
  { count: 5, rounds: 1, shell: 1, bare: null, ansible: null },
  { count: 20, rounds: 1, shell: 1, bare: 3, ansible: 1 / 7 },
  { count: 50, rounds: 1, shell: 1, bare: 3, ansible: 1 / 7 },
] as const;
type Case = (typeof CASES)[number];
const MOST = 50;
const AGAIN = { count: 20, rounds: 3, goal: { atMost: 2000 } };
const COMPARE_GOAL = { atMost: 1.5 };
const CPU_GOAL = { atMost: 25 };
const MEMORY_GOAL = { atMost: 120 };

/** Real upgrades on real servers, whole processes, beside what people use for them. */
export async function deploy(place: Place): Promise<Row[]> {
  const servers = await startServers(
    place,
    CASES.map(({ count }) => count),
  );
  try {
    const ways = deployWays(servers, place.signal);
    const ssh = await versionOf("ssh", place);
    const ansible = await usableAnsible(place, servers);
    await ways.ours(MOST); // so that all that follows are upgrades
    const rows: Row[] = [];
    for (const one of CASES) rows.push(...(await upgrade(ways, one, { ssh, ansible })));
    return [...rows, await secondRun(ways), ...(await costs(ways)), await compare(place, servers, ssh)];
  } finally {
    await servers.close();
  }
}

interface Versions {
  readonly ssh: string | null;
  readonly ansible: { readonly version: string } | { readonly missing: string };
}

/** Ansible runs Python on the servers. */
async function usableAnsible(place: Place, { hosts: [first] }: Servers): Promise<Versions["ansible"]> {
  const version = await versionOf("ansible-playbook", place);
  if (version === null) return { missing: "ansible-core is not installed" };
  const python = await first?.tryRun(["sh", "-c", "command -v python3"]);
  return python?.exitCode === 0 ? { version } : { missing: "Ansible needs Python on the servers, and these have none" };
}

async function upgrade(ways: DeployWays, { count, rounds, ...goals }: Case, versions: Versions): Promise<Row[]> {
  const took = await inRounds(rounds, {
    ours: () => ways.ours(count),
    shell: () => ways.shell(count),
    bare: () => ways.bare(count),
  });
  const base = { topic: TOPIC, case: hostsOf(count), value: took.ours };
  const metric = `ms, whole process, median of ${rounds}`;
  const rows = [
    row({
      ...base,
      metric,
      reference: took.shell,
      goal: { atMost: goals.shell },
      against: `${count === 1 ? "one ssh" : "one ssh each, all at once"}, the package piped into dpkg (${versions.ssh ?? ""})`,
    }),
  ];
  if (goals.bare !== null)
    rows.push(
      row({
        ...base,
        metric,
        reference: took.bare,
        goal: { atMost: goals.bare },
        against: "dpkg -i alone on all at once",
      }),
    );
  if (goals.ansible === null) return rows;
  const goal = { atMost: goals.ansible };
  if ("missing" in versions.ansible) return [...rows, notMeasured(TOPIC, base.case, goal, versions.ansible.missing)];
  const against = `copy + dpkg, pipelining, ${count} forks (${versions.ansible.version})`;
  try {
    const reference = await ways.ansible(count);
    return [...rows, row({ ...base, metric: `${metric}; reference once`, reference, goal, against })];
  } catch (error) {
    // What is ours was measured all the same.
    return [...rows, notMeasured(TOPIC, base.case, goal, `Ansible failed: ${String(error).slice(0, 80)}`)];
  }
}

/** Nothing to do: everybody is looked at, and nobody is touched. */
async function secondRun(ways: DeployWays): Promise<Row> {
  const { count, rounds, goal } = AGAIN;
  await ways.ours(count);
  const took: number[] = [];
  for (let round = 0; round < rounds; round++) took.push(await ways.again(count));
  const metric = `ms, whole process, median of ${rounds}`;
  return row({ topic: TOPIC, case: `${hostsOf(count)}, again`, metric, value: median(took), goal, against: "a limit" });
}

async function costs(ways: DeployWays): Promise<Row[]> {
  const { cpuMs, megabytes } = await ways.costs(MOST);
  const base = { topic: TOPIC, case: hostsOf(MOST), against: "a limit" };
  return [
    row({ ...base, metric: "CPU ms a host on this side", value: cpuMs / MOST, goal: CPU_GOAL }),
    row({ ...base, metric: "peak memory, MB", value: megabytes, goal: MEMORY_GOAL }),
  ];
}

const ASK = `running=
for host; do on "$host" "dpkg-query -W ${PACKAGE}" >/dev/null & running="$running $!"; done
for one in $running; do wait "$one"; done`;

async function compare({ signal }: Place, servers: Servers, ssh: string | null): Promise<Row> {
  const take = (command: Command): Promise<number> => timed(() => output(command, signal));
  const took = await sideBySide(3, {
    ours: () => take(servers.cli("upgrades", "--servers-only", "--to", `of-${MOST}`, "--against", "of-1", "--json")),
    theirs: () => take(servers.shell(ASK, ...servers.hosts.map(({ address }) => address))),
  });
  return row({
    topic: TOPIC,
    case: `what ${hostsOf(MOST)} have`,
    metric: "ms, whole process, median of 3",
    value: took.ours,
    reference: took.theirs,
    goal: COMPARE_GOAL,
    against: `dpkg-query by one ssh each, all at once (${ssh ?? ""})`,
  });
}

const hostsOf = (count: number): string => (count === 1 ? "1 host" : `${count} hosts`);
