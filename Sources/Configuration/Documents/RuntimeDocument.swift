/// Reads `envoy.config.bootstrap.v3.LayeredRuntime`: layers of the file itself, of the admin interface and of sources.
/// Layers from disk are refused by name.
enum RuntimeDocument {
    static func read(_ reader: inout MessageReader) -> RuntimeConfiguration {
        var names: Set<String> = []
        let layers = reader.messages("layers") { reader in
            let node = reader.node("name")
            let name = reader.requiredString("name") ?? ""
            if let node, !name.isEmpty, !names.insert(name).inserted {
                reader.session.wrong(node, expected: "a name that no other layer has")
            }
            var layer = RuntimeConfiguration.Layer(name: name)
            if !["static_layer", "admin_layer", "disk_layer", "rtds_layer"].contains(where: reader.has) {
                reader.missing("static_layer", "admin_layer", "rtds_layer")
            }
            layer.discovery = reader.message("rtds_layer", readDiscovery) ?? nil
            layer.isAdmin = reader.message("admin_layer") { _ in true } ?? false
            for node in reader.take("static_layer") {
                if node.kind == .object {
                    flatten(node, prefix: "", into: &layer.values)
                } else {
                    reader.session.wrong(node, expected: "an object (google.protobuf.Struct)")
                }
            }
            return layer
        }
        return RuntimeConfiguration(layers: layers)
    }

    /// Reads `RuntimeLayer.RtdsLayer`.
    private static func readDiscovery(_ reader: inout MessageReader) -> RuntimeDiscoveryConfiguration? {
        let name = reader.string("name") ?? ""
        guard reader.has("rtds_config") else {
            reader.missing("rtds_config")
            return nil
        }
        return (reader.message("rtds_config", ConfigSourceDocument.read) ?? nil).map {
            RuntimeDiscoveryConfiguration(source: $0, name: name)
        }
    }

    /// Reads `envoy.service.runtime.v3.Runtime`: keys and their values.
    static func readResource(_ reader: inout MessageReader) -> [String: String] {
        var values: [String: String] = [:]
        reader.accept("name")
        for node in reader.take("layer") {
            if node.kind == .object {
                flatten(node, prefix: "", into: &values)
            } else {
                reader.session.wrong(node, expected: "an object (google.protobuf.Struct)")
            }
        }
        return values
    }

    /// Makes paths of nested keys. An object that is a fraction of percent is a value, as Envoy has it.
    private static func flatten(_ node: JSONNode, prefix: String, into values: inout [String: String]) {
        node.forEachMember { key, value in
            let name = prefix.isEmpty ? key.string ?? "" : "\(prefix).\(key.string ?? "")"
            switch value.kind {
            case .object:
                var isFraction = false
                value.forEachMember { key, _ in
                    if key.string == "numerator" || key.string == "denominator" { isFraction = true }
                }
                if isFraction {
                    var bytes: [UInt8] = []
                    JSONText.append(value, to: &bytes)
                    values[name] = String(decoding: bytes, as: UTF8.self)
                } else {
                    flatten(value, prefix: name, into: &values)
                }
            case .string: values[name] = value.string
            default:
                var bytes: [UInt8] = []
                JSONText.append(value, to: &bytes)
                values[name] = String(decoding: bytes, as: UTF8.self)
            }
        }
    }
}
