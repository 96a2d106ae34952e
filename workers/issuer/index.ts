export { issuerObjectName } from "./submission.ts";
export type { ArcaTime, Entry, IssuerIdentity, Submission, Submitted, Unnumbered } from "./submission.ts";
