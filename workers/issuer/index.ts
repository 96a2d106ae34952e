export { issuerObjectName } from "./submission.ts";
export type { ArcaTime, Entry, IssuerIdentity, Submission, Submitted, Unnumbered, UnnumberedExport } from "./submission.ts";
export type { Registered } from "./taxpayers.ts";
