const front = (title: string): string =>
  `---\ntitle: '${title}'\npublished: true\ntaxonomy:\n    category:\n        - 'Project Updates'\n---\n\nThis article documents the major changes.\n\n`;

/** Weeks with environments in them, as in 2019. */
export const LAYOUT_A = `${front("Releases Notes for 2019")}## Week of 9 December

### Production

#### API Server

- Added support for audio analysis
  in two lines

### Testing

#### Thermal Camera

- Monitoring of battery voltage
- Logging of it

## Week of 2 December

### Production

#### Predator Classifier

- Uses less memory
`;

/** Ordinals, and a page for each environment: early 2020, the one for Testing. */
export const LAYOUT_B = `${front("Releases to Test Notes for 2020")}## Week of 24th February

### API Server

- Faster queries

### Thermal camera
NA

## Week of 17th February

### Browse Portal

 - Indented
 - List`;

/** A day for a heading, versions behind names, no empty lines: from spring 2020 on. */
export const LAYOUT_C = `${front("Releases Notes for 2021")}# Software releases
## Friday 9th July
### Thermal Processing (v2.9.2)
* Hot fix for processing

## Thursday 15th April
### Browse (v2.33.1)
-Added "Missed recording" label

### Browse (v2.33.0)
* Update dependencies

### API (v5.17.0)
* Improve visits query speed
`;

/** Each oddity of the real pages, once. */
export const ODD_PAGES: Readonly<Record<string, string>> = {
  "nothing at all": "",
  "only front matter": "---\ntitle: 'Releases Notes for 2022'\n---\n",
  "front matter that nobody closes": "---\ntitle: x\n\n## Week of 3 May\n",
  "no final newline": "---\ntitle: 'Notes for 2020'\n---\n\n## Week of 16th March\n### API\n- One",
  CRLF: LAYOUT_A.replaceAll("\n", "\r\n"),
  "mixed line ends": LAYOUT_C.replace("## Friday 9th July\n", "## Friday 9th July\r\n"),
  "a week with its year at level 1": "# Week of 8 July 2019\n\n### Production\n#### modemd\n- Text\n",
  "a component at the level of weeks": "## Week of 8 July 2019\n## modemd\n- Text\n### attiny-controller\n- More\n",
  "a component too deep": "## Wednesday 16th December 2020\n#### Browse (v2.27.1)\n* Text\n",
  "a week too deep": "---\ntitle: 'Notes for 2020'\n---\n### Tuesday 08th November\n### API\n-x\n",
  "wrong weekday":
    "---\ntitle: 'Notes for 2020'\n---\n## Wednesday 16th December\n### A\n- x\n## Tuesday 8th November\n### A\n- y\n## Monday 30th November\n### A\n- z\n",
  "a range": "---\ntitle: 'Notes for 2020'\n---\n## Wednesday 9th September - Tuesday 15th\n### A\n- x\n",
  "misspelt months":
    "---\ntitle: 'Notes for 2021'\n---\n## Monday 22nd Febraury\n### A\n- x\n## Week of 13th Jule 2020\n### A\n- y\n",
  "over the year": "---\ntitle: 'Notes for 2019'\n---\n## Week of 30 December\n### Production\n#### A\n- x\n",
  "text without bullets":
    "## Week of 28th June 2020\n### Browse Portal\nBring back the search button\non mobile\n\nand more\n",
  "a heading without words": "## Week of 28th June 2020\n### A\n- x\n\n##### \n",
  "names twice": "## Week of 6 July 2020\n### API\n- x\n### api server\n- y\n### API\n- z\n",
  "the same week twice": "## Week of 6 July 2020\n### API\n- x\n## Week of 6 July 2020\n### API\n- z\n",
  "headings in a fence and a comment":
    "## Week of 6 July 2020\n### API\n- x\n```\n## Week of 13 July 2020\n```\n<!--\n## Week of 20 July 2020\n-->\n",
  "a fence that nobody closes": "## Week of 6 July 2020\n### API\n- x\n```\n## Week of 13 July 2020\n",
  "bytes and signs":
    "\uFEFF---\ntitle: 'Notes for 2020'\n---\n## Week of 6 July\n### Wētā (v1.2.3)\n- \u202eright to left, 🐈, tab\t\u00a0\u2028x\n\f- y\n",
  "only a carriage return": "## Week of 6 July 2020\r### API\r- x\r",
  "blanks everywhere":
    "##   Week of  6  July 2020   ##  \n   ### Production:  \n\n\n\n####   API  (v 5.12.1)  \n\t- tab\n",
};
