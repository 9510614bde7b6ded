internal import HTTPSemantics

/// A compiled access-log format: literal text and operators, Envoy's text format.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage
public struct AccessLogFormat: Sendable {
    /// A header that an operator shows: a well-known one by number, any other by its lower-case name.
    struct HeaderReference: Sendable, Equatable {
        var id: HeaderID
        var name: [UInt8]

        init(_ text: String) {
            let name = Array(text.lowercased().utf8)
            let id = HeaderID(lowercased: name.span)
            self.name = name
            // Requests keep their host under `:authority`.
            self.id = id == .host ? .authority : id
        }
    }

    /// One piece of a line.
    enum Operator: Sendable, Equatable {
        case text([UInt8])
        case startTime
        case startTimeFormatted([UInt8])
        case requestHeader(HeaderReference, alternative: HeaderReference?, limit: Int)
        case responseHeader(HeaderReference, alternative: HeaderReference?, limit: Int)
        case responseTrailer(HeaderReference, alternative: HeaderReference?, limit: Int)
        case protocolName, responseCode, responseCodeDetails, responseFlags, bytesReceived, bytesSent
        case duration, requestDuration, responseDuration, responseTransmitDuration
        case upstreamHost, upstreamHostWithoutPort, upstreamCluster, upstreamLocalAddress, upstreamFailure
        case upstreamAttempts
        case downstreamRemote, downstreamRemoteWithoutPort, downstreamDirect, downstreamDirectWithoutPort
        case downstreamLocal, downstreamLocalWithoutPort, downstreamLocalPort
        case routeName, virtualHostName, connectionID, hostName([UInt8])
        /// An operator that has no value on a connection without TLS and the like: always `-`.
        case absent
    }

    let operators: [Operator]

    /// Envoy's default format.
    public static let standardText = """
        [%START_TIME%] "%REQ(:METHOD)% %REQ(X-ENVOY-ORIGINAL-PATH?:PATH)% %PROTOCOL%" %RESPONSE_CODE% \
        %RESPONSE_FLAGS% %BYTES_RECEIVED% %BYTES_SENT% %DURATION% %RESP(X-ENVOY-UPSTREAM-SERVICE-TIME)% \
        "%REQ(X-FORWARDED-FOR)%" "%REQ(USER-AGENT)%" "%REQ(X-REQUEST-ID)%" "%REQ(:AUTHORITY)%" "%UPSTREAM_HOST%"

        """

    /// Compiles a format; nil is Envoy's default.
    ///
    /// - Throws: `AccessLogFormatError` with the operator that is unknown or malformed.
    public init(_ text: String?, hostName: String) throws(AccessLogFormatError) {
        var operators: [Operator] = []
        var literal: [UInt8] = []
        let bytes = Array((text ?? Self.standardText).utf8)
        var position = 0
        while position < bytes.count {
            let byte = bytes[position]
            guard byte == UInt8(ascii: "%") else {
                literal.append(byte)
                position += 1
                continue
            }
            if position + 1 < bytes.count && bytes[position + 1] == UInt8(ascii: "%") {
                literal.append(byte)
                position += 2
                continue
            }
            guard let end = bytes[(position + 1)...].firstIndex(of: UInt8(ascii: "%")) else {
                throw AccessLogFormatError(command: String(decoding: bytes[position...], as: UTF8.self))
            }
            // START_TIME's own argument may hold `%`: look for the closing parenthesis first.
            var stop = end
            if let open = bytes[(position + 1)...].firstIndex(of: UInt8(ascii: "(")), open < end {
                guard let close = bytes[open...].firstIndex(of: UInt8(ascii: ")")),
                    let next = bytes[close...].firstIndex(of: UInt8(ascii: "%"))
                else { throw AccessLogFormatError(command: String(decoding: bytes[position...], as: UTF8.self)) }
                stop = next
            }
            if !literal.isEmpty {
                operators.append(.text(literal))
                literal.removeAll()
            }
            let command = String(decoding: bytes[(position + 1)..<stop], as: UTF8.self)
            operators.append(try Self.compile(command, hostName: hostName))
            position = stop + 1
        }
        if !literal.isEmpty { operators.append(.text(literal)) }
        self.operators = operators
    }

