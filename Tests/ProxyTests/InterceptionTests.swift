import Glibc
import Testing

/// `apus interception`.
@Suite struct InterceptionTests {
    private struct Run {
        var output: String
        var errors: String
        var ending: ChildProcess.Ending?
    }

    private func interception(_ arguments: String..., inside: [String] = []) throws -> Run {
        let directory = try TemporaryDirectory()
        let program = try #require(ProxyBinary.apus.path)
        let words = inside + [program, "interception"] + arguments
        let process = try ChildProcess(
            words[0], Array(words.dropFirst()), output: directory.file("out"), errors: directory.file("err"))
        let ending = process.ending(within: 60)
        return Run(
            output: (readFile(directory.file("out")) ?? []).text, errors: (readFile(directory.file("err")) ?? []).text,
            ending: ending)
    }

    @Test("The rules lead everything through the proxy but what is its own")
    func rules() throws {
        let run = try interception()
        #expect(run.ending == .exit(0))
        #expect(
            run.output == """
                # iptables-restore --noflush
                *nat
                :APUS_INBOUND - [0:0]
                :APUS_IN_REDIRECT - [0:0]
                :APUS_OUTPUT - [0:0]
                :APUS_REDIRECT - [0:0]
                -A APUS_REDIRECT -p tcp -j REDIRECT --to-ports 15001
                -A APUS_IN_REDIRECT -p tcp -j REDIRECT --to-ports 15006
                -A APUS_INBOUND -p tcp -j APUS_IN_REDIRECT
                -A APUS_OUTPUT -o lo -s 127.0.0.6/32 -j RETURN
                -A APUS_OUTPUT -o lo ! -d 127.0.0.1/32 -p tcp -m owner --uid-owner 1337 -j APUS_IN_REDIRECT
                -A APUS_OUTPUT -o lo -m owner ! --uid-owner 1337 -j RETURN
                -A APUS_OUTPUT -m owner --uid-owner 1337 -j RETURN
                -A APUS_OUTPUT -o lo ! -d 127.0.0.1/32 -p tcp -m owner --gid-owner 1337 -j APUS_IN_REDIRECT
                -A APUS_OUTPUT -o lo -m owner ! --gid-owner 1337 -j RETURN
                -A APUS_OUTPUT -m owner --gid-owner 1337 -j RETURN
                -A APUS_OUTPUT -d 127.0.0.1/32 -j RETURN
                -A APUS_OUTPUT -p tcp -j APUS_REDIRECT
                -A PREROUTING -p tcp -j APUS_INBOUND
                -A OUTPUT -j APUS_OUTPUT
                COMMIT

                """)
    }

    @Test("Ports, users and networks are chosen by flags")
    func choices() throws {
        let run = try interception(
            "--print", "--ipv6", "--user", "0", "--group", "7", "--inbound-port", "16", "--outbound-port", "15",
            "--inbound-ports", "80,443", "--exclude-inbound-ports", "9", "--exclude-outbound-ports", "53",
            "--outbound-ranges", "10.0.0.0/8,fd00::/8", "--exclude-outbound-ranges", "10.1.0.0/16")
        #expect(run.ending == .exit(0))
        for line in [
            "-A APUS_REDIRECT -p tcp -j REDIRECT --to-ports 15", "-A APUS_INBOUND -p tcp --dport 9 -j RETURN",
            "-A APUS_INBOUND -p tcp --dport 443 -j APUS_IN_REDIRECT", "-A APUS_OUTPUT -p tcp --dport 53 -j RETURN",
            "-A APUS_OUTPUT -d 10.1.0.0/16 -j RETURN", "-A APUS_OUTPUT -p tcp -d 10.0.0.0/8 -j APUS_REDIRECT",
            "# ip6tables-restore --noflush", "-A APUS_OUTPUT -p tcp -d fd00::/8 -j APUS_REDIRECT",
            "-A APUS_OUTPUT -o lo -s ::6/128 -j RETURN", "-A APUS_OUTPUT -m owner --uid-owner 0 -j RETURN",
        ] { #expect(run.output.contains(line + "\n"), "\(line)") }
    }

    @Test("Transparent rules leave inbound connections their addresses")
    func transparent() throws {
        let run = try interception(
            "--mode", "tproxy", "--exclude-inbound-ports", "9", "--outbound-ports", "5432", "--outbound-ranges", "")
        #expect(run.ending == .exit(0))
        #expect(!run.output.contains("-A APUS_INBOUND -p tcp -j APUS_IN_REDIRECT"))
        #expect(!run.output.contains("-A APUS_OUTPUT -p tcp -j APUS_REDIRECT"))
        let mangle = run.output.split(separator: "*mangle\n").last.map(String.init) ?? ""
        #expect(
            mangle == """
                :APUS_INBOUND - [0:0]
                :APUS_DIVERT - [0:0]
                :APUS_TPROXY - [0:0]
                -A APUS_DIVERT -j MARK --set-mark 1337
                -A APUS_DIVERT -j ACCEPT
                -A APUS_TPROXY ! -d 127.0.0.1/32 -p tcp -j TPROXY --on-port 15006 --tproxy-mark 1337/0xffffffff
                -A APUS_INBOUND -p tcp -m mark --mark 1337 -j RETURN
                -A APUS_INBOUND -p tcp -i lo -j RETURN
                -A APUS_INBOUND -p tcp --dport 9 -j RETURN
                -A APUS_INBOUND -p tcp -m conntrack --ctstate RELATED,ESTABLISHED -j APUS_DIVERT
                -A APUS_INBOUND -p tcp -j APUS_TPROXY
                -A PREROUTING -p tcp -j APUS_INBOUND
                -A PREROUTING -p tcp -m mark --mark 1337 -j CONNMARK --save-mark
                -A OUTPUT -p tcp -m connmark --mark 1337 -j CONNMARK --restore-mark
                COMMIT

                """)
        #expect(run.output.contains("-A APUS_OUTPUT -p tcp --dport 5432 -j APUS_REDIRECT\n"))
    }

    @Test(
        "A mistake on the command line is named",
        arguments: [
            ["--user", "root"], ["--inbound-ports", "0"], ["--mode", "both"], ["--outbound-ports", "x"],
            ["--outbound-ranges", "here"], ["--apply", "--clean"], ["x"],
        ])
    func mistakes(arguments: [String]) throws {
        let directory = try TemporaryDirectory()
        let program = try #require(ProxyBinary.apus.path)
        let process = try ChildProcess(
            program, ["interception"] + arguments, output: directory.file("out"), errors: directory.file("err"))
        #expect(process.ending(within: 60) == .exit(2))
        #expect(!(readFile(directory.file("err")) ?? []).isEmpty)
    }
}

