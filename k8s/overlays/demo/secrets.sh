#!/usr/bin/env bash
# Makes generated/: passwords, the keys of the service, the recipients' keys, and the key of the demo's issuer. For the
# demo only. Existing keys are kept, since with other keys an existing database could not be read. Only recipients' keys
# that are too short for the service are replaced; messages that wait in a queue can then no longer be opened.
set -euo pipefail
umask 077
cd "$(dirname "$0")"
mkdir -p generated/{sealing,signing,recipients,recipients-private}
cd generated

random() { openssl rand -base64 32 | tr -d '\n'; }
word() { openssl rand -hex 16; }
# Converts hexadecimal digits to base64url, as a JWK has it.
encoded() { xxd -r -p | openssl base64 -A | tr '+/' '-_' | tr -d '='; }

# rsa FILE KID USE ALG: a private key in FILE, its public half as a JWK on the output.
rsa() {
    openssl genrsa -out "$1" 3072 2>/dev/null
    local modulus
    modulus=$(openssl rsa -in "$1" -noout -modulus | cut -d= -f2)
    printf '{"kty":"RSA","kid":"%s","use":"%s","alg":"%s","e":"AQAB","n":"%s"}' "$2" "$3" "$4" "$(encoded <<<"$modulus")"
}
for branch in GROUND_FORCES TERRITORIAL_DEFENCE DEFENCE_INTELLIGENCE SPECIAL_OPERATIONS NATIONAL_GUARD STATE_SPECIAL_TRANSPORT; do
    [[ $(openssl rsa -in "recipients-private/$branch.pem" -noout -text 2>/dev/null) == *'(3072 bit'* ]] && continue
    rsa "recipients-private/$branch.pem" "$branch-demo" enc RSA-OAEP-256 > "recipients/$branch.jwk"
done

[[ -e 'done' ]] && { echo 'generated/ is there already'; exit 0; }

owner=$(word) app=$(word) broker=$(word)
printf 'POSTGRES_PASSWORD=%s\nINTAKE_OWNER_PASSWORD=%s\nINTAKE_APP_PASSWORD=%s\n' "$(word)" "$owner" "$app" > postgres.env
printf 'ARTEMIS_USER=recruitment-intake\nARTEMIS_PASSWORD=%s\n' "$broker" > artemis.env
printf 'quarkus.datasource.password=%s\n' "$app" > credentials.properties
printf '%s' "$broker" > broker-password
printf 'quarkus.flyway.username=intake_owner\nquarkus.flyway.password=%s\n' "$owner" > migration.properties

random > sealing/demo-1
printf 'demo-1' > sealing/current
random > blind-index

# In a key in the format of SEC 1, d begins after seven bytes; a public key ends with the point, x and y.
ec=$(openssl ecparam -name prime256v1 -genkey -noout)
der=$(openssl ec -outform DER 2>/dev/null <<<"$ec" | xxd -p | tr -d '\n')
point=$(openssl ec -pubout -outform DER 2>/dev/null <<<"$ec" | tail -c 64 | xxd -p | tr -d '\n')
printf '{"kty":"EC","crv":"P-256","kid":"demo-1","use":"sig","alg":"ES256","x":"%s","y":"%s","d":"%s"}\n' \
    "$(encoded <<<"${point:0:64}")" "$(encoded <<<"${point:64}")" "$(encoded <<<"${der:14:64}")" > signing/demo-1.jwk
printf 'demo-1' > signing/current

printf '{"keys":[%s]}\n' "$(rsa issuer.pem issuer-demo sig RS256)" > jwks.json

touch "done"
echo 'made generated/'
