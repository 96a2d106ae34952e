import type { FirstInvoice } from "./first-invoice.ts";

export interface Ready {
  readonly url: string;
  readonly apiKey: string;
  readonly issuerId: string;
  readonly invoice: FirstInvoice;
  readonly user: { readonly email: string; readonly password: string };
}

/** The one line of `--json`, for programs. */
export function readyJson({ url, apiKey, issuerId, invoice, user }: Ready): string {
  return JSON.stringify({ url, api_key: apiKey, issuer_id: issuerId, invoice, user });
}

export function readyText({ url, apiKey, invoice, user }: Ready): string {
  const iva = invoice.iva.map(({ rate, amount }) => `IVA ${rate} %: ${amount}`).join("   ");
  return `
First invoice   ${invoice.type} ${invoice.point_of_sale}-${invoice.number}   CAE ${invoice.cae} (expires ${invoice.cae_expires_on})
                net ${invoice.net}   ${iva}   total ${invoice.total} ARS

API key         ${apiKey}
User            ${user.email}   password ${user.password}
API             ${url}
Documentation   ${url}/docs
OpenAPI         ${url}/openapi.json
Health          ${url}/health
Mails           ${url}/v1/dev/outbox

Issue the next one:

curl ${url}/v1/invoices \\
  -H 'Authorization: Bearer ${apiKey}' \\
  -H 'Content-Type: application/json' \\
  -d '{"issuer": "${invoice.issuer}", "customer": {"document_type": "dni", "document_number": "30111222", "name": "Ana Pérez"}, "items": [{"description": "Pan de campo", "quantity": "3", "unit_price": "1500.00"}]}'

Ctrl-C stops everything; npm start goes on from here.
`;
}
