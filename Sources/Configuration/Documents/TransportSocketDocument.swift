internal import Buffers

/// Reads the `transport_socket` field of filter chains and clusters: plain TCP, TLS, and for clusters a header before
/// either.
enum TransportSocketDocument {
    private static let types = "envoy.extensions.transport_sockets."

    /// What a cluster's connections carry.
    struct Upstream {
        /// TLS; nil means plain bytes.
        var tls: UpstreamTLSConfiguration?
        /// The header before everything; nil means none.
        var proxyProtocol: UpstreamProxyProtocolConfiguration?
    }

    /// Reads a filter chain's; nil for plain TCP.
    static func readDownstream(_ reader: inout MessageReader) -> DownstreamTLSConfiguration? {
        read("transport_socket", of: &reader) { content in
            switch content.typeName {
            case types + "raw_buffer.v3.RawBuffer": _ = content.read { _ in }
            case types + "tls.v3.DownstreamTlsContext": return content.read(TLSContextDocument.readDownstream)
            case types + "tls.v3.UpstreamTlsContext": content.misplace("the type \(types)tls.v3.DownstreamTlsContext")
            default: refuse(content)
            }
            return nil
        }
    }

    /// Reads a cluster's, or that of one of its matches.
    static func readUpstream(_ reader: inout MessageReader) -> Upstream {
        read("transport_socket", of: &reader) { content in
            if content.typeName == types + "proxy_protocol.v3.ProxyProtocolUpstreamTransport" {
                return content.read(readProxyProtocol)
            }
            return readInner(content)
        } ?? Upstream()
    }

    /// Reads `transport_socket_matches`.
    static func readMatches(_ reader: inout MessageReader) -> [TransportMatchConfiguration] {
        reader.messages("transport_socket_matches") { reader -> TransportMatchConfiguration? in
            let name = reader.requiredString("name")
            let match = StructDocument.read("match", of: &reader)
            if !reader.has("transport_socket") { reader.missing("transport_socket") }
            let transport = readUpstream(&reader)
            return name.map {
                TransportMatchConfiguration(
                    name: $0, match: match, tls: transport.tls, proxyProtocol: transport.proxyProtocol)
            }
        }.compactMap(\.self)
    }

    private static func readInner(_ content: ExtensionContent) -> Upstream? {
        switch content.typeName {
        case types + "raw_buffer.v3.RawBuffer": _ = content.read { _ in }
        case types + "tls.v3.UpstreamTlsContext":
            return Upstream(tls: content.read(TLSContextDocument.readUpstream) ?? nil)
        case types + "tls.v3.DownstreamTlsContext": content.misplace("the type \(types)tls.v3.UpstreamTlsContext")
        default: refuse(content)
        }
        return nil
    }

    /// Reads `ProxyProtocolUpstreamTransport`, and the transport behind the header.
    private static func readProxyProtocol(_ reader: inout MessageReader) -> Upstream {
        let settings = reader.message("config", ProxyProtocolDocument.readUpstream)
        if !reader.has("transport_socket") { reader.missing("transport_socket") }
        var result = read("transport_socket", of: &reader, readInner) ?? Upstream()
        result.proxyProtocol = settings ?? UpstreamProxyProtocolConfiguration()
        return result
    }

    private static func read<Result>(
        _ name: String, of reader: inout MessageReader, _ body: (ExtensionContent) -> Result?
    ) -> Result? {
        let result = reader.message(name) { reader -> Result? in
            let name = reader.requiredString("name")
            guard reader.has("typed_config") else {
                if name != nil { ExtensionAdvice.missingConfiguration(name, in: &reader) }
                return nil
            }
            return reader.any("typed_config", named: name).flatMap(body)
        }
        return result ?? nil
    }

    private static func refuse(_ content: ExtensionContent) {
        if content.typeName.contains(text: ".transport_sockets.") {
            content.refuse("a transport socket")
        } else {
            content.misplace("the configuration of a transport socket")
        }
    }
}
