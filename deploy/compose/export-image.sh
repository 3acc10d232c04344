#!/bin/sh
# Packs a root folder as an image into a folder that k3s imports images from: so its pods have
# an image that no registry has. What is mounted below the root is left out.
#   export-image.sh ROOT NAME FOLDER
set -eu
root=$1
name=$2
folder=$3

digest_of() { sha256sum "$1" | cut -d ' ' -f 1; }

mkdir -p "$folder"
# Not below the folder's own name, since k3s imports each file that it finds there.
work=$(mktemp -d "$folder/../.image-XXXXXX")
trap 'rm -rf "$work"' EXIT

tar --create --one-file-system --numeric-owner --directory "$root" --file "$work/layer.tar" .
case $(uname -m) in
  x86_64) architecture=amd64 ;;
  aarch64) architecture=arm64 ;;
  *) architecture=$(uname -m) ;;
esac
cat >"$work/config.json" <<END
{
  "architecture": "$architecture",
  "os": "linux",
  "config": { "Env": ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"], "Cmd": ["sh"] },
  "rootfs": { "type": "layers", "diff_ids": ["sha256:$(digest_of "$work/layer.tar")"] }
}
END
cat >"$work/manifest.json" <<END
[{ "Config": "config.json", "RepoTags": ["$name"], "Layers": ["layer.tar"] }]
END
tar --create --directory "$work" --file "$work/image.tar" manifest.json config.json layer.tar
mv "$work/image.tar" "$folder/oscar-console.tar"
echo "$name is in $folder."
