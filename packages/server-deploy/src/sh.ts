/** A script as it is written: backslashes stay, and `\${` is the shell's own `${`. Data never goes in: it is an argument. */
export const sh = (text: TemplateStringsArray): string => text.raw.join("").replaceAll("\\${", "${");
