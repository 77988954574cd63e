#!/usr/bin/env bash
# Tests every overlay, component and example with the API server that KUBECONFIG names: server-side apply with strict
# validation, an upgrade to another image, the pods under Pod Security `restricted`, and as negative controls a misspelt
# field and a privileged pod. Then it runs the commands of docs/operations.md that need a cluster and no pods.
# Everything is a dry run, except for the namespaces, which stay, and for the upgrade and the guide's commands, whose
# objects are removed again. Kinds of operators that the cluster does not know are named and left out. Without a cluster
# or a tool it prints that it did not run, and fails with `--required` only.
set -euo pipefail
cd "$(dirname "$0")/.."
required=${1:-}
not_run() {
    echo "== manifests against an API server: NOT RUN, $1" >&2
    [[ $required != --required ]]
    exit
}
for tool in kubectl python3 openssl; do
    command -v "$tool" > /dev/null || not_run "$tool is not installed"
done
if [[ -z ${KUBECONFIG:-} ]] || ! kubectl get --raw /readyz --request-timeout=10s > /dev/null 2>&1; then
    not_run 'KUBECONFIG names no cluster that answers'
fi
work=$(mktemp -d)
stored=
stand_in=
unknown=
cleanup() {
    # The namespaces stay: a cluster without controllers would never finish deleting them.
    if [[ $stored ]]; then
        kubectl -n recruitment-intake delete deployment,job -l app.kubernetes.io/name=recruitment-intake > /dev/null 2>&1 || true
        kubectl -n recruitment-intake delete configmap,serviceaccount -l app.kubernetes.io/name=recruitment-intake > /dev/null 2>&1 || true
        for file in "$work"/parts/production/*.yaml; do
            grep -q '^kind: Namespace' "$file" || kubectl delete --ignore-not-found --wait=false -f "$file" > /dev/null 2>&1 || true
        done
        kubectl -n recruitment-intake delete --ignore-not-found configmap/recruitment-intake-{trust,server-authority} \
            secret/recruitment-intake-{keys-{sealing,blind-index,signing,recipients},credentials,migration,server} > /dev/null 2>&1 || true
    fi
    if [[ $stand_in ]]; then kill "$stand_in" 2> /dev/null || true; fi
    rm -rf "$work"
}
trap cleanup EXIT
faults=0
ok() { echo "   ok: $1"; }
fault() { echo "   FAULT: $1" >&2; faults=$((faults + 1)); }
# expect WHAT COMMAND...: a fault quotes the output of the command.
expect() {
    if "${@:2}" > "$work/said" 2>&1; then ok "$1"; else fault "$1: $(cat "$work/said")"; fi
}

cp -r k8s docs "$work/"
# The contents of the files that k8s/overlays/demo/secrets.sh makes do not matter here.
grep -oE 'generated/[A-Za-z_0-9./-]+' k8s/overlays/demo/kustomization.yaml | sort -u | while read -r file; do
    mkdir -p "$work/k8s/overlays/demo/$(dirname "$file")"
    [[ -e $work/k8s/overlays/demo/$file ]] || printf 'A=B' > "$work/k8s/overlays/demo/$file"
done
cd "$work"

# split FILE FOLDER: writes each document into a file of its own.
split() {
    mkdir -p "$2"
    awk -v folder="$2" 'BEGIN { n = 100 } /^---$/ { n++; next } { print > (folder "/" n ".yaml") }' "$1"
}
# The trial of the upgrade stores objects, so it must not run in a namespace that is in use.
if [[ -n $(kubectl -n recruitment-intake get deployment,job,secret -o name 2> /dev/null) ]]; then
    echo '== the namespace recruitment-intake of this cluster is in use: verify against another cluster' >&2
    exit 1
fi
namespace() {
    kubectl get namespace "$1" > /dev/null 2>&1 && return
    kubectl create namespace "$1" > /dev/null
    kubectl label namespace "$1" pod-security.kubernetes.io/enforce=restricted > /dev/null
}
# API groups of operators. An unknown kind of Kubernetes itself is a fault: it was removed, or is not stable.
operators='gateway\.|monitoring\.coreos\.com|postgresql\.cnpg\.io|external-secrets\.io|cert-manager\.io'
# apply NAME FILE: each object by itself, so that one that is refused is named.
apply() {
    local file kind name left=()
    split "$2" "$work/parts/$1"
    for file in "$work/parts/$1"/*.yaml; do
        kind=$(sed -n 's/^kind: //p' "$file" | head -1)
        name=$(sed -n '/^metadata:/,/^[a-z]/s/^  name: //p' "$file" | head -1)
        if ! kubectl apply --server-side --force-conflicts --validate=strict --dry-run=server -f "$file" > /dev/null 2> "$work/error"; then
            if grep -q 'no matches for kind' "$work/error" && grep -qE "^apiVersion: ($operators)" "$file"; then
                left+=("$kind")
                if [[ $1 == production ]]; then unknown=$kind; fi
            else fault "$1: $kind $name: $(cat "$work/error")"; fi
        fi
    done
    ok "$1: $(find "$work/parts/$1" -type f | wc -l) objects${left[*]:+, NOT KNOWN to this cluster: ${left[*]}}"
}

echo '== every overlay, component and example'
for target in k8s/overlays/* k8s/examples/*; do
    name=$(basename "$target")
    kubectl kustomize "$target" > "$work/$name.yaml"
    while read -r space; do namespace "$space"; done < <(sed -n 's/^  namespace: //p' "$work/$name.yaml" | sort -u)
    apply "$name" "$work/$name.yaml"
done
for component in k8s/components/*; do
    name=$(basename "$component")
    mkdir -p "$work/k8s/overlays/with-$name"
    cat > "$work/k8s/overlays/with-$name/kustomization.yaml" << EOF
apiVersion: kustomize.config.k8s.io/v1beta1
kind: Kustomization
namespace: recruitment-intake
resources: [../../base, gateway.yaml]
components: [../../components/$name]
EOF
    cp k8s/overlays/production/gateway.yaml "$work/k8s/overlays/with-$name/"
    kubectl kustomize "$work/k8s/overlays/with-$name" > "$work/with-$name.yaml"
    apply "with-$name" "$work/with-$name.yaml"
done

echo '== an upgrade to another image'
upgraded() {
    sed -e "s/@sha256:0*$/@sha256:$1/" -e "s/recruitment-intake-migration-0-1-0/recruitment-intake-migration-$2/" "$work/production.yaml" > "$work/upgrade.yaml"
    split "$work/upgrade.yaml" "$work/parts/upgrade-$2"
    for file in "$work/parts/upgrade-$2"/*.yaml; do
        grep -qE '^kind: (Deployment|Job|ConfigMap|ServiceAccount)$' "$file" || continue
        kubectl apply --server-side --force-conflicts --validate=strict -f "$file" > /dev/null || return 1
    done
}
one=$(printf '1%.0s' {1..64}) two=$(printf '2%.0s' {1..64})
stored=yes
expect 'the first version' upgraded "$one" 0-1-0
expect 'the second, with its own Job' upgraded "$two" 0-2-0
if upgraded "$one" 0-2-0 2> "$work/error"; then fault 'control: a Job was changed'; else
    expect 'control: a Job that keeps its name is refused' grep immutable "$work/error"
fi

before=$(kubectl -n recruitment-intake get configmap -o name | sort)
sed -i 's/^  INTAKE_BROKER_HOST: .*/  INTAKE_BROKER_HOST: other.messaging.svc/' k8s/overlays/production/installation.yaml
cp "$work/production.yaml" "$work/production-before.yaml"
kubectl kustomize k8s/overlays/production > "$work/production.yaml"
expect 'a changed setting, with the Job as it is' upgraded "$two" 0-2-0
after=$(kubectl -n recruitment-intake get configmap -o name | sort)
expect 'which gives the ConfigMap another name, so that pods read it' test "$after" != "$before"
mv "$work/production-before.yaml" "$work/production.yaml"

echo '== the pods, under Pod Security restricted'
admitted() { # admitted NAMESPACE FILE(workload) [sed expression]
    kubectl create --dry-run=client -o json -f "$2" | python3 -c '
import json, sys
workload = json.load(sys.stdin)
template = workload["spec"]["template"]
for claim in workload["spec"].get("volumeClaimTemplates", []):
    template["spec"].setdefault("volumes", []).append({"name": claim["metadata"]["name"], "emptyDir": {}})
print(json.dumps({"apiVersion": "v1", "kind": "Pod", "spec": template["spec"],
    "metadata": {"name": "verify", "namespace": sys.argv[1], "labels": template["metadata"]["labels"]}}))' "$1" \
        | sed "${3:-}" | kubectl apply --server-side --validate=strict --dry-run=server -f - > /dev/null 2> "$work/error"
}
for name in production demo; do
    for file in "$work/parts/$name"/*.yaml; do
        grep -qE '^kind: (Deployment|Job|StatefulSet)$' "$file" || continue
        space=$(sed -n 's/^  namespace: //p' "$file" | head -1)
        what="$name: pod of $(sed -n '/^metadata:/,/^[a-z]/s/^  name: //p' "$file" | head -1)"
        for account in default recruitment-intake; do
            kubectl -n "$space" get serviceaccount "$account" > /dev/null 2>&1 || kubectl -n "$space" create serviceaccount "$account" > /dev/null
        done
        if admitted "$space" "$file"; then ok "$what"; else fault "$what: $(cat "$work/error")"; fi
        if [[ $name == production ]]; then last=$file space_of_last=$space; fi
    done
done

echo '== controls'
refused() { # refused WHAT EXPRESSION MESSAGE
    if admitted "$space_of_last" "$last" "$2"; then fault "$1 is admitted"; return; fi
    if grep -qE "$3" "$work/error"; then ok "$1 is refused"; else fault "$1: $(cat "$work/error")"; fi
}
# A cluster may forbid such a pod before Pod Security checks it.
refused 'a privileged pod' 's/"allowPrivilegeEscalation": false/"allowPrivilegeEscalation": true, "privileged": true/' 'PodSecurity|disallowed by cluster policy'
refused 'a pod that may be root' 's/"runAsNonRoot": true/"runAsNonRoot": false/' PodSecurity
sed 's/readinessProbe:/readinessProb:/' "$work/production.yaml" > "$work/misspelt.yaml"
if kubectl apply --server-side --force-conflicts --validate=strict --dry-run=server -f "$work/misspelt.yaml" > /dev/null 2> "$work/error"; then
    fault 'a misspelt field is taken'
else
    if grep -q readinessProb "$work/error"; then ok 'a misspelt field is refused by its name'; else fault "a misspelt field: $(cat "$work/error")"; fi
fi

twice=$(sed 's/- name: QUARKUS_INIT_AND_EXIT/- name: QUARKUS_CONFIG_LOCATIONS/' "$work/production.yaml")
if kubectl apply --server-side --force-conflicts --validate=strict --dry-run=server -f - <<< "$twice" > /dev/null 2> "$work/error"; then
    fault 'a variable that is set twice is taken'
else
    expect 'a variable that is set twice is refused' grep -i duplicate "$work/error"
fi

# guide BLOCK: runs a block of the guide as it stands.
guide() {
    local text
    text=$(awk -v name="$1" '!inside && /^ *```/ && $2 == name { inside = 1; match($0, /^ */); indent = RLENGTH; next }
        inside && /^ *```$/ { exit }
        inside { print substr($0, indent + 1) }' docs/operations.md)
    expect "$1" bash -euo pipefail -c "${text:?docs/operations.md has no block $1}"
}
deployment() { kubectl -n recruitment-intake get deployment/recruitment-intake -o jsonpath="$1"; }
# Sets the statuses that controllers would set: a Job and its pod are complete or have failed, a Deployment is rolled
# out.
controllers() { # controllers complete|failed
    local now ended first last phase generation replicas
    case $1 in
        complete) ended='"completionTime": "NOW", "succeeded": 1' first=SuccessCriteriaMet last=Complete phase=Succeeded ;;
        failed) ended='"failed": 1' first=FailureTarget last=Failed phase=Failed ;;
    esac
    while sleep 1; do
        now=$(date -u +%FT%TZ)
        while read -r job; do
            kubectl -n recruitment-intake patch "$job" --subresource=status --type=merge -p "$(sed "s/NOW/$now/g" << EOF
{"status": {"startTime": "NOW", $ended, "conditions": [
    {"type": "$first", "status": "True", "lastProbeTime": "NOW", "lastTransitionTime": "NOW"},
    {"type": "$last", "status": "True", "lastProbeTime": "NOW", "lastTransitionTime": "NOW"}]}}
EOF
            )" || true # A Job that has ended cannot be changed.
        done < <(kubectl -n recruitment-intake get job -o name)
        kubectl -n recruitment-intake patch pod/recruitment-intake-check --subresource=status --type=merge \
            -p "{\"status\": {\"phase\": \"$phase\"}}" || true
        read -r generation replicas <<< "$(deployment '{.metadata.generation} {.spec.replicas}')"
        [[ $replicas ]] || continue
        kubectl -n recruitment-intake patch deployment/recruitment-intake --subresource=status --type=merge -p "{\"status\": {
            \"observedGeneration\": $generation, \"replicas\": $replicas, \"updatedReplicas\": $replicas,
            \"readyReplicas\": $replicas, \"availableReplicas\": $replicas}}" || true
    done > /dev/null 2>&1
}

echo '== the commands of docs/operations.md'
if [[ -n $(kubectl get nodes -o name) ]]; then
    echo '   NOT RUN: this cluster has nodes, and no image for them'
elif [[ $unknown ]]; then
    echo "   NOT RUN: this cluster does not know $unknown"
else
    kubectl -n recruitment-intake delete deployment,job -l app.kubernetes.io/name=recruitment-intake > /dev/null
    controllers failed &
    stand_in=$!
    if k8s/migrate.sh k8s/overlays/production > "$work/said" 2>&1; then fault 'a migration that fails is taken for a good one'; else
        cp "$work/said" "$work/migrated"
        expect 'a migration that fails is said so' grep 'has failed for good' "$work/migrated"
    fi
    if k8s/check.sh k8s/overlays/production > "$work/said" 2>&1; then fault 'a check that fails is taken for a good one'; else
        cp "$work/said" "$work/checked"
        expect 'a check that fails is said so' grep 'recruitment-intake-check: Failed' "$work/checked"
    fi
    kill "$stand_in"
    wait "$stand_in" 2> /dev/null || true
    kubectl -n recruitment-intake delete job -l app.kubernetes.io/component=migration > /dev/null
    controllers complete &
    stand_in=$!
    mkdir -p keys/{sealing,blind-index,signing,recipients}
    touch keys/{sealing,blind-index,signing,recipients}/key
    openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=recruitment-intake -keyout server.key -out server.crt 2> /dev/null
    for file in ca.crt postgres.pem broker.pem; do cp server.crt "$file"; done
    for file in credentials.properties migration.properties broker-password; do echo "$file" > "$file"; done
    guide secrets
    guide first-install
    guide rolling-restart
    sed -i -e 's/sha256:0*$/sha256:'"$two"'/' -e 's/migration-0-1-0/migration-0-2-0/' k8s/overlays/production/kustomization.yaml
    guide upgrade
    expect 'the Job of the new version is there' kubectl -n recruitment-intake get job/recruitment-intake-migration-0-2-0
    guide stop-all
    expect 'no replica is left' test "$(deployment '{.spec.replicas}')" = 0
    guide start-paused
    expect 'one replica is paused' test "$(deployment '{.spec.replicas} {..env[?(@.name=="INTAKE_RELAY_PAUSED")].value}')" = '1 true'
    expect 'nobody reaches it' test -z "$(kubectl -n recruitment-intake get service/recruitment-intake \
        httproute/recruitment-intake horizontalpodautoscaler/recruitment-intake -o name 2> /dev/null)"
    guide release
    expect 'it is released' test -z "$(deployment '{..env[?(@.name=="INTAKE_RELAY_PAUSED")].value}')"
    expect 'and reached' kubectl -n recruitment-intake get service/recruitment-intake httproute/recruitment-intake \
        horizontalpodautoscaler/recruitment-intake
fi
if ((faults > 0)); then echo "== manifests against an API server: $faults FAULTS" >&2; exit 1; fi
echo '== manifests against an API server: no fault'
