/// Shares by key.
///
/// Source: https://www.envoyproxy.io/docs/envoy/latest/configuration/operations/runtime
extension RuntimeConfiguration {
    /// A share; nil when there is none at that key. A whole number is one of percent.
    public func share(_ key: String) -> FractionalPercentConfiguration? {
        guard let text = text(key) else { return nil }
        if let percent = UInt64(text) { return FractionalPercentConfiguration(numerator: UInt32(clamping: percent)) }
        guard case .success(let document) = JSONReader().read(Array(text.utf8), file: key) else { return nil }
        return Self.share(document.root)
    }

    private static func share(_ node: JSONNode) -> FractionalPercentConfiguration? {
        guard node.kind == .object else { return nil }
        var share: FractionalPercentConfiguration? = FractionalPercentConfiguration()
        node.forEachMember { key, value in
            let text = value.string ?? value.numberText ?? ""
            switch key.string {
            case "numerator":
                guard let number = UInt32(text) else { return share = nil }
                share?.numerator = number
            case "denominator":
                guard let number = denominators[text.uppercased()] else { return share = nil }
                share?.denominator = number
            default: share = nil
            }
        }
        return share
    }

    private static let denominators: [String: UInt32] = [
        "HUNDRED": 100, "TEN_THOUSAND": 10_000, "MILLION": 1_000_000, "0": 100, "1": 10_000, "2": 1_000_000,
    ]
}
