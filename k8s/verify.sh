#!/usr/bin/env bash
# Asks a real API server, the one that KUBECONFIG names, what it thinks of every overlay, component and example: server-side
# apply with strict validation, an upgrade to another image, the pods under Pod Security `restricted`, and as negative controls
# a misspelt field and a privileged pod. Everything is a dry run but the namespaces, which stay,
# and the upgrade, which is removed again.
# Kinds that the cluster does not know are named and left out. Without a cluster or a tool it says that it did not run,
# and fails with `--required` only.
set -euo pipefail
cd "$(dirname "$0")/.."
required=${1:-}
not_run() {
    echo "== manifests against an API server: NOT RUN, $1" >&2
    [[ $required != --required ]]
    exit
}
for tool in kubectl python3; do
    command -v "$tool" > /dev/null || not_run "$tool is not installed"
done
if [[ -z ${KUBECONFIG:-} ]] || ! kubectl get --raw /readyz --request-timeout=10s > /dev/null 2>&1; then
    not_run 'KUBECONFIG names no cluster that answers'
fi
work=$(mktemp -d)
stored=
cleanup() {
    # The namespaces stay: a cluster without controllers would never finish deleting them.
    if [[ $stored ]]; then
        kubectl -n recruitment-intake delete deployment,job -l app.kubernetes.io/name=recruitment-intake > /dev/null 2>&1 || true
        kubectl -n recruitment-intake delete configmap,serviceaccount -l app.kubernetes.io/name=recruitment-intake > /dev/null 2>&1 || true
    fi
    rm -rf "$work"
}
trap cleanup EXIT
faults=0
ok() { echo "   ok: $1"; }
fault() { echo "   FAULT: $1" >&2; faults=$((faults + 1)); }

cp -r k8s docs "$work/"
# What k8s/overlays/demo/secrets.sh makes is of no importance here.
grep -oE 'generated/[A-Za-z_0-9./-]+' k8s/overlays/demo/kustomization.yaml | sort -u | while read -r file; do
    mkdir -p "$work/k8s/overlays/demo/$(dirname "$file")"
    [[ -e $work/k8s/overlays/demo/$file ]] || printf 'A=B' > "$work/k8s/overlays/demo/$file"
done
cd "$work"

# split FILE FOLDER: a document a file.
split() {
    mkdir -p "$2"
    awk -v folder="$2" 'BEGIN { n = 100 } /^---$/ { n++; next } { print > (folder "/" n ".yaml") }' "$1"
}
# The trial of the upgrade is stored: never where somebody's installation is.
if [[ -n $(kubectl -n recruitment-intake get deployment,job -o name 2> /dev/null) ]]; then
    echo '== the namespace recruitment-intake of this cluster is in use: verify against another cluster' >&2
    exit 1
fi
namespace() {
    kubectl get namespace "$1" > /dev/null 2>&1 && return
    kubectl create namespace "$1" > /dev/null
    kubectl label namespace "$1" pod-security.kubernetes.io/enforce=restricted > /dev/null
}
# apply NAME FILE: each object by itself, so that one that is refused is named.
apply() {
    local file kind name left=()
    split "$2" "$work/parts/$1"
    for file in "$work/parts/$1"/*.yaml; do
        kind=$(sed -n 's/^kind: //p' "$file" | head -1)
        name=$(sed -n '/^metadata:/,/^[a-z]/s/^  name: //p' "$file" | head -1)
        if ! kubectl apply --server-side --force-conflicts --validate=strict --dry-run=server -f "$file" > /dev/null 2> "$work/error"; then
            if grep -q 'no matches for kind' "$work/error"; then left+=("$kind"); else fault "$1: $kind $name: $(cat "$work/error")"; fi
        fi
    done
    ok "$1: $(find "$work/parts/$1" -type f | wc -l) objects${left[*]:+, NOT KNOWN to this cluster: ${left[*]}}"
}

echo '== every overlay, component and example'
for target in k8s/overlays/* k8s/examples/*; do
    name=$(basename "$target")
    kubectl kustomize "$target" > "$work/$name.yaml"
    for space in $(sed -n 's/^  namespace: //p' "$work/$name.yaml" | sort -u); do namespace "$space"; done
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
upgraded "$one" 0-1-0 && ok 'the first version' || fault 'the first version'
upgraded "$two" 0-2-0 && ok 'the second, with its own Job' || fault 'the second version'
if upgraded "$one" 0-2-0 2> "$work/error"; then fault 'control: a Job was changed'; else
    grep -q immutable "$work/error" && ok 'control: a Job that keeps its name is refused' || fault "control: $(cat "$work/error")"
fi

before=$(kubectl -n recruitment-intake get configmap -o name | sort)
sed -i 's/^  INTAKE_BROKER_HOST: .*/  INTAKE_BROKER_HOST: other.messaging.svc/' k8s/overlays/production/installation.yaml
cp "$work/production.yaml" "$work/production-before.yaml"
kubectl kustomize k8s/overlays/production > "$work/production.yaml"
upgraded "$two" 0-2-0 && ok 'a changed setting, with the Job as it is' || fault 'a changed setting'
[[ $(kubectl -n recruitment-intake get configmap -o name | sort) != "$before" ]] && ok 'which gives the ConfigMap another name' \
    || fault 'a changed setting keeps the name of the ConfigMap: no pod would read it'
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
        admitted "$space" "$file" && ok "$what" || fault "$what: $(cat "$work/error")"
        [[ $name == production ]] && last=$file space_of_last=$space
    done
done

echo '== controls'
refused() { # refused WHAT EXPRESSION MESSAGE
    if admitted "$space_of_last" "$last" "$2"; then fault "$1 is admitted"; return; fi
    grep -qE "$3" "$work/error" && ok "$1 is refused" || fault "$1: $(cat "$work/error")"
}
# A cluster may forbid it altogether, before Pod Security is asked.
refused 'a privileged pod' 's/"allowPrivilegeEscalation": false/"allowPrivilegeEscalation": true, "privileged": true/' 'PodSecurity|disallowed by cluster policy'
refused 'a pod that may be root' 's/"runAsNonRoot": true/"runAsNonRoot": false/' PodSecurity
sed 's/readinessProbe:/readinessProb:/' "$work/production.yaml" > "$work/misspelt.yaml"
if kubectl apply --server-side --force-conflicts --validate=strict --dry-run=server -f "$work/misspelt.yaml" > /dev/null 2> "$work/error"; then
    fault 'a misspelt field is taken'
else
    grep -q readinessProb "$work/error" && ok 'a misspelt field is refused by its name' || fault "a misspelt field: $(cat "$work/error")"
fi
if ((faults > 0)); then echo "== manifests against an API server: $faults FAULTS" >&2; exit 1; fi
echo '== manifests against an API server: no fault'
