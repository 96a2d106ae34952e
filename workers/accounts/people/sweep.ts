import { people } from "../../db/people.ts";
import type { PeoplePorts } from "../../platform/people-ports.ts";

/** Deletes sessions, links, claims and tokens that have been over for a while. For a timer; how often does not matter. */
export const sweepPeople = ({ database }: Pick<PeoplePorts, "database">): Promise<void> => people(database).sweep();
