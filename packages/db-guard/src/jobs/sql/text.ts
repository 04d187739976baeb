/** A name of the catalog, as SQL takes it. */
export const quoteName = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** A literal, whatever `standard_conforming_strings` says. */
export const quoteText = (text: string): string => {
  const quoted = `'${text.replaceAll("'", "''").replaceAll("\\", "\\\\")}'`;
  return text.includes("\\") ? `E${quoted}` : quoted;
};

/** Milliseconds since the epoch; a float, so that no driver makes a text of it. */
export const epochMs = (instant: string): string => `(extract(epoch from ${instant}) * 1000)::float8`;

/** How long ago by the database's clock. Of `infinity` no interval can be made, but a number can. */
export const ageMs = (instant: string): string =>
  `((extract(epoch from now()) - extract(epoch from ${instant})) * 1000)::float8`;
