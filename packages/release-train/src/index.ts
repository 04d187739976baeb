export type * from "./train.js";
export type * from "./engine-port.js";
export type * from "./train-plan.js";
