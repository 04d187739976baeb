export {
  defineConfig,
  type ComponentConfig,
  type EnvironmentConfig,
  type SignalboxConfig,
  type TemplateChoice,
} from "./config/types.js";
