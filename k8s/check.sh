#!/usr/bin/env bash
# Runs the command `check` in a pod like those of the service, with the settings, keys, user and network policy of an
# overlay, and prints its lines. Exit status 0: nothing is wrong. Run it after k8s/migrate.sh.
#   k8s/check.sh k8s/overlays/production
set -euo pipefail
overlay=${1:?the folder of an overlay}
pod=recruitment-intake-check
manifests=$(kubectl kustomize "$overlay")
of() { kubectl create --dry-run=client -l "app.kubernetes.io/component=$1" -o "jsonpath=$2" -f - <<< "$manifests"; }
namespace=$(of migration '{.metadata.namespace}')
# Of the service's objects only the Deployment has a template. The readiness probe stays, so that no request reaches the
# pod.
manifest=$(of service '{.spec.template}' |
    sed 's/^{"metadata":{/{"apiVersion":"v1","kind":"Pod","metadata":{"name":"'$pod'",/' |
    kubectl patch --local --type=json -o json -f - -p '[
        {"op": "replace", "path": "/spec/containers/0/args", "value": ["check"]},
        {"op": "add", "path": "/spec/restartPolicy", "value": "Never"},
        {"op": "remove", "path": "/spec/containers/0/lifecycle"},
        {"op": "remove", "path": "/spec/containers/0/startupProbe"},
        {"op": "remove", "path": "/spec/containers/0/livenessProbe"}]')
trap 'kubectl -n "$namespace" delete pod "$pod" --ignore-not-found --wait=false > /dev/null' EXIT
kubectl -n "$namespace" create -f - <<< "$manifest" > /dev/null
for _ in $(seq 120); do
    phase=$(kubectl -n "$namespace" get pod "$pod" -o jsonpath='{.status.phase}')
    [[ $phase == Succeeded || $phase == Failed ]] && break
    sleep 1
done
kubectl -n "$namespace" logs "$pod" || kubectl -n "$namespace" describe pod "$pod" >&2
[[ $phase == Succeeded ]] || { echo "== $pod: $phase" >&2; exit 1; }
