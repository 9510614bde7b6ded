import Foundation
import Testing

/// The command line of `apus control` and `apus status`, and the interface over HTTP.
@Suite struct ControlCommandTests {
    private static let cluster: JSON = [
        "@type": "type.googleapis.com/envoy.config.cluster.v3.Cluster", "name": "c", "connect_timeout": "1s",
    ]

    /// Runs `apus` to its end: how it ended, what it wrote, and what it complained of.
    private func run(_ arguments: [String]) throws -> (ending: ChildProcess.Ending?, output: String, errors: String) {
        let directory = try TemporaryDirectory()
        let process = try ChildProcess(
            try #require(ProxyBinary.apus.path), arguments, output: directory.file("o"), errors: directory.file("e"))
        let ending = process.ending(within: 60)
        return (ending, (readFile(directory.file("o")) ?? []).text, (readFile(directory.file("e")) ?? []).text)
    }

    private func started(_ arguments: [String] = []) throws -> ControlHarness {
        let control = try ControlHarness(arguments: arguments)
        try control.write(ControlHarness.document("one", [Self.cluster]), to: "one.json")
        try control.start()
        return control
    }

    @Test(arguments: [
        ([], 2, "something to do is needed"), (["--documents"], 2, "--documents needs a value"),
        (["--store", "/nowhere/at/all"], 4, "/nowhere/at/all: "), (["x"], 2, "'x' is no flag"),
        (["-d", "/nowhere/at/all"], 3, "/nowhere/at/all: cannot be read"),
        (["-d", "/", "--listen", "here"], 2, "found 'here'"),
        (["-d", "/", "--tls-key", "k"], 2, "--tls-certificate and --tls-key go together"),
        (["-d", "/", "--client-ca", "k"], 2, "--client-ca needs"), (["-d", "/", "--stages", "9,1"], 2, "found '9,1'"),
        (["-d", "/", "--token-file", "/nowhere"], 3, "/nowhere: cannot be read"),
        (["-d", "/", "-l", "loud"], 2, "'loud'"),
        (["--documnets", "x"], 2, "did you mean --documents?"),
    ])
    func `a mistake of the command line has its exit code and says what is expected`(
        _ arguments: [String], _ code: Int32, _ text: String
    ) throws {
        let result = try run(["control"] + arguments)
        #expect(result.ending == .exit(code))
        #expect(result.errors.contains(text), "\(result.errors)")
    }

    @Test func `documents that make no mesh end it, unless the store has some`() throws {
        let control = try ControlHarness()
        try control.write("apiVersion: apus.dev/v1\nkind: Serivce\nmetadata: {name: x}\n", to: "bad.yaml")
        let result = try run(control.command)
        #expect(result.ending == .exit(1))
        #expect(result.errors.contains("bad.yaml:2:7: kind: "), "\(result.errors)")
        #expect(result.errors.contains("did you mean \"Service\"?"))
        try control.write(ControlHarness.document("one", [Self.cluster]), to: "bad.yaml")
        try control.start()
        #expect(control.stop() == .exit(0))
        try control.write("kind: Nothing", to: "bad.yaml")
        try control.start()
        #expect(control.publication == 1)
        #expect((control.object("GET", "/v1/status")["problem"] as? String)?.contains("bad.yaml:1") == true)
        #expect(control.question("clusters")?.status == 200)
    }

    @Test func `a document that is changed is published, a bad one changes nothing`() throws {
        let control = try started()
        #expect(control.question("clusters")?.body.text.contains("\"name\":\"c\"") == true)
        try control.write(
            ControlHarness.document("one", [Self.cluster.merged(with: ["name": "other"])]), to: "one.json")
        #expect(control.waitForPublication(after: 1) == 2)
        #expect(control.question("clusters")?.body.text.contains("\"name\":\"other\"") == true)
        try control.write("{", to: "two.json")
        #expect(
            Deadline(seconds: 60).reached {
                (control.object("GET", "/v1/status")["problem"] as? String)?.contains("two.json:1:2") == true
            })
        #expect(control.publication == 2)
        // The state moves first, the log behind it.
        #expect(Deadline(seconds: 60).reached { control.errors.contains("two.json:1:2") })
    }

