import type { Submitted } from "../../issuer/index.ts";
import type { Ctx } from "../../platform/context.ts";
import { allIssuers, issuerObject, ownerOf } from "../issuers.ts";
import type { InvoicingIssuer } from "./load-issuer.ts";

export interface Repeated {
  readonly key: string;
  readonly hash: string;
  readonly waitMs: number;
}

/**
 * What an earlier request with that key brought. Where the issuer is not clear (a second one was made since, and the request names
 * none) each is asked, and only the very same body counts: the key may mean something else to another issuer.
 */
export async function replayOf(ctx: Ctx, repeated: Repeated, issuer: InvoicingIssuer | undefined): Promise<Submitted | undefined> {
  if (issuer) return ask(ctx, repeated, issuer);
  const answers = await Promise.all((await allIssuers(ctx)).map((one) => ask(ctx, repeated, one)));
  return answers.find((answer) => answer?.outcome === "accepted");
}

function ask(ctx: Ctx, { key, hash, waitMs }: Repeated, issuer: Pick<InvoicingIssuer, "id" | "environment" | "cuit">) {
  return issuerObject(ctx, issuer).replay({ owner: ownerOf(ctx), issuerId: issuer.id, key, bodyHash: hash }, waitMs);
}
