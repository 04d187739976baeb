/** Longer lines are cut: whoever writes one without an end must not fill our memory. */
const LONGEST_LINE = 64 * 1024;

/** Text as it comes, given on line by line. */
export function byLine(onLine: (line: string) => void): (text: string) => void {
  let rest = "";
  return (text) => {
    const lines = text.split("\n");
    lines.forEach((part, index) => {
      if (rest.length < LONGEST_LINE) rest += part.slice(0, LONGEST_LINE - rest.length);
      if (index === lines.length - 1) return;
      const line = rest;
      rest = "";
      onLine(line);
    });
  };
}
