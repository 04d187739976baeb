import { defineConfig } from "tsup";

// One folder of plain JavaScript, so that a run starts without a task runner and prints nothing but its rows.
export default defineConfig({
  entry: {
    main: "src/main.ts",
    "replay-merges": "src/replay-merges.ts",
    "replay-back-merges": "src/replay-back-merges.ts",
    "replay-pins": "src/replay-pins.ts",
    "replay-unreleased": "src/replay-unreleased.ts",
    "git-hub-far-away": "src/references/git-hub-far-away.ts",
    "octokit-unreleased": "src/references/octokit-unreleased.ts",
    "dbos-step": "src/references/dbos-step.ts",
    "isomorphic-promotion": "src/references/isomorphic-promotion.ts",
  },
  format: "esm",
  target: "node20",
  platform: "node",
  clean: true,
  dts: false,
  noExternal: [/^@signalbox\//],
  external: ["isomorphic-git"],
  esbuildOptions(options) {
    options.conditions = ["@signalbox/source"];
  },
});
