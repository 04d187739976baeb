export {
  defineConfig,
  type ComponentConfig,
  type EnvironmentConfig,
  type SignalboxConfig,
  type TemplateChoice,
} from "./config/types.js";
export {
  defineTrain,
  type ApprovalStep,
  type CommandStep,
  type InputSource,
  type Json,
  type Known,
  type StepConfig,
  type TrainConfig,
  type UsingStep,
} from "./config/train-types.js";
