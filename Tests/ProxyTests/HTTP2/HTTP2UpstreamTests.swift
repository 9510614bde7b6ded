import Glibc
import Testing

/// HTTP/2 servers that others wrote, as upstreams of clients of either version.
@Suite struct HTTP2UpstreamTests {
    private static let versions = ["--http1.1", "--http2-prior-knowledge"]

    /// A directory with a file of 300,000 bytes, `big`, and one of 5, `small`.
    private static func documents() throws -> TemporaryDirectory {
        let directory = try TemporaryDirectory()
        var text = ""
        for number in 0..<50_000 { text += String(100_000 + number) }
        _ = try directory.write(text, to: "big")
        _ = try directory.write("small", to: "small")
        return directory
    }

    private static func program(_ name: String) throws -> String {
        let path = ["/usr/bin/", "/usr/sbin/", "/usr/local/bin/", "/usr/local/sbin/"].map { $0 + name }
            .first { unsafe access($0, X_OK) == 0 }
        return try #require(path, "\(name) is not there")
    }

    private static func proxy(to address: JSON, _ directory: TemporaryDirectory) throws -> ProxyHarness {
        let item = ProxyCase("c", steps: []).with {
            $0.cluster = [
                "load_assignment": [
                    "cluster_name": "c", "endpoints": [["lb_endpoints": [["endpoint": ["address": address]]]]],
                ],
                "typed_extension_protocol_options": [
                    "envoy.extensions.upstreams.http.v3.HttpProtocolOptions": [
                        "@type": .string(TypeName.httpProtocolOptions),
                        "explicit_http_config": ["http2_protocol_options": [:]],
                    ]
                ],
            ]
        }
        return try ProxyHarness(
            .apus,
            configuration: Theme(name: "front", cases: [item]).configuration(
                upstreams: [:], log: directory.file("access.log")),
            directory: try TemporaryDirectory())
    }

    /// What a program says.
    private func run(_ name: String, _ arguments: [String], _ directory: TemporaryDirectory) throws -> ByteString {
        let output = directory.file("output-\(name)")
        unsafe unlink(output)
        let process = try ChildProcess(
            try Self.program(name), arguments, output: output, errors: directory.file("errors-\(name)"))
        #expect(process.ending(within: 60) == .exit(0), "\(name) \(arguments)")
        return readFile(output) ?? []
    }

    // MARK: - nghttpd

    /// Starts `nghttpd` on a free port.
    private func nghttpd(_ directory: TemporaryDirectory) throws -> (process: ChildProcess, port: UInt16) {
        // Nobody else gets the port before it listens.
        let place = try #require(Socket.bound())
        let port = place.port
        let errors = directory.file("nghttpd")
        let process = try ChildProcess(
            try Self.program("nghttpd"),
            [
                "--no-tls", "-a", "127.0.0.1", "-d", directory.path, "--trailer", "x-behind: it", "--echo-upload",
                "-m", "10", String(port),
            ], output: errors, errors: errors)
        #expect(Deadline(seconds: 60).reached { Socket.connected(to: port) != nil })
        place.close()
        return (process, port)
    }

