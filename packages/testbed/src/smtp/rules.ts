/** What goes wrong in a conversation, and when. */
export interface SmtpRule {
  /** `rcpt` for one recipient, `data` before the text comes, `end` when all of it is there. */
  readonly at: "connect" | "auth" | "mail" | "rcpt" | "data" | "end";
  /** Of `mail` and `rcpt`: only this address. */
  readonly address?: string;
  /** The first time that fails, from 1. Default 1. */
  readonly nth?: number;
  /** How often it fails from there on. Default: always. */
  readonly times?: number;
  /**
   * - `refuse`: answers `code` and `text`.
   * - `drop`: ends the connection; at `end` the mail was taken, and nobody is told.
   * - `hold`: answers nothing any more.
   * - `run`: goes on as usual.
   */
  readonly kind: "refuse" | "drop" | "hold" | "run";
  /** Default 550. */
  readonly code?: number;
  readonly text?: string;
  /** Called when it is due, before anything else. */
  readonly run?: () => void;
}

/** Counts what happens, and says which rule is due. */
export function smtpRules(rules: readonly SmtpRule[]): (at: SmtpRule["at"], address?: string) => SmtpRule | null {
  const seen = rules.map(() => 0);
  return (at, address) => {
    const due = rules.filter((rule, index) => {
      if (rule.at !== at || (rule.address !== undefined && rule.address !== address)) return false;
      const count = (seen[index] ?? 0) + 1;
      seen[index] = count;
      const first = rule.nth ?? 1;
      return count >= first && count < first + (rule.times ?? Infinity);
    });
    due[0]?.run?.();
    return due[0] ?? null;
  };
}
