#!/bin/sh
# Finds the objects in a picture with darknet. From frame.jpg it makes frame.out (the
# objects, one a line: "circle: 97%") and frame.jpg (the picture with boxes round them).
#
# DARKNET_HOME is the folder with darknet's cfg/coco.data, cfg/yolov3.cfg and
# yolov3.weights; /opt/darknet, as in the image grycap/darknet-v3, where it is not set.
set -eu

fail() {
  printf 'object-detection: %s\n' "$1" >&2
  exit 1
}

home=${DARKNET_HOME:-/opt/darknet}
name=${INPUT_FILE_PATH##*/}
base=${name%.*}
result=$TMP_OUTPUT_DIR/${base:-$name}
printf 'object-detection: Looking for objects in %s\n' "$name"

for file in cfg/coco.data cfg/yolov3.cfg yolov3.weights; do
  [ -r "$home/$file" ] || fail "$home/$file is missing; is DARKNET_HOME right?"
done

# darknet looks for its files in the current folder, writes there too, and does not take
# every name. So it gets a folder of its own with links to its files, and the name "input".
work=$(mktemp -d "$TMP_INPUT_DIR/darknet.XXXXXX")
ln -s "$home"/* "$work"
cp -- "$INPUT_FILE_PATH" "$work/input"
cd "$work"

PATH=$PATH:$home
status=0
darknet detector test cfg/coco.data cfg/yolov3.cfg yolov3.weights input -out boxes \
  </dev/null >found.txt 2>darknet.log || status=$?

# darknet also ends with status 0 when it could not read a file.
if grep -q 'Cannot load image "input"' found.txt darknet.log; then
  fail "$name is not a picture that darknet can read"
elif [ "$status" -ne 0 ] || ! [ -s boxes.jpg ]; then
  cat found.txt darknet.log
  fail "darknet failed with status $status"
fi

grep ': [0-9]*%$' found.txt >"$result.out" || true # none is a result as well
mv boxes.jpg "$result.jpg"
cat "$result.out"
printf 'object-detection: %s objects found\n' "$(($(wc -l <"$result.out")))"