    @Test("nghttpd serves clients of both versions through Apus", arguments: versions)
    func nghttpd(version: String) throws {
        let directory = try Self.documents()
        let (server, port) = try nghttpd(directory)
        defer { server.signal(SIGTERM) }
        let proxy = try Self.proxy(to: Theme.address(port: port), directory)
        let place = "http://127.0.0.1:\(proxy.port(of: "c") ?? 0)"
        let big = readFile(directory.file("big"))
        #expect(try run("curl", ["-s", version, place + "/big"], directory) == big)
        #expect(
            try run("curl", ["-s", version, "--data-binary", "@" + directory.file("big"), place + "/"], directory)
                == big)
        #expect(
            try run("curl", ["-s", version, "-o", "/dev/null", "-w", "%{http_code}", place + "/none"], directory).text
                == "404")
        let load = ["-n", "300", "-c", "3", "-m", version == "--http1.1" ? "1" : "40", place + "/small"]
        let report = try run("h2load", version == "--http1.1" ? ["--h1"] + load : load, directory).text
        #expect(report.contains("300 succeeded, 0 failed, 0 errored"), "\(report.suffix(1000))")
        if version != "--http1.1" {
            #expect(try run("nghttp", ["-v", place + "/small"], directory).text.contains("x-behind: it"))
        }
        #expect(proxy.admin.statistics()["cluster.c.upstream_cx_http1_total"] == "0")
        // As in Envoy, trailers of responses are not counted.
        #expect(proxy.admin.statistics()["cluster.c.http2.trailers"] == "0")
    }

    // MARK: - nginx

    /// Starts `nginx` with one server.
    private func nginx(_ server: String, socket: String, _ directory: TemporaryDirectory) throws -> ChildProcess {
        let temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map {
            "\($0)_temp_path \(directory.file($0));"
        }.joined(separator: " ")
        let file = try directory.write(
            """
            daemon off;
            master_process off;
            pid \(directory.file(socket)).pid;
            error_log stderr;
            events {}
            http {
                access_log off;
                client_max_body_size 10m;
                \(temporary)
                server {
                    listen unix:\(directory.file(socket))\(server)
                }
            }
            """, to: socket + ".conf")
        let errors = directory.file(socket + ".txt")
        let process = try ChildProcess(
            try Self.program("nginx"), ["-c", file, "-p", directory.path], output: errors, errors: errors)
        let isThere = Deadline(seconds: 60).reached { Socket.isListening(at: directory.file(socket)) }
        #expect(isThere, "\((readFile(errors) ?? []).text.suffix(2000))")
        return process
    }

    @Test(
        "nginx serves clients of both versions through Apus, and refuses before a request has ended",
        arguments: versions)
    func nginx(version: String) throws {
        let directory = try Self.documents()
        let server = try nginx(
            """
             http2;
                root \(directory.path);
                location /no { return 403 "no"; }
            """, socket: "server", directory)
        defer { server.signal(SIGTERM) }
        let proxy = try Self.proxy(to: ["pipe": ["path": .string(directory.file("server"))]], directory)
        let place = "http://127.0.0.1:\(proxy.port(of: "c") ?? 0)"
        #expect(try run("curl", ["-s", version, place + "/big"], directory) == readFile(directory.file("big")))
        if version == "--http1.1" {
            let words = ["-s", version, "--data-binary", "@" + directory.file("big"), place + "/no"]
            #expect(try run("curl", words, directory).text == "no")
        } else {
            // Some versions of curl lose an answer behind which the rest of the request is given up (RFC 9113 §8.1).
            let words = ["-v", "-d", directory.file("big"), place + "/no"]
            let text = try run("nghttp", words, directory).text
            #expect(text.contains(":status: 403") && text.contains("\nno["), "\(text.suffix(2000))")
        }
        let load = ["-n", "300", "-c", "3", "-m", version == "--http1.1" ? "1" : "40", place + "/small"]
        let report = try run("h2load", version == "--http1.1" ? ["--h1"] + load : load, directory).text
        #expect(report.contains("300 succeeded, 0 failed, 0 errored"), "\(report.suffix(1000))")
        #expect(proxy.admin.statistics()["cluster.c.upstream_cx_http1_total"] == "0")
    }

    @Test("nginx passes requests on to Apus as it does to servers of gRPC")
    func grpcPass() throws {
        let directory = try Self.documents()
        let (server, port) = try nghttpd(directory)
        defer { server.signal(SIGTERM) }
        let proxy = try Self.proxy(to: Theme.address(port: port), directory)
        let front = try nginx(
            """
            ;
                location / { grpc_pass grpc://127.0.0.1:\(proxy.port(of: "c") ?? 0); }
            """, socket: "front", directory)
        defer { front.signal(SIGTERM) }
        let words = ["-s", "--unix-socket", directory.file("front")]
        let big = readFile(directory.file("big"))
        #expect(try run("curl", words + ["http://a/big"], directory) == big)
        #expect(
            try run("curl", words + ["--data-binary", "@" + directory.file("big"), "http://a/"], directory) == big)
        #expect(proxy.admin.statistics()["http.c.downstream_rq_http2_total"] == "2")
    }
}
