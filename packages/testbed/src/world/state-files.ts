/** Salt state files as configuration repositories keep them: one package a file, its version as a list item. */
export interface Pin {
  readonly name: string;
  /** As it stands in the file, quotes included: `"2.18.1"`, or `1.10` as it was once written by mistake. */
  readonly version: string;
  /** Further items, and comments as they stand. */
  readonly lines?: readonly string[];
}

export const pinPath = (family: string, name: string): string => `${family}/${name}/init.sls`;

export function pinFile({ name, version, lines = [] }: Pin): string {
  return `${name}-pkg:
  cacophony.pkg_installed_from_github:
    - name: ${name}
    - version: ${version}
${lines.map((line) => `    ${line}\n`).join("")}
${name}-service:
  service.running:
    - name: ${name}
    - enable: True
    - watch:
      - ${name}-pkg
`;
}

/** `top.sls` of the branch `master`: which states each environment gets. */
export function topFile(states: Readonly<Record<string, readonly string[]>>): string {
  return Object.entries(states)
    .map(([environment, names]) => {
      const items = ["match: nodegroup", ...names].map((name) => `    - ${name}\n`).join("");
      return `${environment}:\n  ${environment}-pis:\n${items}`;
    })
    .join("\n");
}
