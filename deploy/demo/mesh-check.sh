#!/usr/bin/env bash
# What deploy/demo/mesh.sh promises, asked of it: deploy/demo/mesh.sh APUS deploy/demo/mesh-check.sh
set -euo pipefail

code() { curl -s -o /dev/null -w '%{http_code}' --max-time 20 "$@" || true; }

from_web() {
    ip netns exec apus-web curl -s -o /dev/null -w '%{http_code}' --max-time 20 -H 'host: cart' 127.0.0.1:8080/ || true
}

expect() {
    local what=$1 wanted=$2 got=$3
    if [ "$wanted" != "$got" ]; then
        echo "$what: $got, and not $wanted" >&2
        tail -n 5 "$STATE"/*.log >&2
        exit 1
    fi
    echo "$what: $got"
}

# Proxies that are ready may wait for their certificates still.
deadline=$((SECONDS + 120))
until [ "$(code 10.97.0.3:10080/)" = 200 ] && [ "$(from_web)" = 200 ]; do
    [ "$SECONDS" -lt "$deadline" ] || break
    sleep 0.1
done
expect 'through the gateway to web' 200 "$(code 10.97.0.3:10080/)"
expect 'the gateway to cart' 403 "$(code 10.97.0.3:10080/cart)"
expect 'web to cart' 200 "$(from_web)"
expect 'without a certificate to cart' 000 "$(code 10.97.0.5:9080/)"
said=$(ip netns exec apus-web curl -s --max-time 20 -H 'host: cart' 127.0.0.1:8080/)
case $said in
*spiffe://shop.example/ns/shop/sa/web*) echo 'cart knows who asks: web' ;;
*)
    echo "cart does not know who asks: $said" >&2
    exit 1
    ;;
esac
ip netns exec apus-control "$APUS" status -s 10.97.0.2:18000 --ca "$STATE/authority/bundle.pem" \
    --token-file "$STATE/operators" --wait newest --timeout 120
ip netns exec apus-control "$APUS" status -s 10.97.0.2:18000 --ca "$STATE/authority/bundle.pem" \
    --token-file "$STATE/operators"
