export { editPin } from "./edit-pin.js";
export { fileText, type FileText } from "./file-text.js";
export { misreadingOf, yamlMisreading } from "./misread.js";
export { parsePins } from "./parse-pins.js";
export type { Pin, PinChange, PinDirection, PinFormat, PinRule } from "./pin.js";
export { directionOf, pinKey, pinTable } from "./pin-table.js";
export { DEFAULT_PIN_RULES, readPinFiles, readPins, type PinFile } from "./read-pins.js";
export { pinRuleField } from "./pin-rule-field.js";
export { compareVersionTexts, looseVersion } from "./version-order.js";
