import type { RestHandlers } from "./rest-handler.js";

/** Every area of REST; an operation belongs to one of them. */
export const REST_AREAS: readonly RestHandlers[] = [];
