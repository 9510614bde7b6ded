import Testing

/// What Apus says and returns when it cannot serve, and what its other commands do.
@Suite struct CommandLineTests {
    /// What a command did.
    private struct Result {
        var ending: ChildProcess.Ending?
        var output: String
        var errors: String
    }

    private func run(_ arguments: String..., in directory: TemporaryDirectory? = nil) throws -> Result {
        try run(arguments, in: directory)
    }

    private func run(_ arguments: [String], in directory: TemporaryDirectory? = nil) throws -> Result {
        let place = try directory ?? TemporaryDirectory()
        let path = try #require(ProxyBinary.apus.path)
        let process = try ChildProcess(path, arguments, output: place.file("output"), errors: place.file("errors"))
        let ending = process.ending(within: 60)
        return Result(
            ending: ending, output: (readFile(place.file("output")) ?? []).text,
            errors: (readFile(place.file("errors")) ?? []).text)
    }

    private func configuration(
        port: UInt16 = 0, log: String = "/dev/null", cluster: String = "CLUSTER"
    ) -> String {
        let testCase = ProxyCase("served", get()).with { $0.action = ["cluster": .string(cluster)] }
        let document = Theme(name: "command-line", cases: [testCase]).configuration(upstreams: ["served": 1], log: log)
        let text = document.text
        guard port != 0 else { return text }
        // The admin interface's address comes first, the listener's last.
        let zero = #""port_value":0}}"#
        guard let place = text.ranges(of: zero).last else { return text }
        return text[..<place.lowerBound] + #""port_value":\#(port)}}"# + text[place.upperBound...]
    }

