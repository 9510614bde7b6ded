/// Counters on their way from an instance that ends to the one that took over from it.
extension MetricRegistry {
    /// What every counter of the scopes has counted since the start, resets apart; zeros are left out. Counters per
    /// status and those of sources are not among them.
    public func counterTotals() -> [String: UInt64] {
        var totals: [String: UInt64] = [:]
        for scope in contents().scopes {
            let reading = scope.reading()
            guard reading.isTouched else { continue }
            for (index, metric) in scope.family.declarations.enumerated() where metric.kind == .counter {
                let total = reading.total(index)
                if total != 0 { totals[scope.prefix + metric.name] = total }
            }
        }
        return totals
    }

    /// Adds what another instance has counted. A counter that does not exist here is left out.
    public func inherit(_ growths: [String: UInt64]) {
        for scope in contents().scopes {
            for (index, metric) in scope.family.declarations.enumerated() where metric.kind == .counter {
                guard let growth = growths[scope.prefix + metric.name] else { continue }
                let inherited = scope.reading().fixed.first { $0.index == index }?.value ?? 0
                scope.setFixed(index, inherited &+ growth)
            }
        }
    }
}

extension MetricReading {
    /// What a counter has counted since the start.
    func total(_ index: Int) -> UInt64 {
        blocks.reduce(fixed.first { $0.index == index }?.value ?? 0) { $0 &+ $1.word(index) }
    }
}
