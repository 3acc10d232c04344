/** How a process ended: one of the two is null. */
export interface Exit {
  code: number | null;
  signal: NodeJS.Signals | null;
}

/** What the launcher is asked to start: a command that waits at the gate. */
export interface Launch {
  command: string[];
  /** The command's current folder. */
  folder: string;
  environment: Record<string, string>;
  log: LogPlace;
}

/** Where the output of a command goes. */
export interface LogPlace {
  /** Made with its folder once there is output. */
  path: string;
  /** Where the end of a long log is kept until it is added. */
  tailFolder: string;
}

/** From the server to the launcher. */
export type Order =
  | { type: "launch"; id: number; launch: Launch }
  /** Lets the command begin; makes it exit without having begun; ends its log. */
  | { type: "open" | "close" | "finish"; id: number };

/** From the launcher to the server. */
export type Report =
  | ({ type: "launched"; id: number } & Birth)
  | { type: "failed"; id: number; code: string | undefined; message: string }
  | { type: "ended"; id: number; exit: Exit }
  /** All that was written is in the log, or why it is not. */
  | { type: "finished"; id: number; problem: string | undefined };

/** How a command's process is told from all others. */
export interface Birth {
  pid: number;
  startTime: number;
  /** What /proc calls the pipe that its output goes into. */
  pipe: string;
}
