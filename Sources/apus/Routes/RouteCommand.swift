internal import Configuration
internal import HTTPSemantics
internal import Routing
internal import RuntimeValues

/// `apus route -c FILE …`: says where a request goes, and why.
enum RouteCommand: Subcommand {
    static let name = "route"
    static let synopsis = "-c FILE [flags]"
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

    static func run(_ parsed: ParsedFlags) throws(CommandFailure) -> ExitCode {
        let request = try Self.request(parsed)
        return try report(try ConfigurationFiles.read(parsed), parsed.values["--listener"], request)
    }

    private static func request(_ parsed: ParsedFlags) throws(CommandFailure) -> RouteRequest {
        if parsed.values["--config-path"] == nil && parsed.values["--config-yaml"] == nil {
            throw .usage("a file is needed: apus route -c FILE")
        }
        try parsed.refuseOperands()
        var request = RouteRequest()
        if let method = parsed.values["--method"] { request.method = method }
        if let authority = parsed.values["--authority"] { request.authority = authority }
        if let path = parsed.values["--path"] { request.path = path }
        for text in parsed.lists["--header"] ?? [] {
            guard let field = RouteRequest.field(text) else {
                throw .usage("--header: 'name: value' expected, found '\(text)'")
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
            throw .usage("--client-certificate: presented or validated expected, found '\(word)'")
        }
        if let text = parsed.values["--number"] {
            guard let number = UInt64(text) else {
                throw .usage("--number: a whole number expected, found '\(text)'")
            }
            request.facts.number = number
        }
        return request
    }

    private static func report(
        _ bootstrap: BootstrapConfiguration, _ wanted: String?, _ request: RouteRequest
    ) throws(CommandFailure) -> ExitCode {
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
        throw .usage("no listener\(wanted.map { " '\($0)'" } ?? "") has an HTTP connection manager")
    }
}
