internal import Buffers

/// Reads what stands in a command's parentheses.
struct FormatCommandReader {
    typealias Command = SubstitutionFormatReader.Command

    /// Notes a mistake of the command.
    let complain: (ConfigurationComplaint.Kind, String) -> Void

    /// What a command that Envoy has in this form means; nil after a complaint.
    func read(_ command: Command) -> FormatCommand? {
        let argument = command.argument ?? ""
        switch command.name {
        case "START_TIME", "START_TIME_LOCAL", "EMIT_TIME", "EMIT_TIME_LOCAL": return time(command)
        case "REQ", "REQUEST_HEADER": return header(command).map { .requestHeader($0) }
        case "RESP", "RESPONSE_HEADER": return header(command).map { .responseHeader($0) }
        case "TRAILER", "RESPONSE_TRAILER": return header(command).map { .responseTrailer($0) }
        case "PATH": return path(command)
        case "QUERY_PARAM": return .queryParameter(name: argument, limit: command.limit)
        case "QUERY_PARAMS": return query(command)
        case "COMMON_DURATION": return span(command)
        case "RESPONSE_CODE_DETAILS": return .responseCodeDetails(keepsSpaces: argument == "ALLOW_WHITESPACES")
        case "GRPC_STATUS": return grpcStatus(command)
        case "ENVIRONMENT": return .environment(name: argument, limit: command.limit)
        case "DYNAMIC_METADATA": return .dynamicMetadata(path: Self.path(argument), limit: command.limit)
        case "METADATA": return metadata(command)
        case "CLUSTER_METADATA": return .metadata(.cluster, path: Self.path(argument), limit: .max)
        case "UPSTREAM_METADATA": return .metadata(.endpoint, path: Self.path(argument), limit: .max)
        case "REQUESTED_SERVER_NAME": return requestedName(command)
        case "COALESCE": return firstOf(command)
        case "FILTER_STATE": return filterState(command)
        case "UPSTREAM_FILTER_STATE": return filterState(command)
        case "DOWNSTREAM_PEER_CERT_V_START", "DOWNSTREAM_PEER_CERT_V_END", "UPSTREAM_PEER_CERT_V_START",
            "UPSTREAM_PEER_CERT_V_END":
            let pattern = command.argument.flatMap { $0.isEmpty ? nil : $0 }
            return .certificateDate(
                isUpstream: command.name.hasPrefix("UP"), isEnd: command.name.hasSuffix("_END"), pattern: pattern)
        default: return field(command)
        }
    }

    private static func path(_ argument: String) -> [String] {
        argument.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    }

    /// `KIND:space:key:…`
    private func metadata(_ command: Command) -> FormatCommand? {
        let parts = Self.path(command.argument ?? "")
        let path = Array(parts.dropFirst())
        if parts.first == "DYNAMIC" { return .dynamicMetadata(path: path, limit: command.limit) }
        guard let source = FormatMetadataSource(rawValue: parts.first ?? "") else {
            let kinds = (["DYNAMIC"] + FormatMetadataSource.allCases.map(\.rawValue)).joined(separator: ", ")
            let found = DecodingSession.quote(parts.first ?? "")
            return wrong("expected \(kinds) in %METADATA%, found \(found)")
        }
        return .metadata(source, path: path, limit: command.limit)
    }

    /// `SNI_ONLY`, `SNI_FIRST` or `HOST_FIRST`, then `ORIG`, `HOST` or `ORIG_OR_HOST`.
    private func requestedName(_ command: Command) -> FormatCommand? {
        let parts = Self.path(command.argument ?? "")
        var name = FormatRequestedName(order: .nameOnly)
        switch parts.first {
        case nil, "", "SNI_ONLY": break
        case "SNI_FIRST": name.order = .nameFirst
        case "HOST_FIRST": name.order = .hostFirst
        case let other?:
            let found = DecodingSession.quote(other)
            return wrong("expected SNI_ONLY, SNI_FIRST or HOST_FIRST in %REQUESTED_SERVER_NAME%, found \(found)")
        }
        switch parts.dropFirst().first {
        case nil, "", "ORIG_OR_HOST": break
        case "ORIG": name.host = .original
        case "HOST": name.host = .current
        case let other?:
            return wrong(
                "expected ORIG, HOST or ORIG_OR_HOST in %REQUESTED_SERVER_NAME%, found \(DecodingSession.quote(other))")
        }
        return name.order == .nameOnly ? .field(.requestedServerName) : .requestedName(name)
    }

    private func wrong(_ message: String) -> FormatCommand? {
        complain(.wrongValue, message)
        return nil
    }

    private func field(_ command: Command) -> FormatCommand? {
        if let field = FormatField(rawValue: command.name), command.argument == nil { return .field(field) }
        let form = command.argument == nil ? "" : " with an argument"
        complain(.unimplemented, "expected a command that Apus implements, found %\(command.name)%\(form)")
        return nil
    }

    private func time(_ command: Command) -> FormatCommand? {
        let isLocal = command.name.hasSuffix("_LOCAL")
        let pattern = command.argument.flatMap { $0.isEmpty ? nil : $0 }
        let isBroken = pattern?.utf8.contains { $0 == 0 || $0 == 0x0A || $0 == 0x0D } == true
        if let pattern, isBroken || pattern.contains(text: "%n") {
            return wrong("expected a pattern without line feeds, found \(DecodingSession.quote(pattern))")
        }
        return .time(FormatTime(isEmission: command.name.hasPrefix("EMIT"), isLocal: isLocal, pattern: pattern))
    }

