import Configuration
import RegularExpressions

/// Routing said as plainly as possible, to hold the compiled tables to: no hash, no index, no bytes.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto (VirtualHost,
/// RouteMatch)
struct NaiveRouter {
    let configuration: RouteConfiguration

    /// Host number and route number of a request; nil for none.
    func match(host: String, path: String, mark: Int, isCall: Bool) -> (host: Int, route: Int)? {
        guard let host = self.host(host) else { return nil }
        let routes = configuration.virtualHosts[host].routes
        let route = routes.firstIndex { route in
            Self.matches(route.match, path) && Self.asks(route.match, mark) && (isCall || !route.match.takesOnlyGRPC)
        }
        return route.map { (host, $0) }
    }

    /// Whether the fields are as they must be, of which tests have one, with a number.
    private static func asks(_ match: RouteMatchConfiguration, _ mark: Int) -> Bool {
        match.headers.allSatisfy {
            if case .range(let start, let end) = $0.condition { return (start..<end).contains(Int64(mark)) }
            return false
        }
    }

    func host(_ authority: String) -> Int? {
        let authority = authority.lowercased()
        var exact: Int?
        var suffix: (length: Int, host: Int)?
        var prefix: (length: Int, host: Int)?
        var any: Int?
        for (number, host) in configuration.virtualHosts.enumerated() {
            for domain in host.domains.map({ $0.lowercased() }) {
                let length = domain.count - 1
                if domain == "*" {
                    any = number
                } else if domain.hasPrefix("*") {
                    let isLonger = suffix.map { length > $0.length } ?? true
                    if authority.count > length && authority.hasSuffix(domain.dropFirst()) && isLonger {
                        suffix = (length, number)
                    }
                } else if domain.hasSuffix("*") {
                    let isLonger = prefix.map { length > $0.length } ?? true
                    if authority.count > length && authority.hasPrefix(domain.dropLast()) && isLonger {
                        prefix = (length, number)
                    }
                } else if domain == authority {
                    exact = number
                }
            }
        }
        return exact ?? suffix?.host ?? prefix?.host ?? any
    }

    static func matches(_ match: RouteMatchConfiguration, _ path: String) -> Bool {
        func cased(_ text: some StringProtocol) -> String { match.caseSensitive ? String(text) : text.lowercased() }
        let bare = cased(path.prefix { $0 != "?" && $0 != "#" })
        switch match.path {
        case .prefix(let text): return bare.hasPrefix(cased(text))
        case .path(let text): return bare == cased(text)
        case .expression(let expression): return expression.matches(Array(bare.utf8).span)
        case .connect: return false
        case .pathSeparatedPrefix(let text): return bare == cased(text) || bare.hasPrefix(cased(text) + "/")
        }
    }
}
