import { expect, test } from "vitest";
import { composeQuery } from "../../src/history/compose-query.js";
import { FRAGMENTS } from "../../src/history/fragments.js";
import { historyQuestion, overviewQuestion, rangeQuestion } from "../../src/history/questions.js";

const slug = { owner: "acme", repo: 'na"me' };
const oid = "a".repeat(40);

test("puts every text from outside into variables, and every fragment in once", () => {
  const questions = [
    overviewQuestion(slug, 'ma") { x }'),
    overviewQuestion(slug, undefined),
    rangeQuestion(slug, { ref: "refs/tags/$owner", head: oid }, ["services/api", '"']),
    historyQuestion(slug, oid, { after: null, paths: [] }),
  ];
  const { text, variables = {} } = composeQuery(questions, FRAGMENTS);
  expect(text).not.toContain('na"me');
  expect(text).not.toContain("ma\\");
  expect(text).not.toContain("services/api");
  expect(variables).toMatchObject({
    repo_0: 'na"me',
    mainline_0: 'refs/heads/ma") { x }',
    ref_2: "refs/tags/$owner",
    path0_2: "services/api",
    path1_2: '"',
    after_3: null,
  });
  expect(text.match(/fragment Commit on/g)).toHaveLength(1);
});

test("declares each variable that is used, and no other", () => {
  const { text, variables = {} } = composeQuery(
    [rangeQuestion(slug, { ref: "refs/tags/v1", head: oid }, ["a"])],
    FRAGMENTS,
  );
  const [declared = "", ...rest] = text.split("{\n");
  const used = new Set(rest.join("").match(/\$\w+/g));
  expect([...used].sort()).toEqual((declared.match(/\$\w+/g) ?? []).sort());
  expect([...used].map((name) => name.slice(1)).sort()).toEqual(Object.keys(variables).sort());
});
