/** The stage of processes that exchange messages; any other one is the name of a panel. */
export const SPACE_TIME = "space-time";
