internal import Configuration
internal import NetworkAddresses

/// Endpoints that register themselves, each for as long as its heartbeats come: a value without I/O.
public struct EndpointRegistry: Sendable, Equatable {
    /// Which endpoint of which service.
    public struct Key: Sendable, Hashable, Comparable {
        /// The namespace of the service.
        public let namespace: String
        /// The service.
        public let service: String
        /// What the endpoint calls itself.
        public let id: String

        /// Makes a key; nil where a part is no name of lower-case letters, digits, hyphens and dots.
        public init?(namespace: String, service: String, id: String) {
            guard [namespace, service, id].allSatisfy(Self.isName) else { return nil }
            self.namespace = namespace
            self.service = service
            self.id = id
        }

        private static func isName(_ text: String) -> Bool {
            (1...128).contains(text.utf8.count)
                && text.utf8.allSatisfy { byte in
                    switch byte {
                    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                        UInt8(ascii: "-"), UInt8(ascii: "."):
                        true
                    default: false
                    }
                }
        }

        /// By namespace, service and id.
        public static func < (left: Key, right: Key) -> Bool {
            (left.namespace, left.service, left.id) < (right.namespace, right.service, right.id)
        }
    }

    /// An endpoint as it registers.
    public struct Endpoint: Sendable, Equatable {
        /// Its IP address.
        public var address: String
        /// Its port; nil means the service's.
        public var port: Int?
        /// Its share of requests.
        public var weight = 1
        /// Its zone; empty means none.
        public var zone = ""
        /// How long it counts without a heartbeat, in seconds.
        public var ttl = 30

        /// Reads what an endpoint says: `{"address": "10.0.0.7", "port": 8080, "weight": 1, "zone": "a", "ttl": 30}`.
        public static func read(_ bytes: [UInt8]) -> Result<Endpoint, Problem> {
            guard case .success(let document) = JSONReader(dialect: .strict, maximumDepth: 4).read(bytes, file: ""),
                document.root.kind == .object
            else { return .failure(Problem(text: "expected an object in JSON")) }
            var endpoint = Endpoint(address: "")
            var problem: String?
            document.root.forEachMember { key, value in
                func number(_ range: ClosedRange<Int>) -> Int? {
                    if let number = value.numberText.flatMap({ Int($0) }), range.contains(number) { return number }
                    problem = problem ?? "\(key.string ?? ""): expected \(range.lowerBound) to \(range.upperBound)"
                    return nil
                }
                switch key.string {
                case "address":
                    endpoint.address = value.string ?? ""
                    if IPAddress(endpoint.address) == nil { problem = problem ?? "address: expected an IP address" }
                case "port": endpoint.port = number(1...65_535)
                case "weight": endpoint.weight = number(1...1_000_000) ?? 1
                case "zone":
                    endpoint.zone = value.string ?? ""
                    if value.string == nil || endpoint.zone.utf8.count > 128 {
                        problem = problem ?? "zone: expected a text"
                    }
                case "ttl": endpoint.ttl = number(1...86_400) ?? 30
                default: problem = problem ?? "\(key.string ?? ""): expected address, port, weight, zone or ttl"
                }
            }
            if endpoint.address.isEmpty { problem = problem ?? "address: expected an IP address, found nothing" }
            return problem.map { .failure(Problem(text: $0)) } ?? .success(endpoint)
        }

        init(address: String) { self.address = address }
    }

    /// What is wrong with a registration.
    public struct Problem: Error, Sendable, Equatable {
        /// For whoever registers.
        public let text: String
    }

    private struct Entry: Sendable, Equatable {
        var endpoint: Endpoint
        /// When it no longer counts, on the loop's clock.
        var end: UInt64
    }

    private var entries: [Key: Entry] = [:]

    /// Endpoints at most.
    public static let limit = 50_000

    /// Nobody is registered.
    public init() {}

    /// How many are registered.
    public var count: Int { entries.count }

    /// Whether one is registered.
    public func contains(_ key: Key) -> Bool { entries[key] != nil }

    /// What one has said of itself; nil means it is not registered.
    public subscript(_ key: Key) -> Endpoint? { entries[key]?.endpoint }

    /// An endpoint registers, or its heartbeat comes. Whether something of it is new; nil means there are too many.
    public mutating func put(_ key: Key, _ endpoint: Endpoint, now: UInt64) -> Bool? {
        let isNew = entries[key]?.endpoint != endpoint
        if entries[key] == nil, entries.count >= Self.limit { return nil }
        entries[key] = Entry(endpoint: endpoint, end: now &+ UInt64(endpoint.ttl) * 1_000_000_000)
        return isNew
    }

