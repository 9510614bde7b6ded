internal import Buffers
internal import Configuration

/// Reads what requests a rule takes.
///
/// Source: https://gateway-api.sigs.k8s.io/reference/spec/#httproutematch
enum RouteMatchDocument {
    private static let methods = [
        "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "TRACE", "PATCH",
    ]

    /// Reads a match of an HTTPRoute.
    static func read(_ reader: inout ObjectReader) -> RouteMatch {
        var match = RouteMatch()
        reader.object("path", "path") { readPath(&$0, &match) }
        if let method = reader.string("method") {
            match.method = method
            if method == "CONNECT", let node = reader.node["method"] {
                reader.complaints.complain(
                    .unimplemented, at: node, "expected a method that Apus routes by, found CONNECT")
            } else if !methods.contains(method), let node = reader.node["method"] {
                reader.complaints.wrong(
                    node, expected: "an HTTP method", suggestion: reader.complaints.nearest(to: method, in: methods))
            }
        }
        match.headers = readValues(&reader, "headers", "a header", lowercased: true)
        match.parameters = readValues(&reader, "queryParams", "a query parameter", lowercased: false)
        return match
    }

    private static func readPath(_ reader: inout ObjectReader, _ match: inout RouteMatch) {
        let type = reader.choice("type", ["PathPrefix": 0, "Exact": 1, "RegularExpression": 2]) ?? 0
        var path = reader.string("value") ?? "/"
        if type != 2, let problem = PathText.problem(path) {
            reader.complaints.wrong(reader.node["value"] ?? reader.node, expected: problem)
        }
        switch type {
        case 1:
            match.path = .exact(path)
            match.pathPrecision = [3, path.utf8.count]
        case 2:
            match.path = .expression(path)
            match.pathPrecision = [2, path.utf8.count]
        default:
            while path.hasSuffix("/") { path.removeLast() }
            match.path = .prefix(path)
            match.pathPrecision = [1, path.utf8.count]
        }
    }

    /// Reads a match of a GRPCRoute: methods are paths.
    static func readMethod(_ reader: inout ObjectReader) -> RouteMatch {
        var match = RouteMatch()
        reader.object("method", "method") { reader in
            let isExpression = reader.choice("type", ["Exact": false, "RegularExpression": true]) ?? false
            let service = reader.string("service") ?? ""
            let method = reader.string("method") ?? ""
            if service.isEmpty && method.isEmpty { reader.missing("service") }
            for (name, text) in [("service", service), ("method", method)]
            where !isExpression && !text.utf8.allSatisfy({ isNameByte($0, name == "service") }) {
                reader.node[name].map { reader.complaints.wrong($0, expected: "the name of a gRPC \(name)") }
            }
            match.pathPrecision = [service.utf8.count, method.utf8.count]
            match.path = path(service, method, isExpression)
        }
        match.headers = readValues(&reader, "headers", "a header", lowercased: true)
        return match
    }

    private static func path(_ service: String, _ method: String, _ isExpression: Bool) -> RouteMatch.Path {
        if isExpression {
            let any = "[^/]+"
            return .expression("/\(service.isEmpty ? any : "(?:\(service))")/\(method.isEmpty ? any : "(?:\(method))")")
        }
        if method.isEmpty { return .prefix(service.isEmpty ? "" : "/\(service)") }
        return service.isEmpty ? .expression("/[^/]+/\(method)") : .exact("/\(service)/\(method)")
    }

    private static func isNameByte(_ byte: UInt8, _ isService: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"):
            true
        default: isService && byte == UInt8(ascii: ".")
        }
    }

    /// Reads conditions on values. Of several for one name the first counts, as the API has it.
    private static func readValues(
        _ reader: inout ObjectReader, _ name: String, _ kind: String, lowercased: Bool
    ) -> [RouteMatch.Value] {
        let values = reader.objects(name, kind, atMost: 16) { reader in
            let isExpression = reader.choice("type", ["Exact": false, "RegularExpression": true]) ?? false
            let name = reader.requiredString("name")
            let value = reader.requiredString("value")
            if let name, let node = reader.node["name"], lowercased, !FieldName.isRight(name) {
                reader.complaints.wrong(node, expected: "the name of a header field")
            }
            return RouteMatch.Value(
                name: lowercased ? (name ?? "").lowercased() : name ?? "", value: value ?? "",
                isExpression: isExpression)
        }
        var names: Set<String> = []
        return values.filter { names.insert($0.name).inserted }
    }
}

/// Names of header fields (RFC 9110 §5.1).
enum FieldName {
    static func isRight(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 256
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"):
                    true
                default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
                }
            }
    }
}

/// Paths of matches.
enum PathText {
    /// What was expected of a path, if it is none.
    static func problem(_ path: String) -> String? {
        if path.utf8.count > 1024 { return "a path of at most 1024 bytes" }
        if !path.hasPrefix("/") { return "a path that begins with \"/\"" }
        if path.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) { return "a path without spaces and control bytes" }
        for part in ["//", "/./", "/../", "%2f", "%2F", "#", "?"] where path.contains(text: part) {
            return "a path without \"\(part)\""
        }
        for end in ["/..", "/."] where path.hasSuffix(end) { return "a path without \"\(end)\" at its end" }
        return nil
    }
}
