internal import Configuration
internal import HTTPSemantics
internal import Routing
internal import RuntimeValues

/// `apus route -c FILE …`: says where a request goes, and why.
enum RouteCommand {
    static let flags = [
        Flag("--config-path", short: "-c", .value("file"), "the bootstrap file (JSON or YAML)"),
        Flag("--config-yaml", .value("json"), "a bootstrap merged over the file; JSON"),
        Flag("--listener", .value("name"), "only this listener; default: all of them"),
        Flag("--method", .value("word"), "the request's method; default GET"),
        Flag("--authority", .value("host"), "its host; default localhost"),
        Flag("--path", .value("path"), "its path, with its query; default /"),
        Flag("--header", short: "-H", .value("name: value"), "a field; may be given more than once"),
        Flag("--tls", .toggle, "it came over a secured connection"),
        Flag("--internal", .toggle, "it comes from one of our own networks"),
        Flag("--client-certificate", .value("presented|validated"), "what is known of the client's certificate"),
        Flag("--number", .value("n"), "the random number that shares and weights choose by; default 0"),
        Flag("--allow-unknown-static-fields", .toggle, "unknown fields are no mistakes"),
    ]

    static func run(_ arguments: ArraySlice<String>) -> ExitCode {
        let parsed: ParsedFlags
        let request: RouteRequest
        do throws(UsageError) {
            parsed = try ParsedFlags.parse(arguments, flags: flags).get()
            request = try read(parsed)
        } catch {
            Terminal.error("\(error.message)\nTry 'apus help route'.")
            return .usage
        }
        switch ConfigurationFiles.read(parsed) {
        case .failure(let code): return code
        case .success(let bootstrap): return report(bootstrap, parsed.values["--listener"], request)
        }
    }

    private static func read(_ parsed: ParsedFlags) throws(UsageError) -> RouteRequest {
        if parsed.values["--config-path"] == nil && parsed.values["--config-yaml"] == nil {
            throw UsageError("a file is needed: apus route -c FILE")
        }
        if let word = parsed.operands.first { throw UsageError("a flag was expected, found '\(word)'") }
        var request = RouteRequest()
        if let method = parsed.values["--method"] { request.method = method }
        if let authority = parsed.values["--authority"] { request.authority = authority }
        if let path = parsed.values["--path"] { request.path = path }
        for text in parsed.lists["--header"] ?? [] {
            guard let field = RouteRequest.field(text) else {
                throw UsageError("--header: 'name: value' expected, found '\(text)'")
            }
            request.fields.append(field)
        }
        request.isSecured = parsed.toggles.contains("--tls")
        request.isInternal = parsed.toggles.contains("--internal")
        switch parsed.values["--client-certificate"] {
        case nil: break
        case "presented": request.facts.presentsCertificate = true
        case "validated": (request.facts.presentsCertificate, request.facts.validatesCertificate) = (true, true)
        case let word?:
            throw UsageError("--client-certificate: presented or validated expected, found '\(word)'")
        }
        if let text = parsed.values["--number"] {
            guard let number = UInt64(text) else {
                throw UsageError("--number: a whole number expected, found '\(text)'")
            }
            request.facts.number = number
        }
        return request
    }

    private static func report(
        _ bootstrap: BootstrapConfiguration, _ wanted: String?, _ request: RouteRequest
    ) -> ExitCode {
        let runtime = LiveRuntime(bootstrap.runtime)
        var found = false
        for listener in bootstrap.listeners where wanted == nil || listener.name == wanted {
            var chains = listener.filterChains.enumerated().map { ("filter_chains[\($0.offset)]", $0.element) }
            if let chain = listener.defaultFilterChain { chains.append(("default_filter_chain", chain)) }
            for (place, chain) in chains {
                for filter in chain.filters {
                    guard case .httpConnectionManager(let manager) = filter else { continue }
                    found = true
                    Terminal.out("listener \(listener.name), \(place)\n")
                    Terminal.out(RouteReport(manager.routeConfiguration, request, runtime: runtime).text)
                }
            }
        }
        if found { return .success }
        Terminal.error(
            wanted.map { "no listener '\($0)' has an HTTP connection manager" }
                ?? "no listener has an HTTP connection manager")
        return .usage
    }
}
