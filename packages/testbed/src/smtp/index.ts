export { type Smtp, type SmtpOptions, startSmtp, type TakenMail } from "./start-smtp.js";
export type { SmtpRule } from "./rules.js";
