import { type PadronA13Type, padronA13Service } from "../../arca/schema/index.ts";
import { cxfHandler, JavaFault } from "../soap/cxf.ts";
import { activitiesOf } from "../taxpayers/enrolment.ts";
import { cuitsOf, findTaxpayer } from "../taxpayers/find-taxpayer.ts";
import type { Taxpayer } from "../taxpayers/taxpayer.ts";
import { addressOf, ALL_WELL, identityOf, isPerson, metadataOf, SINCE } from "./person.ts";

const PERSON_DOCUMENT = { birthday: "1980-03-04T12:00:00-03:00", type: "DNI" };
const COMPANY = { contract: "2010-03-04T12:00:00-03:00", form: "SOC. ANONIMA" };

/** Padrón A13: who somebody is, and whose a document is. */
export const handlePadronA13 = cxfHandler({
  service: padronA13Service,
  id: "ws_sr_padron_a13",
  open: "dummy",
  operations: {
    dummy: () => ALL_WELL,
    getPersona({ idPersona }, now) {
      const taxpayer = findTaxpayer(idPersona);
      if (!taxpayer) throw new JavaFault("No existe persona con ese Id");
      return { metadata: metadataOf(now), persona: writePerson(taxpayer) };
    },
    getIdPersonaListByDocumento({ documento }, now) {
      const found = /^\d{1,8}$/.test(documento) ? cuitsOf(documento) : [];
      if (found.length === 0) throw new JavaFault("No existen personas con ese documento");
      return { idPersona: found, metadata: metadataOf(now) };
    },
  },
});

function writePerson(taxpayer: Taxpayer): PadronA13Type<"persona"> {
  const { codPostal, ...address } = addressOf(taxpayer);
  const [activity] = activitiesOf(taxpayer.cuit);
  return {
    ...identityOf(taxpayer),
    claveInactivaAsociada: [],
    ...(activity && { descripcionActividadPrincipal: activity.description, idActividadPrincipal: activity.id }),
    domicilio: [{ codigoPostal: codPostal, ...address, tipoDomicilio: "FISCAL" }],
    ...(isPerson(taxpayer)
      ? { fechaNacimiento: PERSON_DOCUMENT.birthday, numeroDocumento: taxpayer.cuit.slice(2, 10), tipoDocumento: PERSON_DOCUMENT.type }
      : { fechaContratoSocial: COMPANY.contract, formaJuridica: COMPANY.form }),
    periodoActividadPrincipal: SINCE,
  };
}
