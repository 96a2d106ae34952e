export { issuerObjectName } from "./submission.ts";
export type { Entry, IssuerIdentity, Submission, Submitted, Unnumbered } from "./submission.ts";
