#!/usr/bin/env bash
# Applies an overlay except for the service, and waits for the migration. Exit status 0: the Job is complete; 1: it has
# failed, and its log is printed. The log of a failed pod is shown at once. Afterwards `kubectl apply -k` rolls out.
#   k8s/migrate.sh k8s/overlays/production
set -euo pipefail
overlay=${1:?the folder of an overlay}
kubectl apply -k "$overlay" -l 'app.kubernetes.io/component!=service'
job=$(kubectl kustomize "$overlay" | kubectl create --dry-run=client -o name -l app.kubernetes.io/component=migration -f -)
namespace=$(kubectl kustomize "$overlay" | kubectl create --dry-run=client -f - -l app.kubernetes.io/component=migration \
    -o jsonpath='{.metadata.namespace}')
shown=0
while :; do
    read -r complete failed pods <<<"$(kubectl -n "$namespace" get "$job" -o jsonpath='{.status.conditions[?(@.type=="Complete")].status}{"- "}{.status.conditions[?(@.type=="Failed")].status}{"- "}{.status.failed}')"
    if [[ ${pods:-0} -gt $shown ]]; then
        shown=$pods
        echo "== a pod of $job has failed ($shown):" >&2
        kubectl -n "$namespace" logs "$job" --tail=40 >&2 || true
    fi
    [[ $complete == True* ]] && { echo "== $job is complete"; exit 0; }
    [[ $failed == True* ]] && { echo "== $job has failed for good" >&2; exit 1; }
    sleep 2
done
