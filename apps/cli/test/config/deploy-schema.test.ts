import { expect, test } from "vitest";
import { deploySchema } from "../../src/config/deploy-schema.js";

const files = [{ file: "server.jar", to: "/opt/server.jar" }];

test.each([
  [{ onFailure: "roll-back-fleet" }, []],
  [{ files, onFailure: "roll-back-host" }, []],
  [{ files, onFailure: "roll-back-fleet" }, ["onFailure"]],
  [{ files, format: "deb" }, ["format"]],
])("what only packages have is not taken for files: %j", (more, paths) => {
  const issues = deploySchema.safeParse({ groups: ["api"], ...more }).error?.issues ?? [];
  expect(issues.map(({ path }) => path.join("."))).toEqual(paths);
});
