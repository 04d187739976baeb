export { mailChannel, type MailOptions } from "./mail/mail-channel.js";
export type { Login, MailServer } from "./mail/conversation.js";
export { parseMailbox, type Mailbox } from "./mail/addresses.js";
