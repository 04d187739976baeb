import shared from "../../tsup.config.js";

// The fake GitHub is an entry of its own: who starts a git server alone must not load ajv and graphql.
export default {
  ...shared,
  entry: { index: "src/index.ts", github: "src/github/index.ts", hosts: "src/hosts/index.ts" },
};
