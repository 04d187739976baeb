/** A build that is about to be published. */
export interface PlannedCode {
  /** What it is called in reports: the flavour. */
  readonly name: string;
  readonly packageName: string;
  readonly versionCode: number;
}

export interface Collision {
  readonly packageName: string;
  readonly versionCode: number;
  /** Names of all that have it. */
  readonly names: readonly string[];
}

/** Builds of one package with the same code: flavours that share a package share its codes too. Pure. */
export function findCollisions(planned: readonly PlannedCode[]): readonly Collision[] {
  const groups = new Map<string, Collision>();
  for (const { name, packageName, versionCode } of planned) {
    const key = `${packageName} ${versionCode}`;
    groups.set(key, { packageName, versionCode, names: [...(groups.get(key)?.names ?? []), name] });
  }
  return [...groups.values()].filter(({ names }) => names.length > 1);
}
