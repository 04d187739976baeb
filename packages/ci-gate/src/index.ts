export { checksPassing } from "./checks-passing/checks-passing.js";
export type { CheckLine, ChecksEvidence } from "./checks-passing/evidence.js";
export type { ChecksInput } from "./checks-passing/input.js";
export { ciGateKinds, type CiGateKinds } from "./kinds.js";
export type { GatePorts } from "./ports.js";