    @Test("A valid file validates")
    func valid() throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write(configuration(), to: "good.json")
        #expect(try run("proxy", "--mode", "validate", "-c", file).ending == .exit(0))
        #expect(try run("validate", file).ending == .exit(0))
    }

    @Test("A malformed file is refused with the place of the mistake")
    func malformed() throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write("{\n  \"admin\": {,}\n}\n", to: "bad.json")
        for result in [try run("proxy", "-c", file), try run("validate", file)] {
            #expect(result.ending == .exit(1))
            #expect((result.errors + result.output).contains("bad.json:2:13"), "\(result.errors)\(result.output)")
        }
    }

    @Test("Every mistake is named, with its place and the nearest name")
    func mistakes() throws {
        let directory = try TemporaryDirectory()
        let text = """
            {
              "static_resources": {
                "clusters": [
                  { "name": "a", "conect_timeout": "1s", "type": "STATIK" }
                ]
              }
            }
            """
        let file = try directory.write(text, to: "mistakes.json")
        let result = try run("proxy", "-c", file)
        #expect(result.ending == .exit(1))
        #expect(result.errors.contains("mistakes.json:4:"), "\(result.errors)")
        #expect(result.errors.contains("connect_timeout"), "\(result.errors)")
        #expect(result.errors.contains("STATIC"), "\(result.errors)")
    }

    @Test("A route to a cluster that is not there is a mistake of the file")
    func unknownCluster() throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write(configuration(cluster: "nowhere"), to: "unknown.json")
        let result = try run("proxy", "-c", file)
        #expect(result.ending == .exit(1))
        #expect(result.errors.contains("nowhere"), "\(result.errors)")
    }

    @Test("A file that is not there is named")
    func missingFile() throws {
        let result = try run("proxy", "-c", "/nonexistent/apus.json")
        #expect(result.ending == .exit(3))
        #expect(result.errors.contains("/nonexistent/apus.json"), "\(result.errors)")
    }

    @Test("A directory is no file")
    func directoryAsFile() throws {
        let directory = try TemporaryDirectory()
        let result = try run("proxy", "-c", directory.path)
        #expect(result.ending == .exit(3))
        #expect(result.errors.contains(directory.path), "\(result.errors)")
    }

    @Test("A port in use is named with its listener")
    func portInUse() throws {
        let occupant = try #require(Socket.listening())
        let directory = try TemporaryDirectory()
        let file = try directory.write(configuration(port: occupant.port), to: "port.json")
        let result = try run("proxy", "-c", file)
        #expect(result.ending == .exit(4))
        #expect(
            result.errors.contains("served") && result.errors.contains("127.0.0.1:\(occupant.port)"), "\(result.errors)"
        )
    }

    @Test("An access log that cannot be written is named")
    func unwritableLog() throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write(configuration(log: "/nonexistent/access.log"), to: "log.json")
        let result = try run("proxy", "-c", file)
        #expect(result.ending == .exit(4))
        #expect(result.errors.contains("/nonexistent/access.log"), "\(result.errors)")
    }

    @Test("An application log that cannot be written is named")
    func unwritableApplicationLog() throws {
        let directory = try TemporaryDirectory()
        let file = try directory.write(configuration(), to: "good.json")
        let result = try run("proxy", "-c", file, "--log-path", "/nonexistent/apus.log")
        #expect(result.ending == .exit(4))
        #expect(result.errors.contains("/nonexistent/apus.log"), "\(result.errors)")
    }

    private static let missingBody: JSON = [
        "match": ["prefix": "/"], "direct_response": ["status": 200, "body": ["filename": "/nonexistent/body"]],
    ]
    private static let missingLog: JSON = ["@type": .string(TypeName.fileAccessLog), "path": "/nonexistent/log"]
    private static let missingSource: JSON = ["path": "/nonexistent/routes"]
    private static let missingDirectory: JSON = [
        "path": "/dev/null", "watched_directory": ["path": "/nonexistent"],
    ]

    private static func discovered(_ source: JSON) -> JSON {
        let place: JSON = ["path_config_source": source]
        return ["route_config": .null, "rds": ["route_config_name": "r", "config_source": place]]
    }

    /// What a file names and cannot be used, laid over the connection manager or in the place of its route, and what is
    /// said of it.
    private struct Unusable {
        var manager: JSON = [:]
        var route: JSON?
        var code: Int32 = 1
        var words: [String]
    }

    private static let unusable = [
        Unusable(manager: jwt(["inline_string": "{}"]), words: ["listener 'served'", "local_jwks", "keys"]),
        Unusable(manager: jwt(["filename": "/nonexistent/jwks"]), words: ["local_jwks", "'/nonexistent/jwks'"]),
        Unusable(route: missingBody, words: ["routes[0].direct_response.body", "'/nonexistent/body'"]),
        Unusable(
            manager: ["access_log": [["name": "file", "typed_config": missingLog]]], code: 4,
            words: ["access log '/nonexistent/log'"]),
        Unusable(manager: discovered(missingSource), words: ["'/nonexistent/routes'"]),
        Unusable(manager: discovered(missingDirectory), words: ["'/nonexistent'", "'/dev/null'"]),
    ]

    private static func jwt(_ keys: JSON) -> JSON {
        let type = "type.googleapis.com/envoy.extensions.filters.http.jwt_authn.v3.JwtAuthentication"
        let filter: JSON = [
            "@type": .string(type), "providers": ["p": ["issuer": "i", "local_jwks": keys]],
            "rules": [["match": ["prefix": "/"], "requires": ["provider_name": "p"]]],
        ]
        let router: JSON = ["name": "router", "typed_config": ["@type": .string(TypeName.router)]]
        return ["http_filters": [["name": "jwt", "typed_config": filter], router]]
    }

    @Test("A file that names what cannot be used is refused without a start too", arguments: unusable.indices)
    func unusableFiles(_ index: Int) throws {
        let unusable = Self.unusable[index]
        let (code, words) = (unusable.code, unusable.words)
        let testCase = ProxyCase("served", get()).with {
            $0.manager = unusable.manager
            if let route = unusable.route { $0.routes = [route] }
        }
        let document = Theme(name: "command-line", cases: [testCase]).configuration(
            upstreams: ["served": 1], log: "/dev/null")
        let directory = try TemporaryDirectory()
        let file = try directory.write(document.text, to: "unusable.json")
        let validated = try run("validate", file)
        #expect(validated.ending == .exit(code))
        #expect(validated.errors.hasPrefix("\(file): "), "\(validated.errors)")
        for result in [validated, try run("proxy", "--mode", "validate", "-c", file)] {
            #expect(result.ending == .exit(code))
            for word in words { #expect(result.errors.contains(word), "\(word) in \(result.errors)") }
        }
        #expect(try run("validate", "--skip-files", file).ending == .exit(0))
    }

    @Test("A mistyped flag is answered with the nearest one")
    func mistypedFlag() throws {
        let result = try run("proxy", "--concurency", "2")
        #expect(result.ending == .exit(2))
        #expect(result.errors.contains("--concurrency"), "\(result.errors)")
    }

    @Test("A flag of Envoy's that is not built is refused by name")
    func refusedFlag() throws {
        let result = try run("proxy", "-c", "x.json", "--cpuset-threads")
        #expect(result.ending == .exit(2))
        #expect(result.errors.contains("--cpuset-threads"), "\(result.errors)")
    }

    @Test(
        "Flags of hot restart that make no sense are refused with the reason",
        arguments: [
            ["--restart-epoch", "-1"], ["--restart-epoch", "1", "--disable-hot-restart"],
            ["--use-dynamic-base-id", "--restart-epoch", "2"], ["--base-id", "4294967295"],
            ["--socket-mode", "8"], ["--socket-path", ""], ["--parent-shutdown-time-s", "soon"],
        ])
    func badHotRestartFlags(_ flags: [String]) throws {
        let result = try run(["proxy", "-c", "x.json"] + flags)
        #expect(result.ending == .exit(2))
        #expect(result.errors.contains(flags[0]), "\(result.errors)")
    }

    @Test("The version of hot restart is printed without a configuration")
    func hotRestartVersion() throws {
        let result = try run("proxy", "--hot-restart-version")
        #expect(result.ending == .exit(0) && result.output == "apus.1\n")
    }

    @Test("A configuration is needed, and a command")
    func nothing() throws {
        let proxy = try run("proxy")
        #expect(proxy.ending == .exit(2) && proxy.errors.contains("-c"), "\(proxy.errors)")
        #expect(try run("prxy").ending == .exit(2))
    }

    @Test("version and help print and succeed")
    func words() throws {
        let version = try run("version")
        #expect(version.ending == .exit(0) && !version.output.isEmpty)
        let help = try run("help")
        #expect(help.ending == .exit(0) && help.output.contains("apus proxy"))
        #expect(try run("help", "proxy").output.contains("--concurrency"))
    }
}
