import type { Environment } from "../../../shared/catalog.ts";
import type { Problem } from "../../../shared/errors.ts";
import { problem } from "../../../shared/problems.ts";

/** Who certifies for each environment. Source: facts of WSAA, "Certificates"; in the sandbox, its own authority. */
const AUTHORITIES: Record<Environment, RegExp> = {
  sandbox: /(^|, )CN=Computadores Sandbox($|, )/,
  homologation: /(^|, )CN=Computadores Test($|, )/,
  production: /(^|, )CN=Computadores($|, )/,
};

/** Where ARCA itself answers. */
const ARCA_HOSTS = /(^|\.)(afip|arca)\.(gov|gob)\.ar$/;

export type WsaaUrls = Readonly<Record<"homologation" | "production", string>>;

/** Whether that authority's certificates can work there at all, or may for what we know: `refused` tells which. */
interface Objection {
  readonly refused: boolean;
  readonly problem: Problem;
}

/**
 * What is wrong with who issued a certificate. ARCA itself takes no other authority's certificates, nor does the sandbox; a relay or a
 * stand-in in ARCA's place may take any, so that there it is only warned of.
 */
export function authorityObjection(issuedBy: string, environment: Environment, urls: WsaaUrls): Objection | undefined {
  if (AUTHORITIES[environment].test(issuedBy)) return undefined;
  const other = authorityOf(issuedBy);
  const foreign = environment === "sandbox" ? "certificate_foreign_to_sandbox" : "certificate_foreign_authority";
  const said =
    other === undefined
      ? problem("certificate", foreign, { authority: issuedBy, environment })
      : problem("certificate", "certificate_wrong_environment", { authority: issuedBy, environment, other });
  return { refused: environment === "sandbox" || isArcaItself(urls[environment]), problem: said };
}

/** The environment that an authority is of. Names of ours hold no two. */
const authorityOf = (issuedBy: string): Environment | undefined =>
  (Object.keys(AUTHORITIES) as Environment[]).find((environment) => AUTHORITIES[environment].test(issuedBy));

/** An address that is not given is ARCA's own. */
const isArcaItself = (url: string): boolean => url === "" || ARCA_HOSTS.test(new URL(url).hostname);