/// The rules at work, in a network of their own.
@Suite struct InterceptedTrafficTests {
    @Test(
        "A redirected connection reaches the proxy, which knows where it wanted to go",
        .enabled(if: NetworkNamespace.missing == nil, "\(NetworkNamespace.missing ?? "")"))
    func redirected() throws {
        let directory = try TemporaryDirectory()
        let program = try #require(ProxyBinary.apus.path)
        let log = directory.file("log")
        let configuration = try directory.write(Self.configuration(log).text, to: "configuration.json")
        let script = """
            set -e
            ip link set lo up
            ip link add one type veth peer name other
            ip addr add 10.99.0.1/24 dev one
            ip link set one up
            ip link set other up
            \(program) interception --apply --user 0 --group 0
            \(program) interception --apply --user 0 --group 0
            echo "entries $(iptables -w -t nat -S OUTPUT | grep -c APUS_OUTPUT)"
            \(program) proxy -c \(configuration) --concurrency 1 --disable-hot-restart --drain-time-s 0 \
                --file-flush-interval-msec 20 --admin-address-path \(directory.file("admin")) &
            proxy=$!
            for _ in $(seq 300); do [ -s \(directory.file("admin")) ] && break; read -rt 0.1 <> <(:) || true; done
            setpriv --reuid 1234 --regid 1234 --clear-groups bash -c '
                exec 3<>/dev/tcp/10.99.0.77/8080; printf "hello there" >&3; timeout 60 head -c 11 <&3; echo'
            kill $proxy
            wait $proxy
            cat \(log)
            \(program) interception --clean
            echo "left $(iptables -w -t nat -S | grep -c APUS || true)"
            """
        let file = try directory.write(script, to: "script.sh")
        let process = try ChildProcess(
            try #require(NetworkNamespace.path("unshare")), ["-n", "bash", file], output: directory.file("out"),
            errors: directory.file("err"))
        let ending = process.ending(within: 150)
        let output = (readFile(directory.file("out")) ?? []).text
        #expect(ending == .exit(0), "\((readFile(directory.file("err")) ?? []).text)")
        #expect(
            output == """
                entries 1
                hello there
                10.99.0.77:8080 127.0.0.1:15001
                left 0

                """)
    }

    /// A listener that takes redirected connections to one that echoes.
    private static func configuration(_ log: String) -> JSON {
        let address = { (port: Int) -> JSON in
            ["socket_address": ["address": "127.0.0.1", "port_value": .integer(port)]]
        }
        let format = "%DOWNSTREAM_LOCAL_ADDRESS% %DOWNSTREAM_DIRECT_LOCAL_ADDRESS%\n"
        let proxy = TCPDocuments.proxy([
            "access_log": [
                [
                    "name": "file",
                    "typed_config": [
                        "@type": .string(TypeName.fileAccessLog), "path": .string(log),
                        "log_format": ["text_format_source": ["inline_string": .string(format)]],
                    ],
                ]
            ]
        ])
        let filter: JSON = [
            "name": "original",
            "typed_config": [
                "@type": "type.googleapis.com/envoy.extensions.filters.listener.original_dst.v3.OriginalDst"
            ],
        ]
        let document: JSON = [
            "admin": ["address": Theme.address(port: 0)],
            "static_resources": [
                "listeners": [
                    [
                        "name": "outbound", "address": address(15_001), "listener_filters": [filter],
                        "filter_chains": [["filters": [proxy]]],
                    ],
                    [
                        "name": "echo", "address": address(7777),
                        "filter_chains": [["filters": [TCPDocuments.filter("echo.v3.Echo")]]],
                    ],
                ],
                "clusters": [
                    [
                        "name": "CLUSTER",
                        "load_assignment": [
                            "cluster_name": "CLUSTER",
                            "endpoints": [["lb_endpoints": [["endpoint": ["address": address(7777)]]]]],
                        ],
                    ]
                ],
            ],
        ]
        return document.replacing("NAME", with: "outbound").replacing("CLUSTER", with: "echo")
    }
}
