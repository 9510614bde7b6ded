/// A name and a value beside a metric: a Prometheus label, which Envoy calls a tag.
public struct MetricLabel: Sendable, Hashable {
    /// The label's name, e.g. `envoy_cluster_name`.
    public let name: String
    /// The label's value, as configured; escaped when rendered.
    public let value: String

    /// Makes a label.
    public init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

/// What a histogram's values count. Names and values are rendered unchanged whatever the unit is.
public enum MetricUnit: Sendable, Hashable {
    /// Plain numbers, such as requests a connection.
    case unspecified
    /// Milliseconds.
    case milliseconds
    /// Microseconds.
    case microseconds
    /// Bytes.
    case bytes
}

/// What a metric's value means.
public enum MetricKind: Sendable, Hashable {
    /// Only grows, until it is reset.
    case counter
    /// Goes up and down.
    case gauge
    /// A distribution of values.
    case histogram(MetricUnit)

    var isHistogram: Bool {
        if case .histogram = self { return true }
        return false
    }
}

/// When a metric is rendered by a query that does not ask for used metrics only.
public enum MetricExistence: Sendable, Hashable {
    /// From the start, with value 0 (Envoy's statistics that are made with their scope).
    case always
    /// Once it has been written (Envoy's statistics that are made at first use, such as `upstream_rq_2xx`).
    case onceUsed
    /// With value 0 once the counter with that index has moved (Envoy's statistics of codecs).
    case onceCounted(Int)
    /// From the start; where the registry defers statistics (Envoy's `enable_deferred_creation_stats`), with value 0
    /// once one of this existence has been written in its scope.
    case withTraffic
}

/// One metric of a family: its name behind the scope's prefix and how Prometheus sees it.
public struct MetricDeclaration: Sendable {
    /// The name behind the scope's prefix, e.g. `upstream_rq_total`.
    public let name: String
    /// Counter, gauge or histogram.
    public let kind: MetricKind
    /// Whether it is rendered before it was ever written.
    public let existence: MetricExistence
    /// The name with its labels taken out, e.g. `upstream_rq_xx` for `upstream_rq_2xx`.
    public let extractedName: String
    /// The labels taken out of the name; rendered before the scope's labels, as Envoy does.
    public let labels: [MetricLabel]

    /// Declares a metric.
    ///
    /// Without `extractedName` the response code and its class are taken out of the name as Envoy does it:
    /// `…_rq_200` becomes `…_rq{envoy_response_code="200"}`, `…_rq_2xx` `…_rq_xx{envoy_response_code_class="2"}`.
    public init(
        _ name: String, _ kind: MetricKind, existence: MetricExistence = .always, extractedName: String? = nil,
        labels: [MetricLabel] = []
    ) {
        self.name = name
        self.kind = kind
        self.existence = existence
        if let extractedName {
            self.extractedName = extractedName
            self.labels = labels
        } else {
            let (extracted, label) = Self.extractResponseCode(name)
            self.extractedName = extracted
            self.labels = (label.map { [$0] } ?? []) + labels
        }
    }

    /// Declares a counter.
    public static func counter(_ name: String, existence: MetricExistence = .always) -> Self {
        Self(name, .counter, existence: existence)
    }

    /// Declares a gauge.
    public static func gauge(_ name: String, existence: MetricExistence = .always) -> Self {
        Self(name, .gauge, existence: existence)
    }

    /// Declares a histogram.
    public static func histogram(
        _ name: String, _ unit: MetricUnit = .milliseconds, existence: MetricExistence = .always
    ) -> Self {
        Self(name, .histogram(unit), existence: existence)
    }

    private static func extractResponseCode(_ name: String) -> (String, MetricLabel?) {
        let bytes = Array(name.utf8)
        let count = bytes.count
        guard count >= 7, bytes[(count - 7)...].starts(with: "_rq_".utf8) else { return (name, nil) }
        let code = bytes[(count - 3)...]
        let first = bytes[count - 3]
        guard first &- 0x30 < 10 else { return (name, nil) }
        if code.dropFirst().elementsEqual("xx".utf8) {
            let label = MetricLabel("envoy_response_code_class", String(first - 0x30))
            return (String(decoding: bytes[..<(count - 3)], as: UTF8.self) + "xx", label)
        }
        guard code.allSatisfy({ $0 &- 0x30 < 10 }) else { return (name, nil) }
        let label = MetricLabel("envoy_response_code", String(decoding: code, as: UTF8.self))
        return (String(decoding: bytes[..<(count - 4)], as: UTF8.self), label)
    }
}
