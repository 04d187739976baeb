import { expect, test } from "vitest";
import { currentRelease } from "../../src/index.js";
import { readsOnly, scene } from "./scene.js";

test("the current releases of a product, joined over its components", async () => {
  const slugs = ["acme/api", "acme/web", "acme/models", "acme/rules", "acme/none"];
  const at = await scene({ repositories: slugs.map((slug) => ({ slug })) });
  const publish = async (slug: string, tag: string, isPrerelease = false): Promise<void> => {
    const id = await at.draft({ tag, isPrerelease }, slug);
    await at.ports.releases.update(slug, id, { isDraft: false, isPrerelease });
  };
  await publish("acme/api", "v16.2.0");
  await publish("acme/api", "v16.10.0");
  // A patch of an older line comes later, and is not what is current.
  await publish("acme/api", "v16.2.1");
  await publish("acme/web", "v16.2.0");
  await publish("acme/web", "v17.0.0-rc.1", true);
  await at.draft({ tag: "v16.10.0" }, "acme/web");
  await publish("acme/web", "v16.3");
  await publish("acme/models", "v99.0.0");
  await publish("acme/rules", "rules-16.10.0");
  at.gitHub.clearRequests();

  const components = [
    { repository: "acme/api" },
    { repository: "acme/web" },
    { repository: "acme/models", publishesOnTag: true },
    { repository: "acme/rules", tagPattern: "rules-{version}" },
    { repository: "acme/none", name: "nothing yet" },
    { repository: "acme/secret" },
  ];
  const report = await readsOnly(at, () => currentRelease(at.ports, { components }));
  expect(at.gitHub.requests).toHaveLength(1);
  expect(report.product).toEqual({ version: "16.10.0", components: ["api", "rules"] });
  expect(
    report.components.map(({ name, current, deviates, error }) => [
      name,
      current?.version ?? null,
      deviates,
      error?.code,
    ]),
  ).toEqual([
    ["api", "16.10.0", false, undefined],
    ["web", "16.2.0", true, undefined],
    ["models", "99.0.0", false, undefined],
    ["rules", "16.10.0", false, undefined],
    ["nothing yet", null, true, undefined],
    ["secret", null, false, "ERR_GITHUB_NOT_FOUND"],
  ]);
  expect(report.components[1]).toMatchObject({
    drafts: [{ tag: "v16.10.0" }],
    prereleases: [{ tag: "v17.0.0-rc.1" }],
    malformed: ["v16.3"],
    looked: { releases: 4, total: 4 },
  });
});
