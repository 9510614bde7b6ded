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

    /// How a command is called, its flags, and what else is to be known of it.
    static func text(for command: any Subcommand.Type) -> String {
        "apus \(command.name) \(command.synopsis)\n\n" + table(command.flags) + command.notes
    }

    /// A line a flag.
    static func table(_ flags: [Flag]) -> String {
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
