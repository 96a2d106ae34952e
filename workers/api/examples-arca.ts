import type { Catalog } from "../../shared/schemas/catalog.ts";
import type { ArcaServiceStatus, ArcaStatus } from "../../shared/schemas/arca-status.ts";

const idle = (service: ArcaServiceStatus["service"]): ArcaServiceStatus => ({
  service,
  state: "closed",
  since: null,
  consecutive_failures: 0,
  next_probe_at: null,
  last_failure: null,
  operations: [],
  history: [],
});

const figures = { calls: 1, failures: 0, p50_ms: 31, p95_ms: 31, p99_ms: 31 };

export const ARCA_STATUS = {
  object: "arca_status",
  environments: [
    {
      environment: "sandbox",
      services: [
        {
          ...idle("wsaa"),
          since: "2026-11-24T13:40:10.412Z",
          operations: [{ operation: "loginCms", ...figures }],
          history: [{ hour: "2026-11-24T13:00:00.000Z", ...figures }],
        },
        {
          ...idle("wsfe"),
          since: "2026-11-24T13:40:11.029Z",
          operations: [
            { operation: "FECompUltimoAutorizado", ...figures, p50_ms: 12, p95_ms: 12, p99_ms: 12 },
            { operation: "FECAESolicitar", ...figures },
          ],
          history: [{ hour: "2026-11-24T13:00:00.000Z", ...figures, calls: 2, p50_ms: 12 }],
        },
        idle("wsfex"),
        idle("constancia"),
        idle("padron_a13"),
        idle("wscdc"),
      ],
    },
  ],
} satisfies ArcaStatus;

export const CATALOG = {
  object: "list",
  table: "comprobante_types",
  environment: "sandbox",
  source: "arca",
  as_of: "2026-11-24",
  data: [
    { code: "1", name: "factura_a", description: "Factura A", valid_from: "2010-09-17", valid_to: null },
    { code: "2", name: "nota_debito_a", description: "Nota de Débito A", valid_from: "2010-09-17", valid_to: null },
  ],
  has_more: true,
  next_cursor: "2",
} satisfies Catalog;