    /// `name?alternative`
    private func header(_ command: Command) -> FormatHeader? {
        let argument = command.argument ?? ""
        let names = argument.split(separator: "?", omittingEmptySubsequences: false).map { $0.lowercased() }
        if names.count > 2 {
            complain(.wrongValue, "expected one alternative at most, found \(DecodingSession.quote(argument))")
            return nil
        }
        for name in names where !name.utf8.allSatisfy(isNameByte) {
            complain(.wrongValue, "expected the name of a header field, found \(DecodingSession.quote(name))")
            return nil
        }
        let alternative = names.count == 2 && !names[1].isEmpty ? names[1] : nil
        return FormatHeader(names.first ?? "", alternative: alternative, limit: command.limit)
    }

    /// A byte of a token (RFC 9110 §5.6.2), or the colon of a pseudo-header field.
    private func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): true
        default: "!#$%&'*+-.^_`|~:".utf8.contains(byte)
        }
    }

    /// `WQ` or `NQ`, then `ORIG`, `PATH` or `ORIG_OR_PATH`.
    private func path(_ command: Command) -> FormatCommand? {
        var path = FormatPath(limit: command.limit)
        let parts = (command.argument ?? "").split(separator: ":", omittingEmptySubsequences: false)
        switch parts.first {
        case nil, "", "WQ": break
        case "NQ": path.withQuery = false
        default: return wrong("expected WQ or NQ in %PATH%, found \(DecodingSession.quote(String(parts[0])))")
        }
        switch parts.dropFirst().first {
        case nil, "", "ORIG_OR_PATH": break
        case "ORIG": path.source = .original
        case "PATH": path.source = .current
        default:
            return wrong(
                "expected ORIG, PATH or ORIG_OR_PATH in %PATH%, found \(DecodingSession.quote(String(parts[1])))")
        }
        return .path(path)
    }

    private func query(_ command: Command) -> FormatCommand? {
        switch command.argument ?? "" {
        case "", "ORIG": return .query(decodes: false, limit: command.limit)
        case "DECODED": return .query(decodes: true, limit: command.limit)
        case let other:
            return wrong("expected ORIG or DECODED in %QUERY_PARAMS%, found \(DecodingSession.quote(other))")
        }
    }

    /// `from:to:unit`
    private func span(_ command: Command) -> FormatCommand? {
        let parts = (command.argument ?? "").split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard parts.count == 2 || parts.count == 3 else {
            return wrong("expected two moments and perhaps a unit in %COMMON_DURATION%, found \(parts.count) parts")
        }
        guard let unit = parts.count == 3 ? FormatUnit(rawValue: parts[2]) : .milliseconds else {
            return wrong("expected ms, us or ns as the unit of %COMMON_DURATION%, found \"\(parts[2])\"")
        }
        // Others than these are set by extensions.
        return .span(
            from: FormatMoment(rawValue: parts[0]) ?? .never, to: FormatMoment(rawValue: parts[1]) ?? .never, unit: unit
        )
    }

    private func grpcStatus(_ command: Command) -> FormatCommand? {
        switch command.argument ?? "" {
        case "", "CAMEL_STRING": return .grpcStatus(.camelCase)
        case "SNAKE_STRING": return .grpcStatus(.snakeCase)
        case "NUMBER": return .grpcStatus(.number)
        case let other:
            return wrong(
                "expected CAMEL_STRING, SNAKE_STRING or NUMBER in %GRPC_STATUS%, found \(DecodingSession.quote(other))")
        }
    }

    /// Where Envoy's TCP proxy keeps the answer that opened its tunnel.
    private static let tunnelKey = "envoy.tcp_proxy.propagate_response_"

    private func filterState(_ command: Command) -> FormatCommand? {
        let parts = (command.argument ?? "").split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count < 2 || ["PLAIN", "TYPED", "FIELD"].contains(parts[1]) else {
            return wrong("expected PLAIN, TYPED or FIELD in %FILTER_STATE%, found \"\(parts[1])\"")
        }
        guard (parts.count > 2) == (parts.count > 1 && parts[1] == "FIELD") else {
            return wrong("expected a name behind FIELD in %FILTER_STATE%, and behind nothing else")
        }
        if command.name == "FILTER_STATE", parts.first == "envoy.filters.http.grpc_stats", parts.count < 3 {
            return .grpcMessages(asJSON: parts.last != "PLAIN", limit: command.limit)
        }
        let isTyped = parts.count < 2 || parts[1] == "TYPED"
        if isTyped, command.name == "FILTER_STATE", let key = parts.first, key.hasPrefix(Self.tunnelKey) {
            switch key.dropFirst(Self.tunnelKey.count) {
            case "headers": return .tunnelAnswer(trailers: false, limit: command.limit)
            case "trailers": return .tunnelAnswer(trailers: true, limit: command.limit)
            default: break
            }
        }
        // What connections to upstreams have, and parts of objects, are nothing here.
        guard command.name == "FILTER_STATE", parts.count < 3 else { return .filterState }
        return .sharedText(name: String(parts.first ?? ""), isTyped: isTyped, limit: command.limit)
    }
}
