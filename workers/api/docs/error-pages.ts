import { html } from "hono/html";
import { ERRORS, type ErrorCode } from "../../../shared/errors.ts";
import { page } from "./page.ts";

const codes = Object.keys(ERRORS) as ErrorCode[];

/** Every code of the one table of errors. */
export const errorsPage = () =>
  page(
    "Errors · Errores",
    html`
      <h1>Errors · Errores</h1>
      <table>
        <tr>
          <th>code</th>
          <th>HTTP</th>
          <th></th>
        </tr>
        ${codes.map(
          (code) => html`
            <tr>
              <td>
                <a href="/docs/errors/${code}"><code>${code}</code></a>
              </td>
              <td>${ERRORS[code].status}</td>
              <td>${ERRORS[code].en}<br /><span lang="es">${ERRORS[code].es}</span></td>
            </tr>
          `,
        )}
      </table>
    `,
  );

/** What one code means, and what the caller can do. */
export function errorPage(code: ErrorCode) {
  const { status, type, retryable, ...text } = ERRORS[code];
  return page(
    code,
    html`
      <p><a href="/docs/errors">Errors · Errores</a></p>
      <h1><code>${code}</code></h1>
      <p>HTTP ${status} · <code>${type}</code> · retryable: <code>${String(retryable)}</code></p>
      <section>
        <h2>${text.en}</h2>
        <p>${text.fix_en}</p>
        <p>${retryable ? "The same request, unchanged, may succeed later." : "The same request, unchanged, will fail again."}</p>
      </section>
      <section lang="es">
        <h2>${text.es}</h2>
        <p>${text.fix_es}</p>
        <p>
          ${retryable ? "El mismo pedido, sin cambios, puede funcionar más tarde." : "El mismo pedido, sin cambios, va a fallar otra vez."}
        </p>
      </section>
    `,
  );
}

export const unknownErrorPage = () =>
  page(
    "Not found · No existe",
    html`
      <h1>There is no such error code.</h1>
      <h1 lang="es">No existe ese código de error.</h1>
      <p><a href="/docs/errors">Errors · Errores</a></p>
    `,
  );
