#!/usr/bin/env bash
# Opens a batch with public tools alone: unzip, minisign, sha256sum, age, bzcat, jq, openssl.
#
#   docs/open-batch.sh BATCH KEY [FOLDER]
#
# KEY is a file with the age key of the receiver, or with the printed recovery key of the office that sent it.
# Writes payload.json into FOLDER (default: opened) and says whose it is. Ends with an error at the first doubt.
set -euo pipefail

batch=$(realpath "$1")
key=$(realpath "$2")
mkdir -p "${3:-opened}"
cd "${3:-opened}"

# The outside: three members, and a signature by the computer that the envelope names.
unzip -q -o "$batch"
device=$(jq -r .device manifest.json)
printf '%s' "$device" | base64 -d > device.key
# A public key file of minisign: "Ed", a number for the key (the first 8 bytes of its SHA-256), the key.
{
    echo "untrusted comment: the computer that the envelope names"
    { printf 'Ed'; openssl dgst -sha256 -binary device.key | head -c 8; cat device.key; } | base64 -w 0
    echo
} > device.pub
minisign -V -q -p device.pub -m manifest.json
echo "$(jq -r .payload_sha256 manifest.json)  payload.json.bz2.age" | sha256sum -c --quiet

# The inside: sealed with age, squeezed with bzip2.
age -d -i "$key" -o payload.json.bz2 payload.json.bz2.age
bzcat payload.json.bz2 > payload.json
for name in device org_unit receiver sequence; do
    test "$(jq -r ".$name" manifest.json)" = "$(jq -r ".$name" payload.json)"
done

# Every record bears a signature of its own, over its exact bytes behind the line "tumpeang record 1".
count=$(jq '.records | length' payload.json)
for ((n = 0; n < count; n++)); do
    { printf 'tumpeang record 1\n'; jq -c -j ".records[$n].record" payload.json; } > signed
    jq -r ".records[$n].signature" payload.json | base64 -d > signature
    # An Ed25519 key in DER: twelve bytes that are always the same, then the key.
    { printf '\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00'
      jq -r ".records[$n].record.device" payload.json | base64 -d; } > author.der
    openssl pkeyutl -verify -pubin -keyform DER -inkey author.der -rawin -in signed -sigfile signature > verified
done
rm -f signed signature author.der verified

# The number that is compared by telephone: SHA-256 of the key's name, its first 8 bytes, the last 12 digits.
digits=$(printf '%s' "$device" | sha256sum | head -c 16)
number=0
for ((n = 0; n < 16; n++)); do number=$(((number * 16 + 16#${digits:n:1}) % 1000000000000)); done
printf 'office %s, computer %s, batch %s, %s records\n' "$(jq -r .org_unit payload.json)" \
    "$(printf '%012d' "$number" | sed 's/../&-/g; s/-$//')" "$(jq -r .sequence payload.json)" "$count"
