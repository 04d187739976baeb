/** The cut of Google's discovery documents that `scripts/slice-play.mjs` writes. */
export interface Discovery {
  /** Query parameters that every method takes. */
  readonly common: readonly string[];
  readonly methods: readonly PlayMethod[];
  /** JSON Schema by Google's names. */
  readonly schemas: Readonly<Record<string, object>>;
}

export interface PlayMethod {
  /** `androidpublisher.edits.insert`. */
  readonly id: string;
  readonly httpMethod: string;
  /** `androidpublisher/v3/applications/{packageName}/edits`. */
  readonly flatPath: string;
  readonly query: Readonly<Record<string, { readonly type: string; readonly enum?: readonly string[] }>>;
  /** Names of schemas. */
  readonly request?: string;
  readonly response?: string;
  readonly upload?: { readonly accept: readonly string[]; readonly maxSize: number };
}
