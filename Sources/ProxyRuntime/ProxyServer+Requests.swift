public import Configuration
internal import EventLoops
public import Proxying
public import RuntimeValues
internal import Synchronization

/// Requests as operators look at them: those that have just ended, and where one would go.
extension ProxyServer {
    /// One connection manager with the routes that it has at a moment.
    public struct ServedRoutes: Sendable {
        /// The listener's name.
        public let listener: String
        /// Where in the listener it stands.
        public let place: String
        /// Its routes.
        public let routes: RouteConfiguration
        /// The values that its routes heed.
        public let runtime: LiveRuntime
    }

    /// The connection managers that serve now. On the main loop.
    public var servedRoutes: [ServedRoutes] {
        var found: [ServedRoutes] = []
        for entry in listeners?.active ?? [] {
            for (number, chain) in entry.listener.chains.enumerated() {
                for case .httpConnectionManager(let manager) in chain.configuration.filters {
                    let table = chain.routeUse.flatMap { routes?.current(for: $0) } ?? manager.routeConfiguration
                    found.append(
                        ServedRoutes(
                            listener: entry.listener.name, place: "filter chain \(number)", routes: table,
                            runtime: liveRuntime))
                }
            }
        }
        return found
    }

    /// Tells, on the main loop, what has ended in each worker behind requests of these numbers, and lets the workers
    /// record what ends for some seconds more. Workers without a number tell all that they have kept.
    public func tap(after numbers: [UInt64], _ answer: @escaping ([TapReport]) -> Void) {
        if state == .initializing { return answer([]) }
        let gathering = TapGathering(workers.count)
        let door = LoopBound(answer, loop: loop)
        for (index, worker) in workers.enumerated() {
            let number = index < numbers.count ? numbers[index] : 0
            worker.loop.execute { [loop] in
                let report = worker.proxy.tapped(after: number)
                guard let all = gathering.add(report, from: index) else { return }
                loop.execute { door.value(all) }
            }
        }
    }
}

/// What workers have told so far.
private final class TapGathering: Sendable {
    private let reports: Mutex<[Int: TapReport]>
    private let count: Int

    init(_ count: Int) {
        self.count = count
        reports = Mutex([:])
    }

    /// All reports in the order of workers, once the last one is there.
    func add(_ report: TapReport, from worker: Int) -> [TapReport]? {
        reports.withLock { reports in
            reports[worker] = report
            return reports.count == count ? reports.sorted { $0.key < $1.key }.map(\.value) : nil
        }
    }
}
