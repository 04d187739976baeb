import shared from "../../tsup.config.js";

// The fakes are entries of their own: who starts a git server alone must not load ajv and graphql.
export default {
  ...shared,
  entry: {
    index: "src/index.ts",
    github: "src/github/index.ts",
    play: "src/play/index.ts",
    rds: "src/rds/index.ts",
    smtp: "src/smtp/index.ts",
    chat: "src/chat/index.ts",
    hosts: "src/hosts/index.ts",
    postgres: "src/postgres/index.ts",
    redis: "src/redis/index.ts",
    circleci: "src/circleci/index.ts",
    travis: "src/travis/index.ts",
  },
};
