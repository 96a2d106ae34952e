import type { XmlElement } from "../../platform/xml.ts";
import type { SoapVersion } from "./envelope.ts";

/** What the client says it calls: SOAPAction, or in SOAP 1.2 a parameter of the media type. null: it says nothing. */
export function actionOf(headers: Headers, version: SoapVersion): string | null {
  const action = version === "1.1" ? headers.get("soapaction") : actionParameter(headers.get("content-type"));
  return action === null ? null : action.trim().replaceAll(/^"|"$/g, "");
}

const actionParameter = (contentType: string | null): string | null => /;\s*action=("[^"]*"|[^;\s]+)/i.exec(contentType ?? "")?.[1] ?? null;

/** Name of the operation: by the action; without one, by the element in the Body. */
export function operationName(action: string | null, element: XmlElement | undefined, namespace: string): string | undefined {
  if (action === null) return element?.namespace === namespace ? element.name : undefined;
  return action.startsWith(namespace) ? action.slice(namespace.length) : undefined;
}

/** As ASP.NET refuses a request whose operation it does not know. */
export function unrecognized(action: string | null): string {
  const what =
    action === null
      ? "Unable to handle request without a valid action parameter. Please supply a valid soap action."
      : `Server did not recognize the value of HTTP Header SOAPAction: ${action}.`;
  return `System.Web.Services.Protocols.SoapException: ${what}`;
}
