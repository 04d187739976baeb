import { toJson } from "@signalbox/release-core";
import type { Step } from "@signalbox/release-train";
import type { DatabaseConfig } from "../config/database-types.js";
import type { Component } from "../config/inventory.js";
import { guardSteps } from "./guard-steps.js";

/** An environment with servers. */
export interface ServedEnvironment {
  readonly name: string;
  /** Group → hosts. */
  readonly hosts: Readonly<Record<string, readonly string[]>>;
}

const ofFiles = ({ deploy }: Component): boolean => deploy?.files !== undefined;

/** Components that go to servers of an environment. */
const deployedTo = ({ hosts }: ServedEnvironment, components: readonly Component[]): readonly Component[] =>
  components.filter(
    ({ deploy, policy }) =>
      policy?.deploy !== false && deploy?.groups.some((group) => Object.hasOwn(hosts, group)) === true,
  );

const packageOf = ({ name, deploy }: Component): string => deploy?.package ?? name;

const groupOf = ({ name, hosts }: ServedEnvironment): { readonly name: string; readonly hosts: string[] } => ({
  name,
  hosts: [...new Set(Object.values(hosts).flat())],
});

export interface DeploySteps {
  readonly to: ServedEnvironment;
  readonly components: readonly Component[];
  /** The release of all of them. Default: the latest of each. */
  readonly version?: string;
  /** A step that compared servers: then only what it found due. */
  readonly compared?: string;
  readonly databases?: Readonly<Record<string, DatabaseConfig>> | undefined;
  /** Whether it is the last environment with servers, which is production. Default: false. */
  readonly isLast?: boolean;
  readonly needs: readonly string[];
}

/** Looks up what is deployed, then deploys it: packages, then plain files. None, where nothing goes there. */
export function deploySteps({
  to,
  components,
  version,
  compared,
  databases = {},
  isLast = false,
  needs,
}: DeploySteps): readonly Step[] {
  const meant = deployedTo(to, components).filter((one) => compared === undefined || !ofFiles(one));
  if (meant.length === 0) return [];
  const [looked, packages, files] = [`to-deploy-${to.name}`, `deploy-${to.name}`, `place-${to.name}`];
  const each = { type: "operation", with: { $ref: "item.input" }, planned: "later" } as const;
  const hasPackages = meant.some((one) => !ofFiles(one));
  const guards = guardSteps({
    to: to.name,
    named: meant.flatMap(({ deploy }) => deploy?.database ?? []),
    databases,
    version,
    looked,
    isLast,
  });
  return [
    {
      id: looked,
      type: "read",
      uses: "deploys-to-make",
      title: `What ${to.name} will get`,
      with: {
        environment: to.name,
        components: meant.map(({ name }) => name),
        ...(version === undefined ? {} : { version }),
        ...(compared === undefined ? {} : { compared: { $ref: compared } }),
      },
      needs: [...needs],
    },
    ...guards.before,
    ...(hasPackages
      ? [
          {
            ...each,
            id: packages,
            uses: "install-package",
            title: `Install on the servers of ${to.name}`,
            forEach: { $ref: `${looked}.packages` },
            bound: { hosts: groupOf(to).hosts, actions: "install-package" },
            needs: [...guards.needs],
          },
          ...guards.after(packages),
        ]
      : []),
    ...(meant.some(ofFiles)
      ? [
          {
            ...each,
            id: files,
            uses: "deploy-files",
            title: `Place files on the servers of ${to.name}`,
            forEach: { $ref: `${looked}.files` },
            bound: { hosts: groupOf(to).hosts, actions: "deploy-files" },
            needs: [looked, ...(hasPackages ? [packages] : [])],
          },
        ]
      : []),
  ];
}

export interface PromotionOfServers {
  readonly from: ServedEnvironment;
  readonly to: ServedEnvironment;
  readonly components: readonly Component[];
  readonly approvers: readonly string[];
  readonly databases?: Readonly<Record<string, DatabaseConfig>> | undefined;
  /** As of `deploySteps`. */
  readonly isLast?: boolean;
  readonly needs: readonly string[];
}

/**
 * What one environment's servers have, and the next one's lack: compared, signed for package by package, installed, and
 * compared again.
 */
export function promotionOfServers({
  from,
  to,
  components,
  approvers,
  databases,
  isLast = false,
  needs,
}: PromotionOfServers): readonly Step[] {
  const meant = deployedTo(to, components).filter((one) => !ofFiles(one));
  if (meant.length === 0) return [];
  const compare = (id: string, title: string, after: readonly string[]): Step => ({
    id,
    type: "read",
    uses: "compare-servers",
    title,
    with: toJson({
      target: groupOf(to),
      source: groupOf(from),
      packages: meant.map(packageOf),
      places: Object.fromEntries(
        meant.map((one) => [packageOf(one), (one.deploy?.groups ?? []).flatMap((group) => to.hosts[group] ?? [])]),
      ),
    }),
    needs: [...after],
  });
  const before = `servers-${to.name}`;
  return [
    compare(before, `What the servers of ${to.name} lack`, needs),
    {
      id: `${before}-ok`,
      type: "approval",
      title: `Each package is fit for ${to.name}`,
      question: `Were its release notes read, and was it seen working in ${from.name}? Ask the developer responsible.`,
      approvers: [...approvers],
      items: { $ref: `${before}.items` },
    },
    ...deploySteps({ to, components: meant, compared: before, databases, isLast, needs: [`${before}-ok`] }),
    compare(`${before}-after`, `What the servers of ${to.name} still lack`, [`deploy-${to.name}`]),
  ];
}