    private static func compile(_ command: String, hostName: String) throws(AccessLogFormatError) -> Operator {
        if let plain = Self.plain[command] { return plain }
        if command == "HOSTNAME" { return .hostName(Array(hostName.utf8)) }
        guard let open = command.firstIndex(of: "("), let close = command.lastIndex(of: ")"), open < close else {
            throw AccessLogFormatError(command: "%\(command)%")
        }
        let name = String(command[..<open])
        let argument = String(command[command.index(after: open)..<close])
        let rest = command[command.index(after: close)...]
        var limit = Int.max
        if rest.first == ":" {
            guard let value = Int(rest.dropFirst()), value >= 0 else {
                throw AccessLogFormatError(command: "%\(command)%")
            }
            limit = value
        } else if !rest.isEmpty {
            throw AccessLogFormatError(command: "%\(command)%")
        }
        let parts = argument.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = parts.first else { throw AccessLogFormatError(command: "%\(command)%") }
        let header = HeaderReference(String(first))
        let alternative = parts.count > 1 ? HeaderReference(String(parts[1])) : nil
        switch name {
        case "REQ": return .requestHeader(header, alternative: alternative, limit: limit)
        case "RESP": return .responseHeader(header, alternative: alternative, limit: limit)
        case "TRAILER": return .responseTrailer(header, alternative: alternative, limit: limit)
        case "START_TIME": return argument.isEmpty ? .startTime : .startTimeFormatted(Array(argument.utf8))
        default: throw AccessLogFormatError(command: "%\(command)%")
        }
    }

    /// Operators without argument.
    static let plain: [String: Operator] = [
        "START_TIME": .startTime, "PROTOCOL": .protocolName, "RESPONSE_CODE": .responseCode,
        "RESPONSE_CODE_DETAILS": .responseCodeDetails, "RESPONSE_FLAGS": .responseFlags,
        "BYTES_RECEIVED": .bytesReceived, "BYTES_SENT": .bytesSent, "DURATION": .duration,
        "REQUEST_DURATION": .requestDuration, "RESPONSE_DURATION": .responseDuration,
        "RESPONSE_TX_DURATION": .responseTransmitDuration, "UPSTREAM_HOST": .upstreamHost,
        "UPSTREAM_REMOTE_ADDRESS": .upstreamHost, "UPSTREAM_REMOTE_ADDRESS_WITHOUT_PORT": .upstreamHostWithoutPort,
        "UPSTREAM_CLUSTER": .upstreamCluster, "UPSTREAM_CLUSTER_RAW": .upstreamCluster,
        "UPSTREAM_LOCAL_ADDRESS": .upstreamLocalAddress, "UPSTREAM_TRANSPORT_FAILURE_REASON": .upstreamFailure,
        "UPSTREAM_REQUEST_ATTEMPT_COUNT": .upstreamAttempts, "DOWNSTREAM_REMOTE_ADDRESS": .downstreamRemote,
        "DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT": .downstreamRemoteWithoutPort,
        "DOWNSTREAM_DIRECT_REMOTE_ADDRESS": .downstreamDirect,
        "DOWNSTREAM_DIRECT_REMOTE_ADDRESS_WITHOUT_PORT": .downstreamDirectWithoutPort,
        "DOWNSTREAM_LOCAL_ADDRESS": .downstreamLocal,
        "DOWNSTREAM_LOCAL_ADDRESS_WITHOUT_PORT": .downstreamLocalWithoutPort,
        "DOWNSTREAM_LOCAL_PORT": .downstreamLocalPort, "ROUTE_NAME": .routeName,
        "VIRTUAL_HOST_NAME": .virtualHostName, "CONNECTION_ID": .connectionID,
        "CONNECTION_TERMINATION_DETAILS": .absent, "REQUESTED_SERVER_NAME": .absent,
        "VIRTUAL_CLUSTER_NAME": .absent, "DOWNSTREAM_TLS_VERSION": .absent, "DOWNSTREAM_TLS_CIPHER": .absent,
        "DOWNSTREAM_TLS_SESSION_ID": .absent, "DOWNSTREAM_PEER_URI_SAN": .absent,
        "DOWNSTREAM_PEER_SUBJECT": .absent, "DOWNSTREAM_PEER_ISSUER": .absent,
        "DOWNSTREAM_PEER_FINGERPRINT_256": .absent, "DOWNSTREAM_LOCAL_URI_SAN": .absent,
        "DOWNSTREAM_TRANSPORT_FAILURE_REASON": .absent,
    ]
}

/// A format operator that is unknown or malformed.
public struct AccessLogFormatError: Error, Sendable, CustomStringConvertible {
    /// The operator as it was written.
    public let command: String

    /// For the operator: what is wrong.
    public var description: String { "access log format: \(command) is not a known operator" }
}
