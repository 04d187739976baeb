/**
 * The languages of Play's store listings, as it writes them. Source: "Translate & localize your app",
 * https://support.google.com/googleplay/android-developer/answer/9844778
 */
export const PLAY_LOCALES: ReadonlySet<string> = new Set(
  (
    "af am ar az-AZ be bg bn-BD ca cs-CZ da-DK de-DE el-GR en-AU en-CA en-GB en-IN en-SG en-US en-ZA es-419 es-ES " +
    "es-US et eu-ES fa fa-AE fa-AF fa-IR fi-FI fil fr-CA fr-FR gl-ES gu hi-IN hr hu-HU hy-AM id is-IS it-IT iw-IL " +
    "ja-JP ka-GE kk km-KH kn-IN ko-KR ky-KG lo-LA lt lv mk-MK ml-IN mn-MN mr-IN ms ms-MY my-MM ne-NP nl-NL no-NO pa " +
    "pl-PL pt-BR pt-PT rm ro ru-RU si-LK sk sl sq sr sv-SE sw ta-IN te-IN th tr-TR uk ur vi zh-CN zh-HK zh-TW zu"
  ).split(" "),
);

/** Names that may have been meant: the same language, or the same name in other letters. Pure. */
export const localesLike = (given: string): readonly string[] => {
  const [language = ""] = given.toLowerCase().replace("_", "-").split("-");
  return [...PLAY_LOCALES].filter((locale) => locale.toLowerCase().split("-")[0] === language);
};
