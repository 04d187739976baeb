import { expect, it } from "vitest";
import { parse } from "yaml";
import { planCommand, startingConfig } from "../../src/templates/starting-config.js";

const trainsOf = async (train?: string) => {
  const { trains } = parse(await startingConfig(["acme/api"], train)) as { trains: Record<string, unknown> };
  return trains;
};

it("writes the steps of a weekly train out, without parameters that nothing would read", async () => {
  const { weekly } = (await trainsOf("weekly")) as { weekly: { steps: unknown[] } };
  expect(weekly.steps.length).toBeGreaterThan(5);
  expect(weekly).not.toHaveProperty("parameters");
  expect(planCommand("weekly")).toBe("signalbox plan weekly");
});

it("writes no release into a numbered train, so that --set names it", async () => {
  expect(await trainsOf("numbered")).toEqual({ numbered: "numbered" });
  expect(planCommand("numbered")).toBe("signalbox plan numbered --set release=1.1 --set previous=1.0");
});

it("names the weekly train where none is asked for, and refuses one that is not there", async () => {
  expect(await trainsOf()).toEqual({ weekly: "weekly" });
  expect(planCommand()).toBe("signalbox plan weekly");
  await expect(startingConfig([], "numbred")).rejects.toMatchObject({ code: "ERR_TRAIN_NOT_FOUND" });
});

it("the approvers of the configuration are those of every step of a train that is written out", async () => {
  const text = await startingConfig(["acme/api"], "weekly");
  expect(text.match(/approvers/g)).toHaveLength(1); // in a step an empty list means anybody, whatever stands above
});

it("the repository of the environments is named in the configuration and in every step", async () => {
  const text = await startingConfig(["acme/api"], "weekly", "https://git.example.org/fleet.git");
  expect(parse(text)).toMatchObject({ configuration: "https://git.example.org/fleet.git" });
  expect(text).not.toContain("acme/fleet-config");
});
