import { need } from "./trust.ts";

/** The three answers of a service's Dummy, `OK` when all is well. It may say so while calls fail with 501. */
export interface ServerStatus {
  readonly appServer: string;
  readonly dbServer: string;
  readonly authServer: string;
}

interface DummyResponse {
  readonly AppServer?: string;
  readonly DbServer?: string;
  readonly AuthServer?: string;
}

export const serverStatus =
  (operation: string) =>
  ({ AppServer, DbServer, AuthServer }: DummyResponse): ServerStatus => ({
    appServer: need(operation, `${operation}Result/AppServer`, AppServer),
    dbServer: need(operation, `${operation}Result/DbServer`, DbServer),
    authServer: need(operation, `${operation}Result/AuthServer`, AuthServer),
  });
