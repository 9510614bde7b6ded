/// How a configuration is written. The end of its file's name says so, as in Envoy, in any letter case.
public enum ConfigurationFormat: Sendable, Equatable {
    /// `.json`, and names with any other end.
    case json
    /// `.yaml` and `.yml`.
    case yaml
    /// `.pb` and `.pb_text`, which Envoy reads and Apus does not.
    case protobuf

    /// The format of a file.
    public init(file: String) {
        let ends: [(end: String, format: ConfigurationFormat)] = [
            (".yaml", .yaml), (".yml", .yaml), (".pb", .protobuf), (".pb_text", .protobuf),
        ]
        let name = file.lowercased()
        self = ends.first { name.hasSuffix($0.end) }?.format ?? .json
    }
}
