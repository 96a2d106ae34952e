/** Bindings of the test run beside the product's own: see setup.ts. */
declare namespace Cloudflare {
  interface Env {
    readonly OWNER_DATABASE_URL: string;
    readonly ARCA_URL: string;
    readonly GITHUB_URL: string;
    readonly OUTAGES_URL: string;
  }
}

/** A file as text, as Vite gives it. */
declare module "*.toml?raw" {
  const text: string;
  export default text;
}
