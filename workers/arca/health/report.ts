import type { Environment } from "../../../shared/catalog.ts";
import type { ServiceName } from "../endpoints.ts";
import type { ArcaErrorCode } from "../errors.ts";
import type { CallReport } from "../timed.ts";

/** What is watched: the services, and WSAA. */
export type WatchedService = ServiceName | "wsaa";

/** A call of one of ARCA's services that ended at `at` (milliseconds since 1970). */
export interface ServiceCall extends CallReport {
  readonly service: WatchedService;
  readonly at: number;
}

/** Outcomes in which ARCA did not answer as a SOAP service does. */
const UNANSWERED: ReadonlySet<CallReport["outcome"]> = new Set<ArcaErrorCode>([
  "unreachable",
  "timeout",
  "connection_lost",
  "http_error",
  "malformed_answer",
]);

/** Whatever ARCA answers, be it a refusal or nonsense in good SOAP, shows that it is there. */
export const isAnswered = ({ outcome }: Pick<CallReport, "outcome">): boolean => !UNANSWERED.has(outcome);

/** The health of ARCA is one for all in an environment; in the sandbox each organization has an ARCA of its own. */
export const healthName = (environment: Environment, organizationId: string): string =>
  environment === "sandbox" ? `sandbox:${organizationId}` : environment;
