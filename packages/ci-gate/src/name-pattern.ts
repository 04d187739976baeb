/** Names and patterns in which `*` stands for anything. Pure. */
export const matchesName = (pattern: string, name: string): boolean => toExpression(pattern).test(name);

const toExpression = (pattern: string): RegExp => new RegExp(`^${pattern.split("*").map(escape).join(".*")}$`, "su");

const escape = (text: string): string => text.replace(/[\\^$.|?*+()[\]{}/]/g, "\\$&");
