/** A field of an input as hints of the libraries write it, with a value or without: `replaceEdits`, `way: manual`. */
const FIELD = /`([a-z]+(?:[A-Z][a-z]+)*)(?:: ([\w-]+))?`/g;

/**
 * Writes the hints in a text as who types a command needs them: a field that the command has an option for gets the
 * name of that option. In a train, which has no such option, it stays the field of the step. Pure.
 */
export function nameOptions(text: string, options: readonly string[]): string {
  const named = (field: string, name: string, value: string | undefined): string => {
    const option = name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    if (!options.includes(option)) return field;
    return value === undefined ? `--${option}` : `--${option} ${value}`;
  };
  return text.replace(/^.*hint:.*$/gm, (line) => line.replace(FIELD, named));
}
