export type { Channel } from "./ports.js";
