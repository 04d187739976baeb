import { join } from "node:path";
import { oneAtATime, uploadRelease } from "@signalbox/play-publish";
import { connectGoogle, signInToGoogle } from "@signalbox/play-publish/google";
import { makeBundle, startPlay } from "@signalbox/testbed/play";
import { PACKAGE, TOKEN } from "../play-place.js";
import type { Place } from "../place.js";
import { row, type Row } from "../row.js";

/** A bundle to open testing with notes, from an app that has releases on two tracks. */
export async function requestsPerPublish({ folder, signal }: Place): Promise<Row> {
  const rights = { [PACKAGE]: "production" } as const;
  const tracks = { production: [{ versionCodes: ["6"] }], beta: [{ versionCodes: ["7"] }] };
  const play = await startPlay({
    apps: [{ packageName: PACKAGE, tracks }],
    accounts: [{ email: "bench@play.test", token: TOKEN, rights }],
  });
  try {
    const google = connectGoogle({
      ...signInToGoogle({ accessToken: TOKEN }),
      rootUrl: play.url,
      sessionFolder: join(folder, "publish-sessions"),
    });
    const { path } = await makeBundle(join(folder, "publish.aab"), {
      packageName: PACKAGE,
      versionCode: 8,
      versionName: "1.8",
      weight: 1_000_000,
    });
    const publish = uploadRelease({ ...google, lock: oneAtATime() });
    const notes = { "en-GB": "- faster" };
    const plan = await publish.plan({ packageName: PACKAGE, track: "beta", artifacts: [{ path }], notes }, { signal });
    const looks = play.requests.length;
    play.clearRequests();
    await publish.apply(plan, { signal });
    if (play.state.app(PACKAGE).commits !== 1) throw new Error("The bench did not publish.");
    if (play.violations.length > 0) throw new Error(`The fake Play was asked wrongly: ${play.violations.join("; ")}`);
    const asked = play.requests.filter(({ path: asking }) => !asking.startsWith("/upload/"));
    return row({
      topic: "play-upload",
      case: "a whole publish to open testing",
      metric: `requests beside the upload (and ${looks} to plan it)`,
      value: asked.length,
      goal: { atMost: 7 },
      against: "a limit",
    });
  } finally {
    await play.close();
  }
}
