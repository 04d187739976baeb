import type { ReleasePorts } from "@signalbox/github-release";
import { type CallOptions, fanOut } from "@signalbox/release-core";
import { type Downloads, findArtifact, findChecksum, type ServerComparison } from "@signalbox/server-deploy";
import type { Config } from "../config/load-config.js";
import { type Deployable, deployableNamed } from "../deploying/deployable.js";
import { filesInput } from "../deploying/files-input.js";
import { installInput, type InstallChoice, upstream } from "../deploying/install-input.js";
import { type ReleaseFile, releaseFileOf } from "../deploying/release-file.js";
import { otherVersionReleased } from "../errors.js";

/** `environment` by its name, `components` by theirs. */
export interface DeploysInput {
  readonly environment: string;
  readonly components: readonly string[];
  /** This release of all of them. Default: the latest of each. */
  readonly version?: string;
  /** What `compare-servers` told: then only what is due by it, in the version that the other environment has. */
  readonly compared?: Pick<ServerComparison, "rows">;
}

/** The inputs of the steps that deploy, by component. */
export interface DeploysToMake {
  readonly format: 1;
  /** For `install-package`. */
  readonly packages: readonly { readonly name: string; readonly input: object }[];
  /** For `deploy-files`. */
  readonly files: readonly { readonly name: string; readonly input: object }[];
  /** Whose jobs the packages would kill. */
  readonly databases: readonly { readonly name: string }[];
  /** Those of them that have snapshots at RDS. */
  readonly snapshots: readonly { readonly name: string }[];
}

interface DeploysCall extends Pick<ReleasePorts, "releases"> {
  readonly config: Config;
  readonly downloads: Downloads;
}

const AS_CONFIGURED: InstallChoice = {
  waves: undefined,
  maxFailures: undefined,
  isStrict: false,
  repair: false,
  allowDowngrade: false,
  replaceContent: false,
};

/** What a train deploys: files of releases on GitHub, by the configuration. */
export async function deploysToMake(
  { environment, components, version, compared }: DeploysInput,
  call: DeploysCall,
  options: CallOptions,
): Promise<DeploysToMake> {
  const choice = { environment, groups: [], hosts: [] };
  const wishes = components.flatMap((name): readonly Wish[] => {
    const deployable = deployableNamed(call.config, name, choice);
    if (compared === undefined) return [{ deployable, release: version, exact: null }];
    const due = compared.rows.find(
      (row) => row.package === deployable.package && (row.state === "upgrade" || row.state === "only-in-source"),
    );
    const exact = due?.source?.version ?? null;
    return exact === null ? [] : [{ deployable, release: upstream(exact), exact }];
  });
  const settled = await fanOut(wishes, (wish) => inputOf(wish, call, options), { ...options, concurrency: 8 });
  options.signal?.throwIfAborted();
  const made = settled.map((line) => {
    if (line.status === "fulfilled") return line.value;
    throw line.status === "rejected" ? line.error : new Error("it was not looked for");
  });
  const of = (kind: Made["kind"]): readonly Made["made"][] =>
    made.filter((one) => one.kind === kind).map((one) => one.made);
  const packages = of("package");
  const names = packages.flatMap(
    ({ name }) => call.config.components.find((one) => one.name === name)?.deploy?.database ?? [],
  );
  const databases = [...new Set(names)].sort().map((name) => ({ name }));
  const snapshots = databases.filter(({ name }) => call.config.databases[name]?.rds !== undefined);
  return { format: 1, packages, files: of("files"), databases, snapshots };
}

interface Wish {
  readonly deployable: Deployable;
  readonly release: string | undefined;
  /** The version of the package that the release must have; null for any. */
  readonly exact: string | null;
}

interface Made {
  readonly kind: "package" | "files";
  readonly made: { readonly name: string; readonly input: object };
}

async function inputOf(wish: Wish, call: DeploysCall, options: CallOptions): Promise<Made> {
  const { deployable, release } = wish;
  const { name } = deployable.component;
  const found = await releaseFileOf(deployable, release, call, options);
  if (deployable.deploy.files !== undefined)
    return { kind: "files", made: { name, input: await ofFiles(deployable, found, call, options) } };
  return { kind: "package", made: { name, input: await ofPackage(wish, found, call, options) } };
}

async function ofPackage(
  { deployable, exact }: Wish,
  { url, sha256, checksums, tag }: ReleaseFile,
  { downloads }: DeploysCall,
  options: CallOptions,
): Promise<object> {
  const artifact = await findArtifact({ url, sha256, checksums }, downloads, options);
  if (exact !== null && artifact.version !== exact)
    throw otherVersionReleased(deployable.component.name, { tag, released: artifact.version, tested: exact });
  const wanted = { version: artifact.version, artifact: { url }, sha256: artifact.sha256, checksums: undefined };
  return installInput(deployable, wanted, AS_CONFIGURED);
}

async function ofFiles(
  deployable: Deployable,
  { url, sha256, checksums, version }: ReleaseFile,
  { config, downloads }: DeploysCall,
  options: CallOptions,
): Promise<object> {
  const pinned = sha256 ?? (await findChecksum(checksums, url, downloads, options));
  const wanted = { version, place: { url }, sha256: pinned };
  return filesInput(deployable, { wanted, choice: AS_CONFIGURED, folder: config.folder });
}
