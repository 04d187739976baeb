import type { ChildProcess } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeBundle, type Play, type PlayAppOptions, startPlay } from "@signalbox/testbed/play";
import { type CliAnswer, signalbox } from "./run-cli.js";

export const AVNI = "com.openchsclient";
export const SAKHI = "org.sakhi.openchsclient";
export const NAGALAND = "com.openchsclient.lfeteach.nagaland";
const TOKEN = "token-of-the-release-account";

/** The four flavours that are built from one commit; the last two are one app for Google Play. */
export const FLAVOURS = [
  { name: "generic", package: AVNI, code: 8_549_808, track: "beta" },
  { name: "sakhi", package: SAKHI, code: 8_549_808, track: "beta" },
  { name: "lfeTeachNagaland", package: NAGALAND, code: 8_549_808, track: "beta" },
  { name: "lfeTeachNagalandSecurity", package: NAGALAND, code: 8_549_809, track: "internal" },
] as const;

export interface ServedPlay {
  readonly play: Play;
  readonly folder: string;
  /** Where the CLI looks for Google Play; a proxy may stand before the fake. */
  url: string;
  cli(line: string | readonly string[], onStart?: (child: ChildProcess) => void): Promise<CliAnswer>;
  configure(config: object): Promise<void>;
  close(): Promise<void>;
}

/** A fake Google Play with the apps, builds of all flavours, notes and a configuration. */
export async function servePlay(app: Partial<PlayAppOptions> = {}): Promise<ServedPlay> {
  const folder = await mkdtemp(join(tmpdir(), "play-"));
  const packages = [AVNI, SAKHI, NAGALAND];
  const production = [{ name: "16.11.0", versionCodes: ["8549708"], status: "completed" as const }];
  const play = await startPlay({
    apps: packages.map((packageName) => ({ packageName, tracks: { production, beta: production }, ...app })),
    accounts: [
      {
        email: "release@avni.iam.gserviceaccount.test",
        token: TOKEN,
        rights: Object.fromEntries(packages.map((name) => [name, "production" as const])),
      },
    ],
  });
  await mkdir(join(folder, "builds"));
  for (const { name, package: packageName, code } of FLAVOURS)
    await makeBundle(join(folder, "builds", `${name}.aab`), { packageName, versionCode: code, versionName: "16.12.0" });
  await writeFile(join(folder, "notes.txt"), "- Faster sync\n- Fixes for 12 reports\n");
  const served: ServedPlay = {
    play,
    folder,
    url: play.url,
    cli: (line, onStart) =>
      signalbox(typeof line === "string" ? line.split(" ") : line, {
        cwd: folder,
        env: { GOOGLE_PLAY_API_URL: served.url, GOOGLE_OAUTH_ACCESS_TOKEN: TOKEN },
        ...(onStart === undefined ? {} : { onStart }),
      }),
    configure: (config) => writeFile(join(folder, "signalbox.config.json"), JSON.stringify(config)),
    close: async () => {
      await play.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await served.configure({ apps: FLAVOURS.map(({ name, package: packageName }) => ({ name, package: packageName })) });
  return served;
}
