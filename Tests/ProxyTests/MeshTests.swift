import Glibc
import Testing

/// Two pods, each with its sidecar: connections are redirected, carried by mutual TLS between identities that are
/// checked, and led where they wanted to go.
@Suite struct MeshTests {
    static let pairs: [(ProxyBinary, ProxyBinary)] =
        ProxyBinary.envoy.path == nil ? [(.apus, .apus)] : [(.apus, .apus), (.apus, .envoy), (.envoy, .apus)]

    @Test(
        "An application reaches another through two sidecars, and who is somebody else does not",
        .enabled(if: NetworkNamespace.missing == nil, "\(NetworkNamespace.missing ?? "")"), arguments: pairs)
    func throughTwoSidecars(_ client: ProxyBinary, _ server: ProxyBinary) throws {
        let directory = try TemporaryDirectory()
        let files = try TLSFiles.shared.get()
        let near = try sidecar(
            client, "near", MeshDocuments.outbound(files, log: directory.file("near.log")), directory)
        let far = try sidecar(server, "far", MeshDocuments.inbound(files, log: directory.file("far.log")), directory)
        let apus = try #require(ProxyBinary.apus.path)
        let script = """
            set -e
            trap 'kill $(jobs -p) 2>/dev/null || true' EXIT
            pause() { read -rt 0.1 <> <(:) || true; }
            ip link set lo up
            unshare -n sleep 250 &
            pod=$!
            for _ in $(seq 300); do
                [ "$(readlink /proc/$pod/ns/net)" != "$(readlink /proc/self/ns/net)" ] && break
                pause
            done
            inside() { nsenter -t $pod -n "$@"; }
            ip link add near type veth peer name far netns $pod
            ip addr add 10.98.0.1/24 dev near
            ip link set near up
            inside ip link set lo up
            inside ip addr add 10.98.0.2/24 dev far
            inside ip link set far up
            \(apus) interception --apply --user 0 --group 0
            inside \(apus) interception --apply --user 0 --group 0
            for port in 8080 9090; do
                nsenter -t $pod -n timeout 240 \(apus) echo --address 10.98.0.2:$port >\(directory.file("echo"))$port &
            done
            nsenter -t $pod -n timeout 240 \(far) &
            timeout 240 \(near) &
            for file in \(directory.file("near.admin")) \(directory.file("far.admin")) \
                \(directory.file("echo"))8080 \(directory.file("echo"))9090; do
                for _ in $(seq 300); do [ -s $file ] && break; pause; done
            done
            ready() {  # file of an admin address, what precedes
                for _ in $(seq 300); do
                    if [ "$("${@:2}" curl -s http://$(cat $1)/ready)" = LIVE ]; then break; fi
                    pause
                done
            }
            ready \(directory.file("near.admin"))
            ready \(directory.file("far.admin")) nsenter -t $pod -n
            ask() {  # name, port, what precedes
                "${@:3}" bash -c 'exec 3<>/dev/tcp/10.98.0.2/$0
                    printf "GET / HTTP/1.1\\r\\nhost: there\\r\\nconnection: close\\r\\n\\r\\n" >&3
                    timeout 60 cat <&3' $2 >\(directory.file("answer")) || true
                echo "$1:" $(grep -aoE '^HTTP/1.1 [0-9]+|URI=spiffe:[a-z/]+' \(directory.file("answer")))
            }
            application="setpriv --reuid 1234 --regid 1234 --clear-groups"
            ask mutual 8080 $application
            ask mutual 8080 $application
            ask impostor 8081 $application
            ask plain 9090 $application
            ask stranger 8080 env
            lines() {  # file of a log, how many
                for _ in $(seq 300); do [ "$(cat $1 | wc -l)" -ge $2 ] && break; pause; done
                cat $1
            }
            lines \(directory.file("near.log")) 4
            lines \(directory.file("far.log")) 3
            """
        let file = try directory.write(script, to: "script.sh")
        let process = try ChildProcess(
            try #require(NetworkNamespace.path("unshare")), ["-n", "bash", file], output: directory.file("out"),
            errors: directory.file("err"))
        let ending = process.ending(within: 250)
        let lines = (readFile(directory.file("out")) ?? []).text.split(separator: "\n").map {
            String($0).replacing(/TLS_error\S*CERTIFICATE_VERIFY_FAILED\S*/, with: "{refused}")
        }
        #expect(ending == .exit(0), "\((readFile(directory.file("err")) ?? []).text)")
        let mutual = "mutual: HTTP/1.1 200 URI=spiffe://mesh/ns/a/sa/client"
        #expect(
            lines.prefix(5) == [
                mutual, mutual, "impostor: HTTP/1.1 503", "plain: HTTP/1.1 200", "stranger:",
            ])
        let asked = "near 10.98.0.2:8080 10.98.0.2:8080 spiffe://mesh/server -"
        let answered = "far 10.98.0.2:8080 10.98.0.2:8080 127.0.0.6 spiffe://mesh/ns/a/sa/client"
        #expect(
            lines.dropFirst(5).sorted() == [
                answered, answered, "far 10.98.0.2:9090 10.98.0.2:9090 127.0.0.6 -", asked, asked,
                "near 10.98.0.2:8081 10.98.0.2:8080 - {refused}", "near 10.98.0.2:9090 10.98.0.2:9090 - -",
            ])
    }

    /// What starts a sidecar.
    private func sidecar(
        _ binary: ProxyBinary, _ name: String, _ configuration: JSON, _ directory: TemporaryDirectory
    ) throws -> String {
        let file = try directory.write(configuration.text, to: name + ".json")
        let words =
            [try #require(binary.path)]
            + binary.arguments(configuration: file, adminAddressPath: directory.file(name + ".admin"))
        return words.joined(separator: " ")
    }
}

