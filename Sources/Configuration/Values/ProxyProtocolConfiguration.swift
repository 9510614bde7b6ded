/// How the header of a proxy in front is read (`envoy.extensions.filters.listener.proxy_protocol.v3.ProxyProtocol`).
public struct ProxyProtocolConfiguration: Sendable, Equatable {
    /// The middle of its statistics' names; empty means they have none.
    public var statPrefix = ""
    /// Whether a connection may come without a header. Envoy's default: false.
    public var allowsNone = false
    /// Whether the line of text is taken. Envoy's default: true.
    public var allowsV1 = true
    /// Whether the binary form is taken. Envoy's default: true.
    public var allowsV2 = true
    /// Which values are kept for upstreams that are sent a header.
    public var keptValues = KeptValues.some([])
    /// What is written down as metadata of the connection, by the type of a value.
    public var rules: [UInt8: Rule] = [:]

    /// Where a value is written down.
    public struct Rule: Sendable, Equatable {
        /// The metadata's namespace. Envoy's default: `envoy.filters.listener.proxy_protocol`.
        public var space: String
        /// Its name there.
        public var key: String
        /// Whether it is written as base64, and not as a text with `!` for each byte that is no UTF-8.
        public var isCoded: Bool

        /// Makes a rule.
        public init(space: String, key: String, isCoded: Bool) {
            self.space = space
            self.key = key
            self.isCoded = isCoded
        }
    }

    /// Which of the typed values behind the addresses.
    public enum KeptValues: Sendable, Equatable {
        /// Every one.
        case all
        /// Those of these types.
        case some(Set<UInt8>)

        /// Whether a type is among them.
        public func contains(_ type: UInt8) -> Bool {
            switch self {
            case .all: true
            case .some(let types): types.contains(type)
            }
        }
    }

    /// Envoy's defaults.
    public init() {}
}

/// How upstreams are told whose connection it is (`ProxyProtocolUpstreamTransport`).
public struct UpstreamProxyProtocolConfiguration: Sendable, Equatable {
    /// Whether the header is the binary one, and not a line. Envoy's default: false.
    public var isBinary = false
    /// Which values go on that a proxy in front told.
    public var keptValues = ProxyProtocolConfiguration.KeptValues.some([])
    /// Values that are sent always.
    public var addedValues: [AddedValue] = []

    /// A value of our own.
    public struct AddedValue: Sendable, Equatable {
        /// What it is.
        public var type: UInt8
        /// Its bytes.
        public var value: [UInt8]

        /// Makes a value.
        public init(type: UInt8, value: [UInt8]) {
            self.type = type
            self.value = value
        }
    }

    /// Envoy's defaults.
    public init() {}
}
