export { engineConformance, type ConformanceCase, type EngineUnderTest } from "./engine-conformance.js";
