import { FLAVOURS } from "./serve-play.js";

/** The Android part of a release of Avni, as its process says it; the three days are a parameter. */
export const androidTrain = (forMs: number, flavours: readonly (typeof FLAVOURS)[number][] = FLAVOURS): object => {
  const items = flavours.map(({ name, package: packageName, code, track }) => ({
    name,
    package: packageName,
    code,
    track,
  }));
  const first = items.filter((item) => item.track === "beta");
  const second = items.filter((item) => item.track !== "beta");
  const upload = {
    type: "operation",
    uses: "upload-release",
    with: {
      packageName: { $ref: "item.package" },
      track: { $ref: "item.track" },
      artifacts: [{ path: { $ref: "item.file" }, versionCode: { $ref: "item.code" } }],
      versionName: { $ref: "train.version" },
      name: { $ref: "train.version" },
      notes: { "en-GB": { $ref: "train.notes" } },
      tooLong: { link: "https://avni.readme.io/docs/release-notes" },
    },
  };
  const withFile = (list: typeof items) => list.map((item) => ({ ...item, file: `builds/${item.name}.aab` }));
  return {
    title: "Android 16.12.0",
    parameters: { version: "16.12.0", notes: "- Faster sync\n- Fixes for 12 reports" },
    steps: [
      { ...upload, id: "upload", title: "To open testing", forEach: withFile(first) },
      // A flavour with the package of another one has the higher code, and a track of its own.
      ...(second.length === 0
        ? []
        : [
            { ...upload, id: "upload-closed", title: "To its own track", needs: ["upload"], forEach: withFile(second) },
          ]),
      {
        id: "announce",
        title: "Tell QA that it is out",
        type: "command",
        needs: [second.length === 0 ? "upload" : "upload-closed"],
        run: ["node", "-e", "require('fs').appendFileSync('told.txt', '16.12.0\\n')"],
        check: ["node", "-e", "process.exit(require('fs').existsSync('told.txt') ? 0 : 1)"],
      },
      {
        id: "soak",
        title: "Users have it for three days",
        type: "gate",
        uses: "soak-elapsed",
        needs: ["announce"],
        forEach: first,
        with: {
          packageName: { $ref: "item.package" },
          track: "beta",
          versionCodes: [{ $ref: "item.code" }],
          forMs,
          pollMs: 100,
        },
      },
      { id: "feedback", type: "approval", question: "No complaints?", needs: ["soak"] },
      {
        id: "promote",
        title: "To production",
        type: "operation",
        uses: "promote-release",
        needs: ["feedback"],
        forEach: first,
        planned: "later",
        bound: { actions: "put-release" },
        with: {
          packageName: { $ref: "item.package" },
          from: "beta",
          versionCodes: [{ $ref: "item.code" }],
        },
      },
    ],
  };
};
