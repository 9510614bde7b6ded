internal import Configuration

/// Finds outliers among the rates of success of one interval. Pure.
struct OutlierRates {
    /// Requests of one endpoint in the interval.
    struct Sample {
        /// Which endpoint.
        var index: Int
        var volume: OutlierVolume

        var rate: Double { 100 * Double(volume.good) / Double(volume.total) }
    }

    /// The mean of the rates, and what is too far below it; below 0 where there is nothing to compare.
    private(set) var rates = OutlierReports.Rates()
    /// Endpoints whose rate is too far below the mean.
    private(set) var slower: [Int] = []
    /// Endpoints that fail too often.
    private(set) var failing: [Int] = []
    /// The rates of endpoints that had requests enough for some rule.
    private(set) var known: [(index: Int, rate: Double)] = []

    /// Looks at the samples of those that are not ejected; `hosts` counts all endpoints. A rule speaks when there are
    /// endpoints enough that had requests enough for it.
    init(_ samples: [Sample], hosts: Int, _ rules: OutlierRules) {
        guard UInt64(hosts) >= min(rules.successMinimumHosts, rules.failureMinimumHosts) else { return }
        let used = samples.filter { $0.volume.total > 0 }
        let least = min(rules.successRequestVolume, rules.failureRequestVolume)
        known = used.filter { $0.volume.total >= least }.map { ($0.index, $0.rate) }
        let compared = used.filter { $0.volume.total >= rules.successRequestVolume }
        if !compared.isEmpty && UInt64(compared.count) >= rules.successMinimumHosts {
            let mean = compared.reduce(0) { $0 + $1.rate } / Double(compared.count)
            let variance = compared.reduce(0) { $0 + ($1.rate - mean) * ($1.rate - mean) } / Double(compared.count)
            rates.average = mean
            rates.threshold = mean - variance.squareRoot() * Double(rules.successFactor) / 1000
            slower = compared.filter { $0.rate < rates.threshold }.map(\.index)
        }
        let judged = used.filter { $0.volume.total >= rules.failureRequestVolume }
        if UInt64(judged.count) >= rules.failureMinimumHosts {
            failing = judged.filter { 100 - $0.rate >= Double(rules.failureThreshold) }.map(\.index)
        }
    }
}
