/** Who logs in; `build-root.sh` made it. */
export const USER = { name: "deploy", id: 1000, home: "/home/deploy" } as const;
