import { Octokit } from "@octokit/core";

// What a script would do with REST: the newest tags and a comparison with the mainline, two requests a repository.
// Usage: node octokit-unreleased.js at-once|one-by-one <api url> <token> <owner/name…>

const [way = "", baseUrl = "", auth = "", ...slugs] = process.argv.slice(2);
const octokit = new Octokit({ baseUrl, auth });

async function unreleased(slug: string): Promise<string> {
  const [owner = "", repo = ""] = slug.split("/");
  const { data: tags } = await octokit.request("GET /repos/{owner}/{repo}/tags", { owner, repo, per_page: 100 });
  const [latest] = tags
    .map(({ name }) => name)
    .filter((name) => /^v\d+\.\d+\.\d+$/.test(name))
    .sort((one, other) => other.localeCompare(one, "en", { numeric: true }));
  const { data } = await octokit.request("GET /repos/{owner}/{repo}/compare/{basehead}", {
    owner,
    repo,
    basehead: `${latest}...HEAD`,
  });
  const subjects = data.commits
    .filter(({ parents }) => parents.length < 2)
    .map(
      ({ sha, commit }) =>
        `  ${sha.slice(0, 9)} ${commit.author?.date} ${commit.author?.name} ${commit.message.split("\n")[0]}`,
    );
  return [`${slug} ${latest}`, ...subjects].join("\n");
}

const reports: string[] = [];
if (way === "at-once") reports.push(...(await Promise.all(slugs.map(unreleased))));
else for (const slug of slugs) reports.push(await unreleased(slug));
process.stdout.write(`${reports.join("\n")}\n`);
