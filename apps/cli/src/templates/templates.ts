import type { Train } from "@signalbox/release-train";
import type { Component } from "../config/inventory.js";
import { weekly } from "./weekly.js";

/** What a template makes its train of. */
export interface TemplateInput {
  /** The configuration repository. */
  readonly repository: string;
  /** Branches, from the first to the last that a change passes. */
  readonly environments: readonly string[];
  readonly components: readonly Component[];
  readonly approvers: readonly string[];
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** Trains that are ready to use, or to copy with `signalbox init <name>`. */
export const TEMPLATES: Readonly<Record<string, (input: TemplateInput) => Omit<Train, "name">>> = { weekly };
