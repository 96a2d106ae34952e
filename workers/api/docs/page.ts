import { html, raw } from "hono/html";

type Html = ReturnType<typeof html>;

const STYLE = `
  body { font: 16px/1.6 system-ui, sans-serif; max-width: 46rem; margin: 3rem auto; padding: 0 1rem; color: #1d2433; background: #fff; }
  h1 { font-size: 1.6rem; } h2 { font-size: 1.1rem; margin-bottom: 0; }
  table { border-collapse: collapse; } th, td { text-align: left; vertical-align: top; padding: .5rem 1rem .5rem 0; border-top: 1px solid #d9dee8; }
  a { color: #1f4fd8; } section { margin-top: 2rem; }
  @media (prefers-color-scheme: dark) { body { color: #e6e9f0; background: #14171f; } a { color: #9db5ff; } th, td { border-color: #333a4a; } }
`;

/** A small page that stands on its own: no script, no font, nothing fetched. */
export const page = (title: string, content: Html) =>
  html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · ARCA API</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        ${content}
      </body>
    </html> `;
