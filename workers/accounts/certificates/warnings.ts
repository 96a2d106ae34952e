import type { Environment } from "../../../shared/catalog.ts";
import type { Problem } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";

interface Issued {
  readonly cuit: string;
  readonly issuedBy: string;
}

/** Who certifies for each environment. Source: facts of WSAA, "Certificates"; in the sandbox, its own authority. */
const AUTHORITIES: Record<Environment, RegExp> = {
  sandbox: /(^|, )CN=Computadores Sandbox($|, )/,
  homologation: /(^|, )CN=Computadores Test($|, )/,
  production: /(^|, )CN=Computadores($|, )/,
};

/** Where ARCA itself answers. */
const ARCA_HOSTS = /(^|\.)(afip|arca)\.(gov|gob)\.ar$/;

export type WsaaUrls = Readonly<Record<"homologation" | "production", string>>;

/** ARCA itself takes no other authority's certificates; a relay or a stand-in may. */
export const authorityFaults = (certificate: Issued, environment: Environment, urls: WsaaUrls): Problem[] =>
  isArcaItself(environment, urls) ? foreignAuthority(certificate, environment) : [];

export const authorityWarnings = (certificate: Issued, environment: Environment, urls: WsaaUrls): Problem[] =>
  isArcaItself(environment, urls) ? [] : foreignAuthority(certificate, environment);

/** A representative's certificate serves every CUIT that has delegated the service to it, which only ARCA knows. */
export const representationWarnings = ({ cuit }: Issued, issuerCuit: string): Problem[] =>
  cuit === issuerCuit ? [] : [problem("certificate", "certificate_of_representative", { cuit, issuer: issuerCuit })];

const foreignAuthority = ({ issuedBy }: Issued, environment: Environment): Problem[] =>
  AUTHORITIES[environment].test(issuedBy)
    ? []
    : [problem("certificate", "certificate_foreign_authority", { authority: issuedBy, environment })];

/** An address that is not given is ARCA's own. */
function isArcaItself(environment: Environment, urls: WsaaUrls): boolean {
  if (environment === "sandbox") return false;
  const url = urls[environment];
  return url === "" || ARCA_HOSTS.test(new URL(url).hostname);
}
