#!/bin/sh
# Makes the console a user of the cluster that KUBECONFIG is the admin of: with the manifests of
# deploy/kubernetes, so with their Role and no other right. Writes a kubeconfig for it.
#   join-cluster.sh MANIFESTS SERVER FILE
set -eu
umask 077
manifests=$1
server=$2
file=$3

admin() { kubectl --server "$server" "$@"; }
token_secret() { admin --namespace "$namespace" get secret console-token --output "$1"; }

for part in namespaces account role network-policies; do
  admin apply --filename "$manifests/$part.yaml"
done
namespace=$(admin get --filename "$manifests/account.yaml" --output 'jsonpath={.items[0].metadata.namespace}')
admin apply --filename - <<END
apiVersion: v1
kind: Secret
type: kubernetes.io/service-account-token
metadata:
  name: console-token
  namespace: $namespace
  annotations:
    kubernetes.io/service-account.name: console
END

# The cluster writes the token into the Secret, a moment after it was made.
tries=60
until [ -n "$(token_secret 'jsonpath={.data.token}')" ]; do
  tries=$((tries - 1))
  [ "$tries" -gt 0 ] || { echo "The cluster has made no token within a minute." >&2 && exit 1; }
  sleep 1
done

cat >"$file.new" <<END
apiVersion: v1
kind: Config
clusters:
  - name: cluster
    cluster:
      server: $server
      certificate-authority-data: $(token_secret 'jsonpath={.data.ca\.crt}')
users:
  - name: console
    user:
      token: $(token_secret 'go-template={{.data.token | base64decode}}')
contexts:
  - name: console
    context: { cluster: cluster, user: console, namespace: $namespace }
current-context: console
END
# The console is not root.
if [ "$(id -u)" = 0 ]; then chown 1000:1000 "$file.new"; fi
mv "$file.new" "$file"
echo "The console may run jobs in the cluster."
