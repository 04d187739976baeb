import { pinMoved } from "../errors.js";
import type { Pin } from "./pin.js";

/**
 * Writes another version in the place of a pin; every other character stays. Of several pins of one text the last one
 * is edited first. Pure.
 * @throws ReleaseError `ERR_PIN_MOVED` when the text is not the one in which the pin was found
 */
export function editPin(text: string, pin: Pin, version: string): string {
  const end = pin.at + pin.version.length;
  if (text.slice(pin.at, end) !== pin.version) throw pinMoved(pin);
  return text.slice(0, pin.at) + version + text.slice(end);
}