/// The documents of two sidecars.
private enum MeshDocuments {
    private static func extensions(_ name: String, _ fields: JSON = [:]) -> JSON {
        let base: JSON = ["@type": .string("type.googleapis.com/envoy.extensions." + name)]
        return ["name": .string(name), "typed_config": base.merged(with: fields)]
    }

    private static func at(_ address: String, _ port: Int) -> JSON {
        ["socket_address": ["address": .string(address), "port_value": .integer(port)]]
    }

    private static func log(_ path: String, _ format: String) -> JSON {
        [
            extensions(
                "access_loggers.file.v3.FileAccessLog",
                [
                    "path": .string(path),
                    "log_format": ["text_format_source": ["inline_string": .string(format + "\n")]],
                ])
        ]
    }

    private static func manager(_ log: JSON, to cluster: String, _ fields: JSON = [:]) -> JSON {
        let base: JSON = [
            "stat_prefix": "http", "access_log": log,
            "route_config": [
                "virtual_hosts": [
                    [
                        "name": "all", "domains": ["*"],
                        "routes": [["match": ["prefix": "/"], "route": ["cluster": .string(cluster)]]],
                    ]
                ]
            ],
            "http_filters": [extensions("filters.http.router.v3.Router")],
        ]
        return extensions(
            "filters.network.http_connection_manager.v3.HttpConnectionManager", base.merged(with: fields))
    }

    private static func proxy(_ log: JSON, to cluster: String) -> JSON {
        extensions(
            "filters.network.tcp_proxy.v3.TcpProxy",
            ["stat_prefix": "tcp", "cluster": .string(cluster), "access_log": log])
    }

    /// Our certificate, and whom we believe to be whom.
    private static func identity(_ files: TLSFiles, _ own: String, peer: String) -> JSON {
        let protocols: JSON = ["h2"]
        return [
            "alpn_protocols": protocols,
            "tls_certificates": [
                [
                    "certificate_chain": ["filename": .string(files.path(own + ".crt"))],
                    "private_key": ["filename": .string(files.path(own + ".key"))],
                ]
            ],
            "validation_context": [
                "trusted_ca": ["filename": .string(files.path("ca.crt"))],
                "match_typed_subject_alt_names": [
                    ["san_type": "URI", "matcher": ["exact": .string("spiffe://mesh/" + peer)]]
                ],
            ],
        ]
    }

