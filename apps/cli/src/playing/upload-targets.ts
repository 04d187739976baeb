import { checkArtifact } from "@signalbox/play-publish";
import type { Config } from "../config/load-config.js";
import { usage } from "../errors.js";
import type { Target } from "../operate.js";
import { list, pathOf, text, type Session } from "../session.js";
import { defined } from "../templates/defined.js";
import { chooseApps, packagesOf } from "./apps-chosen.js";
import { releaseOptions, versionCodesOf } from "./play-options.js";

interface Uploads {
  readonly config: Config;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the operation checks its input
  readonly targets: readonly Target<any>[];
}

/** Files of the command line → one release of each package. @throws ReleaseError `ERR_USAGE` */
export async function uploadTargets(session: Session): Promise<Uploads> {
  const track = text(session, "track");
  if (track === undefined) throw usage("Which track?", "Give --track beta (open testing), or another one.");
  const paths = session.positionals.map((path) => pathOf(session, path));
  const found = await Promise.all(paths.map((path) => packageIn(path, session)));
  const named = list(session, "app").length > 0;
  const { config, apps } = await chooseApps(session, named ? undefined : [...new Set(found.map(({ name }) => name))]);
  const packages = packagesOf(apps);
  const strange = found.find(({ name }) => packages.every(({ packageName }) => packageName !== name));
  if (strange !== undefined && packages.length > 1)
    throw usage(
      `${strange.path} belongs to ${strange.name === "" ? "no app that its manifest names" : strange.name}, which is none of the apps that are named.`,
      "Name its app too, or leave the file out.",
    );
  const filesOf = (packageName: string): typeof found =>
    found.filter(({ name }) => packages.length === 1 || name === packageName);
  const bare = packages.find(({ packageName }) => filesOf(packageName).length === 0);
  if (bare !== undefined)
    throw usage(`No file belongs to ${bare.packageName}.`, "Give its bundle too, or leave the app out.");
  /** Flavours of one package are signed alike; where the configuration says otherwise, it is not compared. */
  const certificateOf = (packageName: string): string | undefined => {
    const own = apps.filter((app) => app.package === packageName).map(({ certificateSha256 }) => certificateSha256);
    return own.every((one) => one === own[0]) ? own[0] : undefined;
  };
  const release = await releaseOptions(session);
  const [versionCode, ...otherCodes] = versionCodesOf(session) ?? [];
  if (otherCodes.length > 0 || (versionCode !== undefined && paths.length > 1))
    throw usage("--version-code is about one file.", "Leave it out; the manifests say the codes.");
  const files = { mapping: filePath(session, "mapping"), nativeSymbols: filePath(session, "native-symbols") };
  return {
    config,
    targets: packages.map(({ packageName, tracks }) => ({
      repository: packageName,
      input: {
        packageName,
        track,
        artifacts: filesOf(packageName).map(({ path }) => ({ path, ...defined({ versionCode, ...files }) })),
        otherTracks: tracks,
        ...defined({
          versionName: text(session, "version-name"),
          certificateSha256: certificateOf(packageName),
        }),
        ...release,
      },
    })),
  };
}

/** Whose build it is, by its manifest. @throws ReleaseError `ERR_USAGE` where it has none and no app is named */
async function packageIn(path: string, session: Session): Promise<{ readonly path: string; readonly name: string }> {
  const { package: name, problems } = await checkArtifact(path, {}, { signal: session.signal });
  if (name !== null) return { path, name };
  if (list(session, "app").length > 0) return { path, name: "" };
  throw usage(`${path}: ${problems[0]?.message ?? "it names no package."}`, problems[0]?.hint ?? "Give --app.");
}

const filePath = (session: Session, name: string): string | undefined => {
  const given = text(session, name);
  return given === undefined ? undefined : pathOf(session, given);
};
