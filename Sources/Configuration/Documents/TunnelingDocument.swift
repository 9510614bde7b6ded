/// Reads `envoy.extensions.filters.network.tcp_proxy.v3.TcpProxy.TunnelingConfig`.
enum TunnelingDocument {
    /// Reads a tunnel; nil after a complaint.
    static func read(_ reader: inout MessageReader) -> TunnelingConfiguration? {
        let node = reader.node("hostname") ?? reader.place
        let host = reader.requiredString("hostname")
        let pathKey = reader.key("post_path")
        let path = reader.string("post_path") ?? ""
        let usesPost = reader.bool("use_post") ?? false
        if !usesPost, !path.isEmpty, let pathKey {
            reader.session.complain(
                .wrongValue, at: pathKey, "expected \"post_path\" beside \"use_post\", found a request by CONNECT")
        }
        let additions = HeaderEditsDocument.readAdditions("headers_to_add", of: &reader)
        let keepsHeaders = reader.bool("propagate_response_headers") ?? false
        let keepsTrailers = reader.bool("propagate_response_trailers") ?? false
        guard let host, let hostname = SubstitutionFormatReader.read(host, at: node, in: reader.session) else {
            return nil
        }
        var result = TunnelingConfiguration(hostname: hostname)
        if usesPost { result.postPath = path.isEmpty ? "/" : path }
        result.additions = additions
        result.keepsHeaders = keepsHeaders
        result.keepsTrailers = keepsTrailers
        return result
    }
}
