internal import Configuration
internal import NetworkAddresses
internal import Routing

extension ConnectionTraits: MatchSubject {
    /// Calls `body` with what is known of the connection; nil when it is not.
    func withText<Result>(of input: MatchInput, _ facts: Void, _ body: (Span<UInt8>) -> Result) -> Result? {
        switch input.input {
        case .destinationAddress, .sourceAddress, .directSourceAddress:
            guard let address = address(of: input.input) else { return nil }
            let text = address.text
            return body(text.bytes)
        case .destinationPort: return local.isUnix ? nil : Self.with(String(local.port), body)
        case .sourcePort: return remote.isUnix ? nil : Self.with(String(remote.port), body)
        case .sourceType: return isLocal ? Self.with("local", body) : nil
        case .serverName: return serverName.isEmpty ? nil : Self.with(serverName, body)
        case .transportProtocol: return Self.with(isTLS ? "tls" : "raw_buffer", body)
        case .applicationProtocol:
            if applicationProtocols.isEmpty { return nil }
            return Self.with(applicationProtocols.map { "'\($0)'" }.joined(separator: ","), body)
        // The reader lets no listener ask for these.
        case .header, .filterState, .metadata: return nil
        }
    }

    /// An address of the connection; nil for sockets without.
    func address(of input: MatcherInput) -> IPAddress? {
        switch input {
        case .destinationAddress: local.ipAddress
        case .sourceAddress: remote.ipAddress
        case .directSourceAddress: directRemote.ipAddress
        default: nil
        }
    }

    private static func with<Result>(_ text: String, _ body: (Span<UInt8>) -> Result) -> Result {
        body(text.utf8.span)
    }
}
