/// What `apus help` prints.
enum Help {
    static let overview = """
        apus: a service-mesh proxy that reads Envoy's configuration

          apus proxy -c FILE       serve what an Envoy bootstrap (JSON or YAML) says
          apus validate FILE…      list every mistake of configuration files
          apus check -c FILE       say what stands in the way of serving it here, and how to mend that
          apus route -c FILE …     say where a request goes, and why
          apus route-test FILE     hold a route table to a file of tests (router_check_tool)
          apus control -d DIR      tell proxies what to run, by mesh documents (REST xDS)
          apus status              say what each proxy of a control plane runs
          apus ready               ask a proxy or control plane whether it serves; the exit code says it
          apus top                 requests, errors and times of a proxy, again and again
          apus tap                 requests of a proxy as they end
          apus explain WORD        what a response flag means, or what a field of the configuration holds
          apus echo                an HTTP upstream that reports what it received
          apus interception        rules that lead a pod's connections through the proxy
          apus inject -f FILE      manifests of Kubernetes with a proxy in each pod
          apus uninject -f FILE    and as they were before
          apus injector            the webhook by which pods get a proxy when they are made
          apus request GET /ready  ask a proxy's admin interface
          apus version             print the version
          apus help [COMMAND]      print this, or a command's flags

        Exit codes: 0 success, 1 the configuration is wrong, 2 the command line is wrong,
        3 a file cannot be read, 4 the system lacks something (port in use, log not writable).

        """

    static func text(for command: String?) -> String? {
        switch command {
        case nil: overview
        case "proxy": "apus proxy -c FILE [flags]\n\n" + table(ProxyFlags.all)
        case "validate": "apus validate [flags] FILE…\n\n" + table(ValidateCommand.flags)
        case "route": "apus route -c FILE [flags]\n\n" + table(RouteCommand.flags)
        case "route-test": "apus route-test -c FILE [flags] TESTS\n\n" + table(RouteTestCommand.flags)
        case "control":
            "apus control --documents DIRECTORY [flags]\n\n" + table(ControlFlags.all)
                + "\napus control token [flags]: makes a token by which proxies join, and prints it\n\n"
                + table(TokenCommand.flags)
        case "status": "apus status [flags]\n\n" + table(StatusCommand.flags)
        case "ready": "apus ready [flags]\n\n" + table(ReadyCommand.flags)
        case "check": "apus check -c FILE [flags]\n\n" + table(CheckCommand.flags)
        case "top": "apus top [flags]\n\n" + table(TopCommand.flags)
        case "tap": "apus tap [flags]\n\n" + table(TapCommand.flags)
        case "explain":
            "apus explain [flags] FLAG|FIELD\n\n" + table(ExplainCommand.flags)
                + "\nSuch as UF, cluster.connect_timeout, static_resources.clusters[0].lb_policy or\n"
                + "FilterChain.filters.typed_config.HttpConnectionManager.stat_prefix.\n"
        case "echo":
            "apus echo [flags]\n\n" + table(EchoCommand.flags)
                + "\nOrders, in the query or as x-echo-* fields: \(EchoOrders.names.joined(separator: ", ")).\n"
                + "Such as /?delay=200&status=503 or /?size=1000000&chunks=10&trickle=100&close=middle\n"
        case "interception": "apus interception [flags]\n\n" + table(InterceptionCommand.flags)
        case "inject": "apus inject [-f FILE] [flags]\n\n" + table(InjectCommand.flags) + InjectCommand.notes
        case "uninject":
            "apus uninject [-f FILE] [flags]: manifests as they were before apus inject\n\n"
                + table(InjectCommand.uninjectFlags)
        case "injector":
            "apus injector --tls-certificate FILE --tls-key FILE [flags]\n\n" + table(InjectorCommand.flags)
                + InjectorCommand.notes
        case "request":
            "apus request [flags] GET|POST PATH: asks a proxy's admin interface\n\n" + table(RequestCommand.flags)
        case "version", "help": overview
        default: nil
        }
    }

    private static func table(_ flags: [Flag]) -> String {
        var text = ""
        for flag in flags {
            if case .refused = flag.kind { continue }
            var left = flag.short.isEmpty ? flag.name : "\(flag.short), \(flag.name)"
            if case .value(let word) = flag.kind { left += " <\(word)>" }
            let padding = String(repeating: " ", count: max(1, 40 - left.count))
            text += "  \(left)\(padding)\(flag.help)\n"
        }
        return text
    }
}
