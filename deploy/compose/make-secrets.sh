#!/bin/sh
# Makes the secrets of docker-compose.yml in a folder, each once: what is there stays.
set -eu
umask 077
folder=$1

# Hexadecimal, so that no program reads anything else into it.
secret() {
  [ -s "$folder/$1" ] && return
  head -c 24 /dev/urandom | od -An -tx1 | tr -d ' \n' >"$folder/$1.new"
  mv "$folder/$1.new" "$folder/$1"
}

secret minio-password
secret webhook-token
secret admin-password

# MinIO takes a token from no file of its own, but all of its variables from one.
cat >"$folder/minio.env.new" <<END
MINIO_ROOT_PASSWORD=$(cat "$folder/minio-password")
MINIO_NOTIFY_WEBHOOK_AUTH_TOKEN_OSCAR=$(cat "$folder/webhook-token")
END
mv "$folder/minio.env.new" "$folder/minio.env"

# The console is not root; MinIO is, and reads them all the same.
if [ "$(id -u)" = 0 ]; then chown -R 1000:1000 "$folder"; fi
