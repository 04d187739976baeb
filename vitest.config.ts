import { defineConfig } from "vitest/config";

// Sibling packages are read from their sources, so no test needs a build (only `e2e` runs the built CLI).
// Not `import`: Node takes it for `require` too, and gets modules where packages expect their CommonJS. Not `module`:
// Node itself knows no such condition, and what the SDK of AWS has there only bundlers can load.
const conditions = ["@signalbox/source", "node"];
const shared = { resolve: { conditions }, ssr: { resolve: { conditions } } };

const project = (
  name: string,
  suffix: string,
  options: { testTimeout: number; setupFiles?: string[]; isolate?: boolean },
) => ({
  ...shared,
  test: {
    name,
    include: [`{packages,apps}/*/test/**/*${suffix}`, `tools/test/**/*${suffix}`],
    hookTimeout: options.testTimeout, // what a hook starts takes as long as what a test starts
    ...options,
  },
});

const quiet = ["./tools/vitest/no-printing.ts"];
const fresh = ["./tools/vitest/fresh-modules.ts", ...quiet];
const unit = project("unit", ".test.ts", { testTimeout: 10_000, isolate: false, setupFiles: fresh });

export default defineConfig({
  test: {
    // More than one a core: most tests wait for other processes, and for a disk.
    maxWorkers: "150%",
    // What a file compiles to is kept, for the next run and for the other projects. Found by its content.
    experimental: { fsModuleCache: true },
    reporters: ["default", "./tools/vitest/summary-reporter.ts"],
    projects: [
      { ...unit, test: { ...unit.test, exclude: ["**/*.system.test.ts", "**/*.e2e.test.ts", "**/node_modules/**"] } },
      project("system", ".system.test.ts", { testTimeout: 60_000, setupFiles: quiet }),
      project("e2e", ".e2e.test.ts", { testTimeout: 120_000 }),
    ],
  },
});
