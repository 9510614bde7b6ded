internal import Configuration

/// Reads a Secret of the Kubernetes API with a certificate (`kubernetes.io/tls`).
enum SecretManifest {
    static func read(_ reader: inout ObjectReader, _ metadata: ObjectMetadata) -> MeshSecret? {
        if !reader.has("type") { reader.missing("type") }
        _ = reader.choice("type", ["kubernetes.io/tls": ()])
        reader.accept("immutable")
        let encoded = reader.texts("data")
        let plain = reader.texts("stringData")
        var texts: [String: MeshSecret.Text] = [:]
        for name in ["tls.crt", "tls.key"] {
            if let text = plain[name] {
                texts[name] = .plain(text)
            } else if let text = encoded[name] {
                texts[name] = .base64(text)
            } else {
                let place = reader.node["data"] ?? reader.node["stringData"] ?? reader.node
                reader.complaints.complain(
                    .wrongValue, at: place, "expected \"\(name)\" in a Secret for TLS, found none")
            }
        }
        guard let certificate = texts["tls.crt"], let key = texts["tls.key"] else { return nil }
        return MeshSecret(metadata: metadata, certificate: certificate, key: key)
    }
}
