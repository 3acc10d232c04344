/** Turns pictures in memory into a video or into picture files, with ffmpeg. */
import { spawn } from "node:child_process";
import { once } from "node:events";

/**
 * ffmpeg's arguments for raw pictures on its standard input.
 * @param {{ width: number, height: number }} size
 * @param {number} framesPerSecond
 */
export function rawInput({ width, height }, framesPerSecond) {
  const size = `${width}x${height}`;
  return [
    "-f",
    "rawvideo",
    "-pix_fmt",
    "rgb24",
    "-s",
    size,
    "-r",
    `${framesPerSecond}`,
    "-i",
    "-",
  ];
}

/**
 * Runs ffmpeg on raw pictures.
 * @param {string[]} args
 * @param {(() => Uint8Array)[]} frames each is called when ffmpeg has taken the one before
 */
export async function encode(args, frames) {
  const ffmpeg = spawn("ffmpeg", ["-y", "-loglevel", "error", ...args], {
    stdio: ["pipe", "inherit", "inherit"],
  });
  const closed = once(ffmpeg, "close");
  for (const frame of frames) {
    if (!ffmpeg.stdin.write(frame())) await once(ffmpeg.stdin, "drain");
  }
  ffmpeg.stdin.end();
  const [status] = await closed;
  if (status !== 0) throw new Error(`ffmpeg ended with status ${status}`);
}
