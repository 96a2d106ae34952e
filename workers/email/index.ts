export type { Mail } from "./letter.ts";
export { prepareMail } from "./mailer.ts";
export { readOutbox } from "./outbox.ts";
