import { insertNotes } from "@signalbox/release-notes";
import { median, timed } from "../measure.js";
import { row, type Row } from "../row.js";

const LINES = 10_000;
const ROUNDS = 31;

/** What it costs to put a new week, and an entry below a heading that is there, into a very long yearly page. */
export async function notesPage(): Promise<Row[]> {
  const page = longPage();
  const lines = page.split("\n").length;
  const components = [{ name: "API Server", entries: ["One more"] }];
  const cases = { "a new week": "2020-12-31", "an entry in an old week": "2020-01-15" };
  const rows: Row[] = [];
  for (const [name, date] of Object.entries(cases)) {
    const figures: number[] = [];
    for (let round = 0; round < ROUNDS; round++)
      figures.push(await timed(() => insertNotes(page, { date, environment: "Production", components })));
    rows.push(
      row({
        topic: "notes",
        case: `inserting ${name} into a page of ${lines} lines`,
        metric: `ms, median of ${ROUNDS}`,
        value: median(figures),
        goal: { atMost: 20 },
        against: `a plain limit (Node ${process.version})`,
      }),
    );
  }
  return rows;
}

/** The weeks of a year, newest first, as in 2019. */
function longPage(): string {
  const weeks = 52;
  const entries = Math.ceil((LINES - weeks * 12) / (weeks * 2));
  const list = Array.from({ length: entries }, (_, entry) => `- Something that changed, number ${entry}`).join("\n");
  const environment = (name: string): string => `### ${name}\n\n#### API Server\n\n${list}\n`;
  const texts = Array.from({ length: weeks }, (_, index) => {
    const monday = new Date(Date.UTC(2020, 11, 21 - index * 7));
    const month = monday.toLocaleString("en", { month: "long", timeZone: "UTC" });
    return `## Week of ${monday.getUTCDate()} ${month}\n\n${environment("Production")}\n${environment("Testing")}`;
  });
  return `---\ntitle: 'Release notes for 2020'\n---\n\nThe latest updates are at the top.\n\n${texts.join("\n")}`;
}
