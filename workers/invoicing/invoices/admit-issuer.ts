import { AppError, type Problem } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";
import { troubleOf } from "../../arca/index.ts";
import { issuers } from "../../db/issuers.ts";
import { type Answer, type Probe, probeLane, type Unheard } from "../../issuer/index.ts";
import { auditEntry } from "../../platform/audit-entry.ts";
import type { Ctx } from "../../platform/context.ts";
import { isOutage } from "../../platform/outage.ts";
import { issuerObject } from "../issuers.ts";
import { identityOf, type InvoicingIssuer } from "./load-issuer.ts";

/** Seconds after which a login that ARCA did not answer may be asked for again. */
const AGAIN_S = 10;
/** Faults of the certificate itself, or of what it may do: as long as nobody does something about them they stay. */
const LASTING = /^(coe\.notAuthorized|cms\.cert\.|cms\.sign\.)/;
const TICKET_REFUSED = new Set([600, 601]);

/**
 * Before its first invoice an issuer shows that ARCA takes its certificate for its CUIT. Anyone may name any CUIT, and one object
 * issues for all that name the same: nobody gets to it by another organization's certificate. Where ARCA cannot be asked, one of
 * homologation waits its turn with its invoice; in production it comes again.
 * @returns the issuer, with whether it has shown it
 * @throws AppError `invalid_request` on `issuer`; `unavailable`
 */
export async function admitIssuer(ctx: Ctx, issuer: InvoicingIssuer): Promise<InvoicingIssuer> {
  if (issuer.isAccepted) return issuer;
  const probe: Probe = await issuerObject(ctx, issuer).probe(identityOf(issuer), probeLane(issuer));
  if (isTaken(probe)) {
    await remember(ctx, issuer);
    return { ...issuer, isAccepted: true };
  }
  const refusal = lastingRefusal(probe);
  if (refusal) throw notAccepted(issuer, refusal);
  if (issuer.environment === "production") {
    const retryAfter = probe.login.ok ? AGAIN_S : (probe.login.retryAfterSeconds ?? AGAIN_S);
    throw new AppError("unavailable", { retryAfter });
  }
  return issuer;
}

/** ARCA's own errors about anything but the ticket come from behind it. */
function isTaken({ access }: Probe): boolean {
  if (!access) return false;
  return access.ok || (access.code === "arca_errors" && access.arca.every(({ code }) => code >= 602));
}

function lastingRefusal({ login, access }: Probe): Unheard | undefined {
  if (!login.ok) return LASTING.test(login.fault?.code ?? "") ? login : undefined;
  return isUnheard(access) && access.arca.some(({ code }) => TICKET_REFUSED.has(code)) ? access : undefined;
}

const isUnheard = (answer: Answer<unknown> | null): answer is Unheard => answer !== null && !answer.ok;

/** While Postgres is away the issuer's object remembers, with the invoice; Postgres does when the next one comes. */
async function remember(ctx: Ctx, { id, cuit, environment, certificate }: InvoicingIssuer): Promise<void> {
  const entry = auditEntry(ctx, "issuer.accepted_by_arca", id, { cuit, environment, certificate: certificate.id });
  try {
    await ctx.db.commit([entry], ctx.db.update(issuers, id, { acceptedCertificateId: certificate.id }));
  } catch (error) {
    if (!isOutage(error)) throw error;
  }
}

function notAccepted({ id, cuit }: InvoicingIssuer, { code, fault, arca }: Unheard): AppError {
  const [first] = arca;
  if (first) return refused(problem("issuer", "issuer_not_related", { cuit, id, said: `${first.code}: ${first.message}` }));
  const trouble = troubleOf({ name: "ArcaError", code, fault: fault ?? undefined, arcaErrors: [] });
  return refused(problem("issuer", "issuer_not_accepted", { id, said: trouble?.message ?? code, said_es: trouble?.message_es ?? code }));
}

const refused = (why: Problem): AppError => new AppError("invalid_request", { problems: [why] });
