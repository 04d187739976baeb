import type { Train } from "@signalbox/release-train";
import { expectTypeOf, it } from "vitest";
import type { TrainConfig } from "../../src/config/train-types.js";

it("a train as users write it is a train of the library", () => {
  expectTypeOf<TrainConfig & { readonly name: string }>().toExtend<Train>();
});
