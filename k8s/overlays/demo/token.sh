#!/usr/bin/env bash
# Creates a token of the demo's issuer, valid for an hour.
#   token.sh client=portal-demo role=portal
#   token.sh client=ottawa role=embassy embassies=ca-ottawa person=attache-1
#   token.sh client=centre role=recruiting-centre branches=GROUND_FORCES,NATIONAL_GUARD
set -euo pipefail
cd "$(dirname "$0")/generated"
client='' role='' person='' embassies='' branches=''
for argument in "$@"; do
    case $argument in
        client=* | role=* | person=* | embassies=* | branches=*) declare "${argument%%=*}=${argument#*=}" ;;
        *) echo "unknown: $argument" >&2; exit 2 ;;
    esac
done
[[ -n $client && -n $role ]] || { echo 'client= and role= are needed' >&2; exit 2; }

encoded() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
list() { [[ -z $1 ]] || printf '"%s"' "${1//,/\",\"}"; }
now=$(date +%s)
head=$(printf '{"alg":"RS256","typ":"JWT","kid":"issuer-demo"}' | encoded)
claims=$(printf '{"iss":"https://issuer.demo","aud":"recruitment-intake","iat":%d,"exp":%d,"jti":"%s","azp":"%s","sub":"%s","groups":["%s"],"embassies":[%s],"branches":[%s]}' \
    "$now" "$((now + 3600))" "$(openssl rand -hex 16)" "$client" "${person:-$client}" "$role" "$(list "$embassies")" "$(list "$branches")" | encoded)
printf '%s.%s.%s\n' "$head" "$claims" "$(printf '%s.%s' "$head" "$claims" | openssl dgst -sha256 -sign issuer.pem | encoded)"
