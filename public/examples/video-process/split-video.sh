#!/bin/sh
# Takes one picture a second out of a video: shapes.mp4 becomes shapes-out001.jpg
# (at 0 s), shapes-out002.jpg (at 1 s) and so on.
set -eu

fail() {
  printf 'split-video: %s\n' "$1" >&2
  exit 1
}

name=${INPUT_FILE_PATH##*/}
base=${name%.*}
frames=$TMP_OUTPUT_DIR/${base:-$name}-out
printf 'split-video: Taking one frame a second out of %s\n' "$name"

# ffmpeg replaces %03d with the number of the frame, so a % of the name is doubled.
# "file:" keeps ffmpeg from reading more into a name. 0:V:0 is the first stream of
# moving pictures: the cover of a song does not count.
pattern=$(printf '%s' "$frames" | sed 's/%/%%/g')
ffmpeg -hide_banner -nostats -loglevel error -y -i "file:$INPUT_FILE_PATH" \
  -map 0:V:0 -vf fps=1:round=up -q:v 2 -f image2 "file:$pattern%03d.jpg" </dev/null ||
  fail "ffmpeg cannot read $name as a video"

set -- "$frames"*.jpg
[ -e "$1" ] || fail "there is no frame in $name"
printf 'split-video: %s frames taken\n' "$#"
