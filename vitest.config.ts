import { defineConfig } from "vitest/config";

// Sibling packages are read from their sources, so no test needs a build (only `e2e` runs the built CLI).
const conditions = ["@signalbox/source", "module", "node", "import", "default"];
const shared = { resolve: { conditions }, ssr: { resolve: { conditions } } };

export default defineConfig({
  test: {
    projects: [
      {
        ...shared,
        test: {
          name: "unit",
          include: ["{packages,apps}/*/test/**/*.test.ts"],
          exclude: ["**/*.system.test.ts", "**/*.e2e.test.ts", "**/node_modules/**"],
        },
      },
      { ...shared, test: { name: "system", include: ["{packages,apps}/*/test/**/*.system.test.ts"], testTimeout: 60_000 } },
      { ...shared, test: { name: "e2e", include: ["{packages,apps}/*/test/**/*.e2e.test.ts"], testTimeout: 120_000 } },
    ],
  },
});
