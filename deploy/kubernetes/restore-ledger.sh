#!/bin/sh
# Puts a backup in the place of the console's ledger: stops the console, copies the file into its
# volume by a pod of a moment, and starts the console again.
#   restore-ledger.sh FILE [NAMESPACE]
set -eu
file=$1
namespace=${2:-oscar}

k() { kubectl --namespace "$namespace" "$@"; }

[ "$(head -c 15 "$file")" = "SQLite format 3" ] || {
  echo "$file is no ledger." >&2
  exit 1
}
image=$(k get deployment console --output 'jsonpath={.spec.template.spec.containers[0].image}')

k scale deployment/console --replicas=0
trap 'k delete pod restore-ledger --ignore-not-found --grace-period=1; k scale deployment/console --replicas=1' EXIT
k wait pod --selector app.kubernetes.io/name=console --for=delete --timeout=180s
k apply --filename - <<END
apiVersion: v1
kind: Pod
metadata:
  name: restore-ledger
spec:
  restartPolicy: Never
  automountServiceAccountToken: false
  securityContext:
    runAsNonRoot: true
    runAsUser: 65532
    runAsGroup: 65532
    fsGroup: 65532
    seccompProfile: { type: RuntimeDefault }
  containers:
    - name: restore
      image: $image
      imagePullPolicy: IfNotPresent
      command: [sleep, "3600"]
      securityContext:
        allowPrivilegeEscalation: false
        capabilities: { drop: [ALL] }
      volumeMounts: [{ name: data, mountPath: /data }]
  volumes:
    - name: data
      persistentVolumeClaim: { claimName: console }
END
k wait pod/restore-ledger --for=condition=Ready --timeout=180s
# What the old one had not written into its file yet must not be taken for the new one's.
k exec --stdin restore-ledger -- sh -c '
  umask 077
  cat >/data/ledger.db.restored &&
  rm -f /data/ledger.db-wal /data/ledger.db-shm &&
  mv /data/ledger.db.restored /data/ledger.db' <"$file"
