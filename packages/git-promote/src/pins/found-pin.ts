/** A pin as a format finds it, before its file and rule are known. */
export interface FoundPin {
  readonly name: string;
  /** Null when the format does not say: the rule or the path does. */
  readonly family: string | null;
  readonly version: string;
  readonly at: number;
  readonly quoted: boolean;
  readonly raw: string;
  readonly remark: string | null;
}
