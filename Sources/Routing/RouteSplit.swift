internal import Configuration
internal import HTTPSemantics
internal import RuntimeValues

/// Chooses one of the branches of a route with weighted clusters.
///
/// The choice is a number below the sum of all weights: the branches lie one behind the other on a line, each as long
/// as its weight. The number is random, or from a field of the request, or the route's hash. Source:
/// https://www.envoyproxy.io/docs/envoy/latest/api-v3/config/route/v3/route_components.proto (WeightedCluster)
///
/// A class, since each look at a struct would retain its lists.
final class RouteSplit: Sendable {
    private struct Branch: Sendable {
        var weight: UInt64
        /// The runtime value that replaces the weight; nil for none.
        var value: RuntimeValue?

        /// The weight at present.
        var currentWeight: UInt64 { min(value?.number ?? weight, UInt64(UInt32.max)) }
    }

    /// The rule of the first branch; the others follow.
    private let firstRule: Int
    private let branches: [Branch]
    /// The sum of all weights; 0 when runtime keys can change them.
    private let total: UInt64
    private let numberField: [UInt8]
    /// Whether the number is the route's hash.
    let usesHash: Bool

    init(_ configuration: WeightedClustersConfiguration, firstRule: Int, runtime: LiveRuntime) {
        self.firstRule = firstRule
        let prefix = configuration.runtimeKeyPrefix
        branches = configuration.branches.map { branch in
            guard !prefix.isEmpty else { return Branch(weight: UInt64(branch.weight), value: nil) }
            // As in Envoy, a branch whose cluster a field names has a key that ends in a dot.
            let name = if case .cluster(let name) = branch.target { name } else { "" }
            return Branch(weight: UInt64(branch.weight), value: runtime.value(at: "\(prefix).\(name)"))
        }
        total = prefix.isEmpty ? branches.reduce(0) { $0 + $1.weight } : 0
        numberField = Array(configuration.numberField.utf8)
        usesHash = configuration.usesHashPolicy
    }

    /// The rule of the branch for a request; -1 when all weights are 0 at present.
    func choose(_ head: borrowing RequestHead, _ facts: RequestFacts) -> Int {
        choose((numberField.isEmpty ? nil : number(head.headers)) ?? facts.number)
    }

    /// The rule of the branch that a number falls on.
    func choose(_ number: UInt64) -> Int {
        var sum = total
        if sum == 0 { for index in branches.indices { sum &+= branches[index].currentWeight } }
        if sum == 0 { return -1 }
        var rest = number % sum
        for index in branches.indices {
            let weight = branches[index].currentWeight
            if rest < weight { return firstRule &+ index }
            rest &-= weight
        }
        // A weight has changed since the sum was made.
        return firstRule &+ branches.count &- 1
    }

    /// The weights at present.
    var weights: [UInt64] { branches.map(\.currentWeight) }

    /// The index of the branch that a rule is; nil when it is none.
    func branch(ofRule rule: Int) -> Int? {
        rule >= firstRule && rule < firstRule + branches.count ? rule - firstRule : nil
    }

    /// The number in the field; nil when there is none, when there are several, or when it is no number.
    private func number(_ headers: borrowing HeaderMap) -> UInt64? {
        let name = numberField
        let index = headers.index(named: name.span)
        guard index >= 0, headers.index(named: name.span, from: index &+ 1) < 0 else { return nil }
        return Self.number(headers.value(at: index))
    }

    private static func number(_ text: Span<UInt8>) -> UInt64? {
        let start = text.count > 0 && text[0] == UInt8(ascii: "+") ? 1 : 0
        if start == text.count { return nil }
        var value: UInt64 = 0
        for index in start..<text.count {
            let digit = text[index] &- 0x30
            if digit > 9 { return nil }
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(UInt64(digit))
            if overflow || carry { return nil }
            value = sum
        }
        return value
    }
}
