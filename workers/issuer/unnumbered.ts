import { exportFingerprint, fingerprint } from "./fingerprint.ts";
import type { Submission, Unnumbered, UnnumberedExport } from "./submission.ts";

type Detail = Submission["detail"];

export const isExport = (detail: Detail): detail is UnnumberedExport => "Cbte_Tipo" in detail;

/** `yyyymmdd` */
export const dateOf = (detail: Detail): string => (isExport(detail) ? (detail.Fecha_cbte ?? "") : detail.CbteFch);

export const fingerprintOf = (detail: Detail): string => (isExport(detail) ? exportFingerprint(detail) : fingerprint(detail));

/** A lane holds comprobantes of one service: what is asked for is what was accepted into it. */
export function ofWsfe(detail: Detail): Unnumbered {
  if (isExport(detail)) throw new Error("a comprobante of export in a lane of WSFEv1");
  return detail;
}

export function ofWsfex(detail: Detail): UnnumberedExport {
  if (!isExport(detail)) throw new Error("a comprobante of WSFEv1 in a lane of export");
  return detail;
}
