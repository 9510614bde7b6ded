/// Where an endpoint, or this proxy, stands.
public struct Locality: Sendable, Hashable, Comparable {
    /// The region; empty when unset.
    public let region: String
    /// The zone; empty when unset.
    public let zone: String
    /// The sub-zone; empty when unset.
    public let subZone: String

    /// Makes a locality; nowhere unless said otherwise.
    public init(region: String = "", zone: String = "", subZone: String = "") {
        self.region = region
        self.zone = zone
        self.subZone = subZone
    }

    /// Whether nothing is known.
    public var isEmpty: Bool { region.isEmpty && zone.isEmpty && subZone.isEmpty }

    /// Byte order, part by part.
    public static func < (a: Locality, b: Locality) -> Bool {
        for (left, right) in [(a.region, b.region), (a.zone, b.zone), (a.subZone, b.subZone)] where left != right {
            return left.utf8.lexicographicallyPrecedes(right.utf8)
        }
        return false
    }
}
