/** A channel: a mail account, or a chat's webhook. Secrets are named by their environment variables, and stand there alone. */
export type ChannelConfig = MailChannelConfig | ChatChannelConfig | WebhookChannelConfig;

export interface MailChannelConfig {
  readonly kind: "mail";
  /** `release@example.org`, or `Release Team <release@example.org>`. */
  readonly from: string;
  readonly to: readonly string[];
  readonly cc?: readonly string[];
  /** They stand in the envelope, and in nothing that anybody gets. */
  readonly bcc?: readonly string[];
  readonly replyTo?: string;
  /** The variable with `smtp://user:password@host:587` or `smtps://…:465`. Default, without a host: `SMTP_URL`. */
  readonly urlFrom?: string;
  /** The server, where no URL says it. */
  readonly host?: string;
  readonly port?: number;
  /** `starttls` (default): encrypted, or nothing is sent. `tls`: from the first byte. `none`: in the open. */
  readonly security?: "starttls" | "tls" | "none";
  readonly user?: string;
  /** The variable with the password. Default: `SMTP_PASSWORD`. */
  readonly passwordFrom?: string;
}

export interface ChatChannelConfig {
  readonly kind: "slack" | "discord" | "teams" | "google-chat" | "mattermost";
  /** The variable with the webhook's address. Default: `SLACK_WEBHOOK_URL`, `DISCORD_WEBHOOK_URL`, … */
  readonly urlFrom?: string;
  /** Name → what the chat calls them: a member's or group's id. Only these can be called. */
  readonly mentions?: Readonly<Record<string, string>>;
}

export interface WebhookChannelConfig extends Omit<ChatChannelConfig, "kind"> {
  readonly kind: "webhook";
  /** The variable with the secret that requests are signed with. Default: they are not signed. */
  readonly secretFrom?: string;
  /** The other side takes a message with a known `webhook-id` once. Default: false. */
  readonly knowsRepeats?: boolean;
}

/** Who is told, and by which way. */
export interface AnnounceConfig {
  /** Name → channel. */
  readonly channels: Readonly<Record<string, ChannelConfig>>;
  /** Channels that trains tell of their progress. */
  readonly team?: readonly string[];
  /** Channels that trains tell of a release that is out. */
  readonly users?: readonly string[];
  /** Who is called when something can be tested: names of the channels' `mentions`. */
  readonly testers?: readonly string[];
}
