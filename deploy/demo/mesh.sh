#!/usr/bin/env bash
# A mesh on one machine, without Docker: a control plane that issues certificates, a gateway, and two services with a proxy
# beside each, every one in a network namespace of its own.
#
#   deploy/demo/mesh.sh [APUS_BINARY [COMMAND…]]
#
# Needs root and iproute2. With a command, it is run when all serves, and its exit code is the script's; without one the
# mesh lives until Ctrl-C. Either way nothing is left behind.
#
#   apus-control 10.97.0.2 ── bridge apus0 10.97.0.1 ── apus-edge 10.97.0.3, gateway at port 10080
#                                       ├── apus-web  10.97.0.4: proxy at 9080, application at 127.0.0.1:9081
#                                       └── apus-cart 10.97.0.5: the same
set -euo pipefail
cd "$(dirname "$0")/../.."
here=$PWD
apus=$(realpath "${1:-.build/release/apus}")
[ "$#" -gt 0 ] && shift

if [ "$(id -u)" != 0 ]; then
    echo "network namespaces need root" >&2
    exit 4
fi
if ip link show apus0 >/dev/null 2>&1; then
    echo "the bridge apus0 is there already: another demo runs, or was killed (ip link del apus0; ip -all netns del apus-…)" >&2
    exit 4
fi

names=(control edge web cart)
state=$(mktemp -d)
declare -a started=()

end_all() {
    local status=$?
    trap - EXIT
    trap '' INT TERM
    # The last that were started first: proxies drain while they can still ask.
    local place
    for ((place = ${#started[@]} - 1; place >= 0; place--)); do kill -TERM "${started[place]}" 2>/dev/null || true; done
    wait 2>/dev/null || true
    for name in "${names[@]}"; do ip netns del "apus-$name" 2>/dev/null || true; done
    ip link del apus0 2>/dev/null || true
    rm -rf "$state"
    exit "$status"
}
trap end_all EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

inside() {
    local name=$1
    shift
    ip netns exec "apus-$name" "$@"
}

# Starts a program in a namespace, with its words in a file of its own.
start() {
    local name=$1 what=$2
    shift 2
    (cd "$state" && exec ip netns exec "apus-$name" "$@") >>"$state/$name-$what.log" 2>&1 &
    started+=("$!")
}

# Waits until a program of a namespace is ready.
await() {
    local name=$1 deadline=$((SECONDS + 120))
    shift
    until inside "$name" "$apus" ready "$@" >/dev/null 2>&1; do
        if [ "$SECONDS" -ge "$deadline" ]; then
            echo "$name does not get ready" >&2
            tail -n 20 "$state/$name"-*.log >&2
            exit 4
        fi
        sleep 0.1
    done
}

# With an address of its own: else it has the lowest of its ports', which changes as pods come.
ip link add apus0 address 02:00:00:00:00:01 type bridge
ip addr add 10.97.0.1/24 dev apus0
ip link set apus0 up
address=2
for name in "${names[@]}"; do
    ip netns add "apus-$name"
    ip link add "apus-$name" type veth peer name eth0 netns "apus-$name"
    ip link set "apus-$name" master apus0 up
    inside "$name" ip link set lo up
    inside "$name" ip addr add "10.97.0.$address/24" dev eth0
    inside "$name" ip link set eth0 up
    inside "$name" ip route add default via 10.97.0.1
    address=$((address + 1))
done

# Who may join, and as whom.
umask 077
touch "$state/joiners"
for name in edge web cart; do
    "$apus" control token --join-tokens "$state/joiners" --namespace shop --account "$name" >"$state/$name.token"
done
echo "operator $(od -An -N 24 -tx1 /dev/urandom | tr -d ' \n')" >"$state/operators"

start control plane "$apus" control --documents "$here/deploy/demo/mesh" --listen 10.97.0.2:18000 \
    --authority authority --trust-domain shop.example --authority-host 10.97.0.2 --join-tokens joiners \
    --token-file operators
until [ -s "$state/authority/bundle.pem" ]; do
    if ! kill -0 "${started[0]}" 2>/dev/null; then
        cat "$state/control-plane.log" >&2
        exit 4
    fi
    sleep 0.05
done
await control --admin 10.97.0.2:18000 --ca "$state/authority/bundle.pem"

for name in web cart; do
    start "$name" application "$apus" echo --address 127.0.0.1:9081 --name "$name"
done
for name in edge web cart; do
    start "$name" proxy "$apus" proxy --config-path "$here/deploy/demo/proxy.yaml" \
        --service-node "$name-1" --service-cluster "$name" --drain-time-s 2 \
        --config-yaml "{node: {metadata: {WORKLOAD_NAME: $name, NAMESPACE: shop, CLUSTER_ID: demo}}}" \
        --identity-server https://10.97.0.2:18000 --identity-token-file "$name.token" \
        --identity-bundle authority/bundle.pem --identity-trust-domain shop.example
done
for name in edge web cart; do await "$name"; done

if [ "$#" -gt 0 ]; then
    APUS=$apus STATE=$state "$@"
    exit
fi

cat <<GUIDE

The mesh serves deploy/demo/mesh. Try, in another terminal, as root:

  curl -i 10.97.0.3:10080/                                             through the gateway to web
  curl -i 10.97.0.3:10080/cart                                         403: the gateway may not call cart
  ip netns exec apus-web curl -i -H 'host: cart' 127.0.0.1:8080/       as web does: to cart, by mutual TLS
  curl -i 10.97.0.5:9080/                                              refused: without a certificate nobody is answered
  ip netns exec apus-control $apus status -s 10.97.0.2:18000 --ca $state/authority/bundle.pem --token-file $state/operators
  ip netns exec apus-web curl -s 127.0.0.1:9901/certs                  who web is, and until when
  ip netns exec apus-edge curl -s 127.0.0.1:9901/stats/prometheus      what the gateway counted

Change deploy/demo/mesh/shop.yaml, and all follow. What each says is in $state. Ctrl-C ends it all.

GUIDE
wait -n "${started[@]}"
