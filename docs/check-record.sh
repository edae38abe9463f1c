#!/usr/bin/env bash
# Verifies one record of an export with public tools alone: jq and openssl.
#
#   docs/check-record.sh RECORDS.json NAME
set -euo pipefail

record() { jq -j --arg name "$2" ".records[] | select(.name == \$name) | $3" "$1"; }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
{ jq -j .signed_after "$1"; record "$1" "$2" .content; } > "$work/signed"
record "$1" "$2" .signature | base64 -d > "$work/signature"
# An Ed25519 key in DER: twelve bytes that are always the same, then the key.
{ printf '\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00'; record "$1" "$2" .device | base64 -d; } > "$work/author.der"
test "$(record "$1" "$2" .content | sha256sum | cut -d' ' -f1)" = "$2"
openssl pkeyutl -verify -pubin -keyform DER -inkey "$work/author.der" -rawin -in "$work/signed" -sigfile "$work/signature"
