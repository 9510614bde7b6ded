internal import Configuration
internal import ProxyRuntime

/// What the configuration leaves resources to: whether the proxy would start with it. What it holds is not looked at.
extension Preflight {
    mutating func lookAtSources() {
        do throws(StartupError) {
            try ProxyServer.checkSources(of: bootstrap)
        } catch {
            for message in error.messages {
                add(.problem, "sources", message, "the proxy does not start without it: put it in place")
            }
            return
        }
        var seen: Set<ConfigSourceConfiguration.Origin> = []
        for source in ProxyServer.sources(of: bootstrap) where seen.insert(source.origin).inserted {
            switch source.origin {
            case .file(let path, _): add(.fine, "source \(path)", "it is there; what it brings was not looked at")
            case .rest(let server): add(.fine, "source cluster '\(server.cluster)'", "it was not asked")
            case .identity: break
            }
        }
    }
}
