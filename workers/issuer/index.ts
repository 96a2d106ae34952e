export { type Answer, type Probe, type Unheard } from "./probe.ts";
export { probeLane } from "./probe-lane.ts";
export type { Checked, LaneAudit } from "./audit-lane.ts";
export { laneKey } from "./lane-key.ts";
export { issuerObjectName } from "./object-name.ts";
export type {
  ArcaTime,
  DefaultedDate,
  Entry,
  InvoicingIssuer,
  IssuerIdentity,
  IssuerProfile,
  Refusal,
  Refused,
  Submission,
  Submitted,
  Unnumbered,
  UnnumberedExport,
} from "./submission.ts";
export type { CaseFile } from "./records.ts";
export { isFinal } from "./waiters.ts";
export type { Registered } from "./taxpayers.ts";