    @Test func `questions by hand are answered as REST has it`() throws {
        let control = try started()
        let first = try #require(control.question("clusters"))
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(first.body)) as? [String: Any])
        let version = try #require(object["version_info"] as? String)
        #expect(object["nonce"] as? String == version)
        #expect(object["type_url"] as? String == "type.googleapis.com/envoy.config.cluster.v3.Cluster")
        #expect(control.question("clusters", version: version)?.status == 304)
        #expect(control.question("endpoints", names: ["nobody"])?.status == 404)
        #expect(control.question("endpoint")?.status == 404)
        #expect(control.ask("GET", "/v3/discovery:clusters", token: nil)?.status == 405)
        #expect(control.ask("POST", "/v3/discovery:clusters", "{}", token: nil)?.status == 400)
        let long = String(repeating: " ", count: 1 << 21)
        #expect(control.ask("POST", "/v3/discovery:clusters", long, token: nil)?.status == 413)
        let wrong = "{\"node\":{\"id\":\"n\"},\"type_url\":\"a/envoy.config.route.v3.RouteConfiguration\"}"
        #expect(control.ask("POST", "/v3/discovery:clusters", wrong, token: nil)?.status == 400)
    }

    @Test func `a question that is held is answered when something changes, or says that nothing did`() throws {
        let control = try started()
        let version = control.question("clusters", node: "h")?.body.text.split(separator: "\"")[3] ?? ""
        #expect(control.question("clusters", node: "h", version: String(version), "prefer: wait=1")?.status == 304)
        let answer = Watched<HTTPMessage?>(nil)
        let port = control.port
        detachThread {
            let body = "{\"node\":{\"id\":\"h\"},\"version_info\":\"\(version)\"}"
            let socket = Socket.connected(to: port)
            socket?.send(
                ByteString(
                    "POST /v3/discovery:clusters HTTP/1.1\r\nhost: c\r\nx-envoy-expected-rq-timeout-ms: 100000\r\n"
                        + "content-length: \(body.utf8.count)\r\n\r\n\(body)"), until: Deadline(seconds: 60))
            var reader = HTTPMessageReader()
            while let socket, case .bytes(let bytes) = socket.receive(until: Deadline(seconds: 90)) {
                reader.append(bytes)
                if let message = reader.take() {
                    answer.change { $0 = message }
                    return
                }
            }
        }
        #expect(
            Deadline(seconds: 60).reached {
                control.ask("GET", "/stats")?.body.text.contains("questions_held: 1") == true
            })
        // Another client with this id, that says something else of itself, changes nothing.
        let twin = "{\"node\":{\"id\":\"h\",\"cluster\":\"other\"}}"
        #expect(control.ask("POST", "/v3/discovery:clusters", twin, token: nil)?.status == 409)
        #expect(control.ask("GET", "/stats")?.body.text.contains("questions_conflicting: 1") == true)
        #expect(Deadline(seconds: 60).reached { control.errors.contains("two have one id") })
        // What concerns others wakes nobody.
        try control.write(
            ControlHarness.document("two", node: "else", [Self.cluster.merged(with: ["name": "d"])]), to: "two.json")
        #expect(control.waitForPublication(after: 1) == 2)
        #expect(answer.value == nil)
        try control.write(
            ControlHarness.document("one", [Self.cluster.merged(with: ["name": "other"])]), to: "one.json")
        #expect(answer.wait(seconds: 60) { $0 != nil })
        #expect(answer.value?.status == 200)
        #expect(answer.value?.body.text.contains("\"name\":\"other\"") == true)
    }

    @Test func `documents are put, seen, changed on condition, compared and rolled back`() throws {
        let control = try started()
        let (one, two) = (
            ControlHarness.document("put", [Self.cluster.merged(with: ["name": "p"])]),
            ControlHarness.document("put", [Self.cluster.merged(with: ["name": "q"])])
        )
        let put = try #require(control.ask("PUT", "/v1/documents/more/p.json", one, "if-none-match: *"))
        #expect(put.status == 200)
        let tag = try #require(put.values(of: "etag").first)
        let seen = control.ask("GET", "/v1/documents/more/p.json")
        #expect(seen?.body.text == one && seen?.values(of: "etag") == [tag])
        #expect(control.ask("PUT", "/v1/documents/more/p.json", two, "if-none-match: *")?.status == 412)
        #expect(control.ask("PUT", "/v1/documents/more/p.json", two, "if-match: \"0\"")?.status == 412)
        #expect(control.ask("PUT", "/v1/documents/more/p.json", two, "if-match: \(tag)")?.status == 200)
        #expect(control.ask("PUT", "/v1/documents/more/p.json", "{", "if-match: *")?.status == 422)
        #expect(control.ask("PUT", "/v1/documents/one.json", one)?.status == 409)
        #expect(control.ask("PUT", "/v1/documents/../p.json", one)?.status == 400)
        let changes = control.object("GET", "/v1/diff?from=1")["changes"] as? [[String: Any]]
        #expect(changes?.map { $0["name"] as? String } == ["more/p.json"])
        #expect(control.object("POST", "/v1/validate?name=v.json", "{")["complaints"] != nil)
        #expect(control.object("POST", "/v1/validate?name=v.json", one.replacing("put", with: "v"))["valid"] != nil)
        #expect(control.publication == 3)
        #expect(control.ask("POST", "/v1/rollback?to=1")?.status == 200)
        #expect(control.ask("GET", "/v1/documents/more/p.json")?.status == 404)
        #expect(control.ask("DELETE", "/v1/documents/more/p.json")?.status == 404)
        #expect((control.object("GET", "/v1/history")["sets"] as? [Any])?.count == 4)
        let audit = (readFile(control.directory.file("audit")) ?? []).text
        #expect(audit.contains("\"who\":\"all\"") && audit.contains("\"action\":\"rollback to 1\""))
    }

    @Test func `who shows no token, a wrong one, or one that only looks, changes nothing and is told why`() throws {
        let control = try started()
        let text = ControlHarness.document("put", [Self.cluster])
        #expect(control.ask("PUT", "/v1/documents/p.json", text, token: nil)?.status == 401)
        #expect(control.ask("PUT", "/v1/documents/p.json", text, token: "0123456789abcdef-bad")?.status == 401)
        let looks = control.ask("PUT", "/v1/documents/p.json", text, token: ControlHarness.readToken)
        #expect(looks?.status == 403 && looks?.body.text.contains("looking, not changing") == true)
        #expect(control.ask("GET", "/v1/documents", token: ControlHarness.readToken)?.status == 200)
        #expect(control.ask("GET", "/v1/nodes", token: nil)?.status == 401)
        #expect(control.ask("PUT", "/v1/nothing", text)?.status == 404)
        #expect(control.ask("PUT", "/v1/nodes", text)?.status == 405)
        let long = String(repeating: " ", count: 5 << 20)
        #expect(control.ask("PUT", "/v1/documents/p.json", long)?.status == 413)
        #expect(control.publication == 1)
        #expect(control.ask("GET", "/ready", token: nil)?.status == 200)
        #expect(control.ask("GET", "/stats/prometheus", token: nil)?.body.text.contains("control_publication") == true)
    }

    @Test func `status tells of nodes and waits for them`() throws {
        let control = try started()
        let version = control.question("clusters", node: "n-1")?.body.text.split(separator: "\"")[3] ?? ""
        let common = [
            "status", "--server", "127.0.0.1:\(control.port)", "--token-file", control.directory.file("tokens"),
        ]
        let waiting = try run(common + ["--wait", "1", "--timeout", "0"])
        #expect(waiting.ending == .exit(4))
        #expect(waiting.errors.contains("1 of the nodes do not run it: n-1"))
        #expect(control.question("clusters", node: "n-1", version: String(version))?.status == 304)
        let table = try run(common)
        #expect(table.ending == .exit(0))
        let rows = table.output.split(separator: "\n").map { $0.split(separator: " ").map(String.init) }
        #expect(rows.first?.first == "NODE" && rows.last?.first == "n-1")
        #expect(rows.last?.contains("acknowledged") == true)
        #expect(try run(common + ["--wait", "newest"]).output == "all nodes run it\n")
        #expect(try run(common + ["--format", "json"]).output.contains("\"id\":\"n-1\""))
        #expect(try run(["status", "--server", "127.0.0.1:\(control.port)"]).errors.contains("answers 401"))
    }

    @Test func `over TLS only those whose certificates are good are served`() throws {
        let files = try TLSFiles.shared.get()
        let control = try ControlHarness(arguments: [
            "--tls-certificate", files.path("server.crt"), "--tls-key", files.path("server.key"), "--client-ca",
            files.path("ca.crt"),
        ])
        try control.write(ControlHarness.document("one", [Self.cluster]), to: "one.json")
        let process = try ChildProcess(
            try #require(ProxyBinary.apus.path),
            control.command + ["--address-path", control.directory.file("address")],
            output: control.directory.file("output.txt"), errors: control.directory.file("errors.txt"))
        defer { process.signal(SIGKILL) }
        #expect(Deadline(seconds: 60).reached { readFile(control.directory.file("address")) != nil })
        let plain = [
            "status", "--server", "127.0.0.1:\(control.port)", "--token-file", control.directory.file("tokens"),
            "--format", "json",
        ]
        let secured = plain + ["--ca", files.path("ca.crt")]
        let known = ["--certificate", files.path("client.crt"), "--key", files.path("client.key")]
        #expect(try run(secured + known).output.hasPrefix("{\"publication\":1"))
        #expect(try run(secured).ending == .exit(4))
        #expect(try run(plain).ending == .exit(4))
        // A node belongs to whose certificate was shown for it first.
        func question(as client: String) throws -> String {
            let body = #"{"node":{"id":"n"}}"#
            return try TLSProgramTests.run(
                [
                    "openssl", "s_client", "-connect", "127.0.0.1:\(control.port)", "-quiet", "-cert",
                    files.path("\(client).crt"), "-key", files.path("\(client).key"),
                ],
                input: "POST /v3/discovery:clusters HTTP/1.1\\r\\nhost: c\\r\\nconnection: close\\r\\n"
                    + "content-length: \(body.utf8.count)\\r\\n\\r\\n\(body)", in: control.directory)
        }
        #expect(try question(as: "client").contains("HTTP/1.1 200"))
        #expect(try question(as: "second").contains("HTTP/1.1 403"))
        #expect(try question(as: "client").contains("HTTP/1.1 200"))
        // A certificate of the same authority that names somebody else is not the control plane's.
        #expect(try run(secured + known + ["--server-name", "other.test"]).ending == .exit(4))
        #expect(try run(secured + known + ["--server-name", "server.test"]).ending == .exit(0))
    }

    @Test func `who joins needs no certificate yet, and everybody else does`() throws {
        let files = try TLSFiles.shared.get()
        let directory = try TemporaryDirectory()
        let control = try ControlHarness(arguments: [
            "--tls-certificate", files.path("server.crt"), "--tls-key", files.path("server.key"), "--client-ca",
            files.path("ca.crt"), "--authority", directory.file("authority"), "--trust-domain", "mesh.test",
            "--join-tokens", try directory.write("", to: "join"),
        ])
        try control.write(ControlHarness.document("one", [Self.cluster]), to: "one.json")
        let process = try ChildProcess(
            try #require(ProxyBinary.apus.path),
            control.command + ["--address-path", control.directory.file("address")],
            output: control.directory.file("output.txt"), errors: control.directory.file("errors.txt"))
        defer { process.signal(SIGKILL) }
        #expect(Deadline(seconds: 60).reached { readFile(control.directory.file("address")) != nil })
        func status(_ path: String, _ arguments: [String] = []) throws -> String {
            // Over HTTP/2 some versions of curl take an answer that comes before their body for a failure.
            let command = [
                "curl", "-s", "--http1.1", "-o", "/dev/null", "-w", "%{http_code}", "--cacert", files.path("ca.crt"),
                "-d", "{}",
            ]
            let url = "https://127.0.0.1:\(control.port)\(path)"
            return try TLSProgramTests.run(command + arguments + [url], in: directory)
        }
        let known = ["--cert", files.path("client.crt"), "--key", files.path("client.key")]
        #expect(try status("/v1/certificates") == "401")
        #expect(try status("/v1/status") == "403" && status("/v3/discovery:clusters") == "403")
        #expect(try status("/v1/status", known) == "401")
        #expect(try status("/v3/discovery:clusters", known) != "403")
    }

    @Test func `a directory that a link leads to may be swapped for another`() throws {
        let control = try ControlHarness()
        let files = FileManager.default
        for name in ["one", "two"] {
            let path = control.directory.file("release-\(name)")
            try files.createDirectory(atPath: path, withIntermediateDirectories: true)
            let text = ControlHarness.document("r", [Self.cluster.merged(with: ["name": .string(name)])])
            try text.write(toFile: path + "/r.json", atomically: false, encoding: .utf8)
        }
        let (link, next) = (control.directory.file("documents"), control.directory.file("next"))
        try files.removeItem(atPath: link)
        try files.createSymbolicLink(atPath: link, withDestinationPath: control.directory.file("release-one"))
        try control.start()
        try files.createSymbolicLink(atPath: next, withDestinationPath: control.directory.file("release-two"))
        #expect(unsafe rename(next, link) == 0)
        #expect(control.waitForPublication(after: 1) == 2)
        #expect(control.question("clusters")?.body.text.contains("\"name\":\"two\"") == true)
        // It is followed from now on.
        let other = ControlHarness.document("r", [Self.cluster.merged(with: ["name": "three"])])
        try other.write(toFile: control.directory.file("release-two/r.json"), atomically: true, encoding: .utf8)
        #expect(control.waitForPublication(after: 2) == 3)
    }
}
