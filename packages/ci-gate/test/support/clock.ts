/** Every event has a time of its own. */
export interface Clock {
  now(): Date;
  pass(ms: number): void;
}

export function clockAt(iso: string): Clock {
  let ms = Date.parse(iso);
  return { now: () => new Date(ms++), pass: (more) => void (ms += more) };
}
