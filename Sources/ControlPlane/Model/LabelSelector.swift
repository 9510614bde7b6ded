internal import Configuration

/// Which objects are meant, by their labels: those for which all requirements hold.
///
/// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/
struct LabelSelector {
    enum Operator {
        case isIn
        case isNotIn
        case exists
        case doesNotExist
    }

    /// What labels must be like.
    var requirements: [(key: String, operation: Operator, values: [String])] = []

    func selects(_ labels: [String: String]) -> Bool {
        requirements.allSatisfy { requirement in
            let value = labels[requirement.key]
            return switch requirement.operation {
            case .isIn: value.map(requirement.values.contains) ?? false
            case .isNotIn: value.map { !requirement.values.contains($0) } ?? true
            case .exists: value != nil
            case .doesNotExist: value == nil
            }
        }
    }
}

extension LabelSelector {
    /// Reads a selector as the Kubernetes API writes it.
    static func read(_ reader: inout ObjectReader) -> LabelSelector {
        var selector = LabelSelector()
        for (key, value) in reader.texts("matchLabels").sorted(by: { $0.key < $1.key }) {
            selector.requirements.append((key, .isIn, [value]))
        }
        let more = reader.objects("matchExpressions", "a requirement", atMost: 64) {
            reader -> (key: String, operation: Operator, values: [String])? in
            let key = reader.requiredString("key")
            if !reader.has("operator") { reader.missing("operator") }
            let operation: Operator? = reader.choice(
                "operator",
                ["In": .isIn, "NotIn": .isNotIn, "Exists": .exists, "DoesNotExist": .doesNotExist])
            let values = reader.strings("values", atMost: 1000).map(\.text)
            guard let key, let operation else { return nil }
            let asksForValues = operation == .isIn || operation == .isNotIn
            if asksForValues == values.isEmpty {
                reader.complaints.complain(
                    .wrongValue, at: reader.node["values"] ?? reader.node,
                    asksForValues
                        ? "expected \"values\" to compare with, found none" : "expected no \"values\", found some")
            }
            return (key, operation, values)
        }
        selector.requirements += more.compactMap(\.self)
        return selector
    }
}
