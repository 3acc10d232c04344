/** What the wrapper leaves as the container's termination message. */
export const WRAPPER_FACTS = {
  timeout: "oscar: time limit",
  noInterpreter: "oscar: no interpreter",
  /** Followed by the exit code of the script, which may well be 0. */
  outOfMemory: "oscar: out of memory,",
} as const;

/** What the wrapper writes at the end of the log, when all that the script said is before it. */
export const LOG_END = "\u001eoscar: end of log\n";

/**
 * How many characters follow the mark. A container runtime waits only seconds for what is in
 * its pipes when a container ends, and drops the rest (containerd's shim: 2 s, *measured*);
 * who has written more than two pipes hold knows that all before it is through.
 */
const FILLING_LINES = 16;
const FILLING_LINE_BYTES = 16_384;

/** Where the kernel counts whom it has killed for memory, in cgroup v2 and in v1. */
export const OOM_COUNTS = [
  "/sys/fs/cgroup/memory.events",
  "/sys/fs/cgroup/memory/memory.oom_control",
];

/** Between SIGTERM and SIGKILL at the script's time limit. */
export const TERM_GRACE_SECONDS = 10;

/**
 * The first process of the user's container, for any /bin/sh. Its arguments are the time limit
 * and the grace in seconds, then the command that runs the script.
 *
 * As process 1, and only then, it reaches every process of the container with `kill -- -1`,
 * and itself not: what a script has started in a session of its own as well, which a process
 * group would not hold; and a shell without a terminal makes no groups. Both outputs go into
 * one pipe, since the order of two is lost; its end is marked, since a container is called
 * terminated before the last of its output is in the log's file, and pushed through by blanks. What the shell itself has to
 * say is none of the script's log. At the end the outputs are made readable for the container
 * that uploads them, whose user is another one; for that their folder must be the script's
 * own, or busybox does not look into it. Where the image has no `sleep`, the server
 * ends the pod at the time limit.
 *
 * Whether the kernel killed something for memory is asked of the kernel: a busy container
 * runtime may hear of it after the exit, and then says nothing of it (*measured*).
 */
export const WRAPPER = `
[ $$ -eq 1 ] || exit 125
limit=$1 grace=$2
shift 2
exec 3>&1 >/dev/null 2>&1
say() { echo "$1" >/dev/termination-log; }
if ! [ -x "$1" ]; then
  say '${WRAPPER_FACTS.noInterpreter}'
  exit 127
fi
rmdir "$TMP_OUTPUT_DIR" && mkdir "$TMP_OUTPUT_DIR"
cause=
stop() {
  [ -z "$cause" ] || return 0
  cause=$1
  kill -TERM -1
  { sleep "$grace" && kill -KILL -1; } 3>&- &
}
trap 'stop told' TERM
trap 'stop timeout' USR1
"$@" </dev/null >&3 2>&1 3>&- &
script=$!
{ sleep "$limit" && kill -USR1 $$; } 3>&- &
wait "$script"
code=$?
while [ -n "$cause" ] && kill -0 "$script"; do wait "$script"; done
trap '' TERM USR1
kill -KILL -1
oom=
for counts in ${OOM_COUNTS.join(" ")}; do
  while read -r name count; do
    [ "$name" != oom_kill ] || [ "$count" -eq 0 ] || oom=yes
  done <"$counts"
done
printf '\\036oscar: end of log\\n' >&3
line=' '
while [ "${"$"}{#line}" -lt ${FILLING_LINE_BYTES} ]; do line=$line$line; done
count=0
while [ "$count" -lt ${FILLING_LINES} ] && echo "$line" >&3; do count=$((count+1)); done
chmod -R u+rwX,a+rX "$TMP_OUTPUT_DIR"
case $cause in
timeout)
  say '${WRAPPER_FACTS.timeout}'
  exit 124
  ;;
told) exit 143 ;;
esac
if [ -n "$oom" ]; then
  say "${WRAPPER_FACTS.outOfMemory} $code"
  [ "$code" -ne 0 ] || exit 137
fi
exit "$code"
`;
