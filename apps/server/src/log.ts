import { type DestinationStream, type Logger, pino } from "pino";
import pretty from "pino-pretty";
import { redacted, scrubbed } from "./log-redaction.ts";

export type { Logger } from "pino";

export interface LogOptions {
  level: string;
  /** For people at a terminal, rather than JSON. */
  isPretty?: boolean;
  destination?: DestinationStream;
}

/**
 * The log of the process. Parts take a child: `log.child({ part: "dispatch" })`. Messages are
 * constant phrases, facts are fields; what is secret is taken out before it is written.
 */
export function createLog(options: LogOptions): Logger {
  const log = pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      // The default serializer of errors would turn them into objects before we see them.
      serializers: { err: (error: unknown) => error },
      formatters: {
        level: (label) => ({ level: label }),
        log: (facts) => redacted(facts) as Record<string, unknown>,
      },
      hooks: {
        logMethod(args, method) {
          const clean = args.map((arg: unknown) =>
            typeof arg === "string" ? scrubbed(arg) : arg,
          );
          method.apply(this, clean as typeof args);
        },
      },
    },
    options.destination ?? standardOutput(options.isPretty === true),
  );
  redactChildren(log);
  return log;
}

/** pino formats what is logged, but not what a child is bound to. */
function redactChildren(log: Logger): void {
  const child = log.child;
  log.child = function childWithoutSecrets(
    this: Logger,
    bindings: object,
    options?: object,
  ) {
    return child.call(this, redacted(bindings) as object, options);
  } as typeof log.child;
}

function standardOutput(isPretty: boolean): DestinationStream {
  return isPretty
    ? pretty({ colorize: true, sync: true })
    : pino.destination({ fd: 1, sync: true });
}

/** A log that says nothing, for tests. */
export function silentLog(): Logger {
  return pino({ level: "silent" });
}
