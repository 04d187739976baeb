import { defineConfig } from "tsup";

// One folder of plain JavaScript, so that a run starts without a task runner and prints nothing but its rows.
export default defineConfig({
  entry: { main: "src/main.ts" },
  format: "esm",
  target: "node20",
  platform: "node",
  clean: true,
  dts: false,
  noExternal: [/^@signalbox\//],
  esbuildOptions(options) {
    options.conditions = ["@signalbox/source"];
  },
});
