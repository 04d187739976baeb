/** An Android app on Google Play: one for each flavour. Flavours may share a package, and then its version codes too. */
export interface AppConfig {
  /** Unique: the flavour. Used with `--app` and in trains. */
  readonly name: string;
  /** Its application id: `com.example.app`. */
  readonly package: string;
  /** sha256 of the certificate that uploads are signed with, as keytool shows it. Default: not looked at. */
  readonly certificateSha256?: string;
  /** Its closed tracks, besides production, beta, alpha and internal. */
  readonly tracks?: readonly string[];
}
