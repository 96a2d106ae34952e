import {
  completeCertificate,
  deactivateCertificate,
  getCertificate,
  importCertificate,
  listCertificates,
  requestCertificate,
} from "../../accounts/index.ts";
import { router } from "../router.ts";
import * as operations from "./certificate-operations.ts";

const location = ({ issuer, id }: { issuer: string; id: string }) => ({ Location: `/v1/issuers/${issuer}/certificates/${id}` });

export const certificates = router()
  .openapi(operations.add, async (c) => {
    const added = await importCertificate(c.var.ctx, c.req.valid("param").id, c.req.valid("json"));
    return c.json(added, 201, location(added));
  })
  .openapi(operations.request, async (c) => {
    const requested = await requestCertificate(c.var.ctx, c.req.valid("param").id, c.req.valid("json") ?? {});
    return c.json(requested, 201, location(requested));
  })
  .openapi(operations.complete, async (c) => {
    const { id, certificate_id: certificateId } = c.req.valid("param");
    return c.json(await completeCertificate(c.var.ctx, id, certificateId, c.req.valid("json")), 200);
  })
  .openapi(operations.get, async (c) => {
    const { id, certificate_id: certificateId } = c.req.valid("param");
    return c.json(await getCertificate(c.var.ctx, id, certificateId), 200);
  })
  .openapi(operations.list, async (c) => c.json(await listCertificates(c.var.ctx, c.req.valid("param").id, c.req.valid("query")), 200))
  .openapi(operations.deactivate, async (c) => {
    const { id, certificate_id: certificateId } = c.req.valid("param");
    return c.json(await deactivateCertificate(c.var.ctx, id, certificateId), 200);
  });
