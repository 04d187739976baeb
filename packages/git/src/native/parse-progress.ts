export interface GitProgress {
  readonly message: string;
  readonly done?: number;
  readonly total?: number;
}

const COUNTED = /^(?:remote: )?([A-Z][a-z]+ [a-z]+): +\d+% \((\d+)\/(\d+)\)/;

/** Reads `Receiving objects:  42% (420/1000)` from `--progress` and reports each phase at most once a percent. */
export function progressReader(report: (progress: GitProgress) => void): (text: string) => void {
  let rest = "";
  let last = "";
  return (text) => {
    const lines = (rest + text).split(/[\r\n]/);
    rest = (lines.pop() ?? "").slice(-400);
    for (const line of lines) {
      const [, message, done, total] = COUNTED.exec(line) ?? [];
      if (message === undefined) continue;
      const mark = `${message} ${Math.floor((100 * Number(done)) / Number(total))}`;
      if (mark === last) continue;
      last = mark;
      report({ message, done: Number(done), total: Number(total) });
    }
  };
}
