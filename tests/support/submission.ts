import { env } from "cloudflare:workers";
import { newId } from "../../shared/ids.ts";
import { formatMoney, decimal } from "../../shared/money.ts";
import type { Invoice } from "../../shared/schemas/invoice.ts";
import type { Submission } from "../../workers/issuer/index.ts";
import { certify } from "../../workers/sandbox/index.ts";
import type { Fault } from "./arca.ts";
import { day } from "./days.ts";
import { tenant } from "./tenant.ts";

const LANE = { PtoVta: 3, CbteTipo: 6 };

/** An issuer at the second ARCA, and its object, of this test's own. @param holder whose the certificate is */
export async function homologationIssuer(cuit = randomCuit(), holder = cuit) {
  const { owner, issuerId } = await tenant(cuit, "homologation");
  const certificateId = newId("crt");
  const made = await env.SIGNER.create({
    certificateId,
    issuerId,
    environment: "homologation",
    cuit,
    organizationName: "Test",
    commonName: "test",
  });
  const pem = await certify({
    caKey: env.SANDBOX_CA_KEY,
    csr: made.csr,
    cuit: holder,
    alias: "test",
    tenant: owner.organizationId,
    now: new Date(),
  });
  const issuer = {
    id: issuerId,
    cuit,
    environment: "homologation",
    certificate: { id: certificateId, pem, sealedKey: made.sealedKey },
  } as const;
  const stub = () => env.ISSUER.getByName(`homologation:${cuit}`);

  const submission = (key: string, total = "121.00", date = day()): Submission => ({
    owner,
    actor: "key_test",
    requestId: `req_${key}`,
    issuer,
    profile: { ivaCondition: "responsable_inscripto", defaultPointOfSale: 1, isAccepted: true, clockOffsetMs: 0 },
    lane: LANE,
    idempotencyKey: key,
    bodyHash: `${total}${date}`,
    rulesVersion: "v4.7",
    defaultedDates: [],
    batchId: null,
    isUnconfirmed: false,
    invoice: invoice(issuerId, total, date),
    detail: {
      Concepto: 1,
      DocTipo: 99,
      DocNro: "0",
      CbteFch: date.replaceAll("-", ""),
      ImpTotal: total,
      ImpTotConc: "0.00",
      ImpOpEx: "0.00",
      ImpNeto: formatMoney(decimal(total).minus("21")),
      ImpTrib: "0.00",
      ImpIVA: "21.00",
      MonId: "PES",
      MonCotiz: "1",
      CondicionIVAReceptorId: 5,
    },
  });
  return {
    owner,
    issuerId,
    cuit,
    stub,
    submission,
    /** A key in the place of a new one repeats that submission. */
    submit: (key: string, total?: string, date?: string, waitMs = 5_000) => stub().submit(submission(key, total, date), waitMs),
    faults: (...faults: Fault[]) => fetch(`${env.ARCA_URL}/faults/${cuit}`, { method: "PUT", body: JSON.stringify(faults) }),
    ledger: async () => {
      const answer = await fetch(`${env.ARCA_URL}/ledger/${cuit}`);
      const { lanes, calls } = await answer.json<{
        lanes: Record<string, { number: number; cae: string }[]>;
        calls: Record<string, number>;
      }>();
      return { comprobantes: lanes[`${LANE.PtoVta}-${LANE.CbteTipo}`] ?? [], calls };
    },
  };
}

function invoice(issuer: string, total: string, date: string): Invoice {
  return {
    id: newId("inv"),
    object: "invoice",
    status: "queued",
    mode: "test",
    environment: "homologation",
    issuer,
    type: "factura_b",
    type_code: 6,

    point_of_sale: LANE.PtoVta,
    number: null,
    date,
    concept: "products",
    service_from: null,
    service_to: null,
    payment_due_on: null,
    cae: null,
    cae_expires_on: null,
    items: [],
    prices_include_tax: true,
    net: "100.00",
    iva: [],
    exempt: "0.00",
    not_taxed: "0.00",
    other_taxes_total: "0.00",
    total,
    currency: "ARS",
    exchange_rate: "1",
    same_currency_payment: null,
    other_taxes: [],
    associated_documents: [],
    associated_period: null,
    fce: null,
    export: null,
    used_goods: null,
    optionals: [],
    buyers: [],
    activities: [],
    allow_redate: false,
    observations: [],
    warnings: [],
    attention: null,
    external_id: null,
    metadata: {},
    authorized_at: null,
    customer: { document_type: "none", document_number: null, name: null, iva_condition: "consumidor_final", address: null, email: null },
    created_at: new Date().toISOString(),
  };
}

export function randomCuit(): string {
  for (;;) {
    const body = `30${String(Math.trunc(Math.random() * 1e8)).padStart(8, "0")}`;
    const weights = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    const digit = (11 - (weights.reduce((total, weight, i) => total + weight * Number(body[i]), 0) % 11)) % 11;
    if (digit < 10) return body + digit;
  }
}
