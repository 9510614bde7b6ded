/// Values that are looked up by key (`envoy.config.bootstrap.v3.LayeredRuntime`), from the file, from sources and from
/// the admin interface.
public struct RuntimeConfiguration: Sendable, Equatable {
    /// One layer; later ones override earlier ones.
    public struct Layer: Sendable, Equatable {
        /// The layer's name.
        public var name: String
        /// Keys, as paths with dots, and their values as text; empty for a layer that somebody else fills.
        public var values: [String: String]
        /// Whether `/runtime_modify` fills it.
        public var isAdmin: Bool
        /// Where its values come from while the proxy runs; nil means from nowhere.
        public var discovery: RuntimeDiscoveryConfiguration?

        /// Makes a layer.
        public init(name: String, values: [String: String] = [:], isAdmin: Bool = false) {
            self.name = name
            self.values = values
            self.isAdmin = isAdmin
        }
    }

    /// The layers, in file order.
    public var layers: [Layer]

    /// No layers unless given.
    public init(layers: [Layer] = []) { self.layers = layers }

    /// Where layers come from while the proxy runs.
    public var discoveries: [RuntimeDiscoveryConfiguration] { layers.compactMap(\.discovery) }

    /// All keys, sorted.
    public var keys: [String] { Set(layers.flatMap(\.values.keys)).sorted() }

    /// The value of a key in the last layer that has it.
    public func text(_ key: String) -> String? { layers.last { $0.values[key] != nil }?.values[key] }

    /// A whole number; nil when there is none at that key.
    public func integer(_ key: String) -> UInt64? { text(key).flatMap { UInt64($0) } }

    /// A number; nil when there is no finite one at that key.
    public func decimal(_ key: String) -> Double? {
        text(key).flatMap { Double($0) }.flatMap { $0.isFinite ? $0 : nil }
    }

    /// Yes or no, in the words of YAML 1.1 or as a number; nil when neither stands at that key.
    public func flag(_ key: String) -> Bool? {
        if let number = decimal(key) { return number != 0 }
        guard let text = text(key) else { return nil }
        let word = text.lowercased()
        // As in Envoy, words are in one case, but for a capital at their beginning.
        guard text == word || text == word.uppercased() || text.dropFirst() == word.dropFirst() else { return nil }
        return switch word {
        case "true", "yes", "on", "y": true
        case "false", "no", "off", "n": false
        default: nil
        }
    }
}