    /// An endpoint is still there; false when it is not registered.
    public mutating func beat(_ key: Key, now: UInt64) -> Bool {
        guard let entry = entries[key] else { return false }
        entries[key]?.end = now &+ UInt64(entry.endpoint.ttl) * 1_000_000_000
        return true
    }

    /// An endpoint leaves; false when it is not registered.
    public mutating func remove(_ key: Key) -> Bool { entries.removeValue(forKey: key) != nil }

    /// Takes those away whose heartbeats did not come.
    public mutating func expire(now: UInt64) -> [Key] {
        let over = entries.filter { $0.value.end <= now }.map(\.key).sorted()
        for key in over { entries[key] = nil }
        return over
    }

    /// When the next one may be over; nil means nobody is registered.
    public var nextEnd: UInt64? { entries.values.map(\.end).min() }

    /// All that are registered, as documents of the mesh: one for each service.
    public var documents: [MeshDocument] {
        let services = Dictionary(grouping: entries.keys.sorted()) { [$0.namespace, $0.service] }
        return services.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { owner, keys in
            var json: [UInt8] = []
            json += "{\"apiVersion\":\"apus.dev/v1\",\"kind\":\"Endpoints\",\"metadata\":{\"name\":".utf8
            JSONText.append("registered.\(owner[1])", to: &json)
            json += ",\"namespace\":".utf8
            JSONText.append(owner[0], to: &json)
            json += "},\"spec\":{\"service\":".utf8
            JSONText.append(owner[1], to: &json)
            json += ",\"endpoints\":[".utf8
            for (place, key) in keys.enumerated() {
                if place > 0 { json.append(UInt8(ascii: ",")) }
                Self.append(entries[key]?.endpoint, id: nil, to: &json)
            }
            json += "]}}".utf8
            return MeshDocument(
                name: "\(PublicationHistory.registeredPrefix)\(owner[0])/\(owner[1]).json", bytes: json)
        }
    }

    private static func append(_ endpoint: Endpoint?, id: Key?, to json: inout [UInt8]) {
        guard let endpoint else { return }
        json += "{\"address\":".utf8
        JSONText.append(endpoint.address, to: &json)
        if let port = endpoint.port { json += ",\"port\":\(port)".utf8 }
        json += ",\"weight\":\(endpoint.weight)".utf8
        if !endpoint.zone.isEmpty || id != nil {
            json += ",\"zone\":".utf8
            JSONText.append(endpoint.zone, to: &json)
        }
        if let id {
            for (name, text) in [("namespace", id.namespace), ("service", id.service), ("id", id.id)] {
                json += ",\"\(name)\":".utf8
                JSONText.append(text, to: &json)
            }
            json += ",\"ttl\":\(endpoint.ttl)".utf8
        }
        json.append(UInt8(ascii: "}"))
    }

    // MARK: - As a note of the store

    /// All that are registered, in JSON.
    public var encoded: [UInt8] {
        var json: [UInt8] = Array("[".utf8)
        for (place, key) in entries.keys.sorted().enumerated() {
            if place > 0 { json.append(UInt8(ascii: ",")) }
            Self.append(entries[key]?.endpoint, id: key, to: &json)
        }
        return json + Array("]\n".utf8)
    }

    /// Those that were registered with the process before: each has its whole time from now.
    public init(encoded: [UInt8], now: UInt64) {
        guard case .success(let document) = JSONReader(dialect: .strict).read(encoded, file: "") else { return }
        for node in document.root.elements.prefix(Self.limit) {
            guard let namespace = node["namespace"]?.string, let service = node["service"]?.string,
                let id = node["id"]?.string, let key = Key(namespace: namespace, service: service, id: id),
                let address = node["address"]?.string, IPAddress(address) != nil
            else { continue }
            func number(_ name: String) -> Int? { node[name]?.numberText.flatMap { Int($0) } }
            var endpoint = Endpoint(address: address)
            endpoint.port = number("port").flatMap { (1...65_535).contains($0) ? $0 : nil }
            endpoint.weight = min(max(number("weight") ?? 1, 1), 1_000_000)
            endpoint.zone = node["zone"]?.string ?? ""
            endpoint.ttl = min(max(number("ttl") ?? 30, 1), 86_400)
            _ = put(key, endpoint, now: now)
        }
    }
}