    private static func document(_ listener: JSON, _ clusters: JSON) -> JSON {
        [
            "admin": ["address": at("127.0.0.1", 0)],
            "static_resources": ["listeners": [listener], "clusters": clusters],
        ]
    }

    private static func passing(_ name: String, _ fields: JSON = [:]) -> JSON {
        let base: JSON = [
            "name": .string(name), "type": "ORIGINAL_DST", "lb_policy": "CLUSTER_PROVIDED", "connect_timeout": "60s",
        ]
        return base.merged(with: fields)
    }

    private static let original = extensions("filters.listener.original_dst.v3.OriginalDst")

    /// The client's sidecar.
    static func outbound(_ files: TLSFiles, log path: String) -> JSON {
        let log = log(
            path,
            "near %DOWNSTREAM_LOCAL_ADDRESS% %UPSTREAM_HOST% %UPSTREAM_PEER_URI_SAN% "
                + "%UPSTREAM_TRANSPORT_FAILURE_REASON%")
        func cluster(_ name: String, peer: String) -> JSON {
            [
                "name": .string(name), "connect_timeout": "60s",
                "load_assignment": [
                    "cluster_name": .string(name),
                    "endpoints": [["lb_endpoints": [["endpoint": ["address": at("10.98.0.2", 8080)]]]]],
                ],
                "transport_socket": extensions(
                    "transport_sockets.tls.v3.UpstreamTlsContext",
                    ["common_tls_context": identity(files, "client", peer: peer)]),
                "typed_extension_protocol_options": [
                    "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                        "@type": .string(TypeName.httpProtocolOptions),
                        "explicit_http_config": ["http2_protocol_options": [:]],
                    ]
                ],
            ]
        }
        func chain(_ port: Int, _ cluster: String) -> JSON {
            ["filter_chain_match": ["destination_port": .integer(port)], "filters": [manager(log, to: cluster)]]
        }
        return document(
            [
                "name": "outbound", "address": at("0.0.0.0", 15_001), "listener_filters": [original],
                "filter_chains": [chain(8080, "server"), chain(8081, "impostor")],
                "default_filter_chain": ["filters": [proxy(log, to: "passthrough")]],
            ],
            [cluster("server", peer: "server"), cluster("impostor", peer: "other"), passing("passthrough")])
    }

    /// The server's sidecar.
    static func inbound(_ files: TLSFiles, log path: String) -> JSON {
        let log = log(
            path,
            "far %DOWNSTREAM_LOCAL_ADDRESS% %UPSTREAM_HOST% %UPSTREAM_LOCAL_ADDRESS_WITHOUT_PORT% "
                + "%DOWNSTREAM_PEER_URI_SAN%")
        let told: JSON = [
            "forward_client_cert_details": "SANITIZE_SET", "set_current_client_cert_details": ["uri": true],
        ]
        return document(
            [
                "name": "inbound", "address": at("0.0.0.0", 15_006),
                "listener_filters": [original, extensions("filters.listener.tls_inspector.v3.TlsInspector")],
                "filter_chains": [
                    [
                        "filter_chain_match": ["destination_port": 8080, "transport_protocol": "tls"],
                        "filters": [manager(log, to: "inbound", told)],
                        "transport_socket": extensions(
                            "transport_sockets.tls.v3.DownstreamTlsContext",
                            [
                                "require_client_certificate": true,
                                "common_tls_context": identity(files, "server", peer: "ns/a/sa/client"),
                            ]),
                    ],
                    [
                        "filter_chain_match": ["destination_port": 9090],
                        "filters": [proxy(log, to: "inbound")],
                    ],
                ],
            ],
            [
                passing(
                    "inbound", ["upstream_bind_config": ["source_address": ["address": "127.0.0.6", "port_value": 0]]])
            ])
    }
}
