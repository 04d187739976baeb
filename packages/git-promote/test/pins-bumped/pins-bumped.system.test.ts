import { provesReadOnly } from "@signalbox/testbed";
import { expect, test } from "vitest";
import { bumpPins } from "../../src/bump-pins/bump-pins.js";
import { pinsBumped } from "../../src/pins-bumped/pins-bumped.js";
import { serveStates, WISHED } from "../bump-pins/states.js";
import { identity } from "../served-repository.js";

test("blocks before the bump, waits for its review, and passes when it is merged", async () => {
  const { server, repository, repositories, elsewhere, merge } = await serveStates();
  const given = { repository, pins: WISHED, pollMs: 1000 };
  const look = async () => pinsBumped({ repositories: await elsewhere() }).check(given);
  expect(await provesReadOnly(server, look)).toMatchObject({
    status: "block",
    reason: expect.stringContaining("audiobait (pi) 3.0.1, not 3.1.0"),
  });
  const bump = bumpPins({ repositories, identity });
  await bump.apply(await bump.plan({ repository, pins: WISHED }));
  expect(await look()).toMatchObject({ status: "wait", retryAfterMs: 1000 });
  await merge("bump-pins", "dev", "squash", true);
  expect(await look()).toMatchObject({ status: "pass", evidence: { open: [] } });
});

test("passes where nothing was released", async () => {
  const { repository, repositories } = await serveStates();
  const given = { repository, releases: { audiobait: { results: [] }, modemd: null } };
  expect(await pinsBumped({ repositories }).check(given)).toMatchObject({ status: "pass" });
});

test("blocks on a pin that is not there", async () => {
  const { repository, repositories } = await serveStates();
  const given = { repository, pins: [{ name: "audiobiat", version: "3.1.0" }] };
  expect(await pinsBumped({ repositories }).check(given)).toMatchObject({
    status: "block",
    hint: expect.stringContaining("audiobait"),
  });
});
