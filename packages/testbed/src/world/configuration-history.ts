import { history, type History } from "../history/history.js";
import { AUTHORS, type Person } from "../history/wording.js";
import { COMPONENTS, type ComponentScript, versionOf, WEEKS } from "./component-history.js";
import { pinFile, pinPath, topFile } from "./state-files.js";

const PINNED = COMPONENTS.filter(({ pinned }) => pinned);
/** Of the last week's bumps, so many reached test; the rest is still on dev only. */
const BUMPS_IN_TEST = 4;

/** Non-merge commits that each environment still lacks. */
export const EXPECTED_CHANGES = { prod: BUMPS_IN_TEST + 1, test: PINNED.length - BUMPS_IN_TEST + 1 } as const;

/** Tells the configuration repository: pins bumped on dev every week, promoted to test, a week later to prod. */
export function configurationHistory(seed: number, endAt: Date): History {
  const h = history({ seed, endAt });
  const states = ["pi/start", ...PINNED.map(({ name }) => `pi/${name}`), "pi/watchdog", "pi/end"];
  h.commit("master", {
    subject: "Only top.sls stays in the master branch",
    files: { ".gitignore": "*.pyc\n", "top.sls": topFile({ dev: states, test: states, prod: states }) },
    daysAgo: 7 * WEEKS + 9,
  });
  h.commit("dev", {
    subject: "Keep one state for each package",
    files: {
      "README.md": "# fleet-config\n\nPush changes to a branch and make a pull request.\n",
      "pi/start/init.sls": "starting:\n  test.nop: []\n",
      "pi/end/init.sls": "ended:\n  test.nop: []\n",
      ...watchdog(0),
      ...Object.fromEntries(PINNED.map((script) => pinChange(script, WEEKS))),
    },
    daysAgo: 7 * WEEKS + 8,
  });
  h.branch("test", "dev");
  h.branch("prod", "dev");
  for (let weeksAgo = WEEKS - 1; weeksAgo >= 0; weeksAgo--) tellWeek(h, weeksAgo);
  return h;
}

/** prod gets what test had; dev gets the week's versions; test gets dev; the newest week has more on dev than in test. */
function tellWeek(h: History, weeksAgo: number): void {
  const day = (into: number): number => 7 * weeksAgo + 6.95 - into;
  const pull = WEEKS * 2 - weeksAgo * 2;
  const promote = (from: string, into: string, number: number, at: number): void => {
    h.merge(into, from, {
      subject: `Merge pull request #${number} from kea/update-${into}`,
      author: author(weeksAgo),
      daysAgo: at,
    });
  };
  if (weeksAgo < WEEKS - 1) promote("test", "prod", pull, day(0));
  const early = weeksAgo > 0 ? PINNED : PINNED.slice(0, BUMPS_IN_TEST);
  early.forEach((script, index) => bump(h, script, weeksAgo, { turn: index, daysAgo: day(0.2 + 0.4 * index) }));
  tune(h, weeksAgo, day(2.6));
  promote("dev", "test", pull + 1, day(2.8));
  if (weeksAgo > 0) return;
  PINNED.slice(BUMPS_IN_TEST).forEach((script, index) =>
    bump(h, script, 0, { turn: index + 1, daysAgo: day(4.2 + 0.6 * index) }),
  );
  h.commit("dev", {
    subject: "Restart less often after a failed update",
    files: watchdog(99),
    author: author(3),
    daysAgo: day(6.5),
  });
}

function bump(h: History, script: ComponentScript, weeksAgo: number, when: { turn: number; daysAgo: number }): void {
  const { turn, daysAgo } = when;
  const subject = `Update ${script.name} to ${versionOf(script.major, weeksAgo)}`;
  h.commit("dev", { subject, files: Object.fromEntries([pinChange(script, weeksAgo)]), author: author(turn), daysAgo });
}

function tune(h: History, weeksAgo: number, daysAgo: number): void {
  const subject = `Let the watchdog wait ${30 + weeksAgo} seconds`;
  h.commit("dev", { subject, files: watchdog(30 + weeksAgo), author: author(weeksAgo), daysAgo });
}

const pinChange = ({ name, major }: ComponentScript, weeksAgo: number): [string, string] => [
  pinPath("pi", name),
  pinFile({ name, version: `"${versionOf(major, weeksAgo)}"` }),
];

const watchdog = (seconds: number): Record<string, string> => ({
  "pi/watchdog/init.sls": `watchdog-interval:\n  file.managed:\n    - name: /etc/watchdog.conf\n    - contents: interval=${seconds}\n`,
});

const author = (turn: number): Person => AUTHORS[turn % 4] ?? AUTHORS[0];
