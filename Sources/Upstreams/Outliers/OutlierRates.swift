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

    /// Looks at the samples of those that are not ejected; `hosts` counts all endpoints.
    init(_ samples: [Sample], hosts: Int, _ configuration: OutlierDetectionConfiguration) {
        let (success, failure) = (configuration.successRate, configuration.failureRate)
        let comparesRates = hosts >= Int(success.minimumHosts)
        let looksAtFailures = hosts >= Int(failure.minimumHosts)
        guard comparesRates || looksAtFailures else { return }
        let used = samples.filter { $0.volume.total > 0 }
        let least = UInt64(min(success.requestVolume, failure.requestVolume))
        known = used.filter { $0.volume.total >= least }.map { ($0.index, $0.rate) }
        if comparesRates {
            let valid = used.filter { $0.volume.total >= UInt64(success.requestVolume) }
            if !valid.isEmpty {
                let mean = valid.reduce(0) { $0 + $1.rate } / Double(valid.count)
                let variance = valid.reduce(0) { $0 + ($1.rate - mean) * ($1.rate - mean) } / Double(valid.count)
                rates.average = mean
                rates.threshold = mean - variance.squareRoot() * Double(configuration.successRateFactor) / 1000
                slower = valid.filter { $0.rate < rates.threshold }.map(\.index)
            }
        }
        if looksAtFailures {
            failing =
                used.filter {
                    $0.volume.total >= UInt64(failure.requestVolume)
                        && 100 - $0.rate >= Double(configuration.failureThreshold)
                }.map(\.index)
        }
    }
}
