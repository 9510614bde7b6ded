public import Configuration
public import EventLoops
public import RuntimeValues
public import Telemetry

/// What a factory may use while a snapshot is built.
public struct FilterContext {
    /// The filter's name in its chain.
    public let name: String
    /// The registry for the filter's statistics.
    public let registry: MetricRegistry
    /// The prefix of the filter's statistics, such as `http.ingress.`.
    public let statPrefix: String
    /// The labels (tags) that the prefix contains.
    public let labels: [MetricLabel]
    /// The runtime layers.
    public let runtime: LiveRuntime
    /// Collects mistakes that are found only now, such as a file that cannot be read.
    public let problems: FilterProblems
    /// Finds an injected credential that a secret source supplies; it is empty until the source has.
    public let injectedCredential: (SecretReference) -> InjectedCredential

    /// Makes a context.
    public init(
        name: String, registry: MetricRegistry, statPrefix: String, labels: [MetricLabel], runtime: LiveRuntime,
        problems: FilterProblems,
        injectedCredential: @escaping (SecretReference) -> InjectedCredential = { _ in InjectedCredential() }
    ) {
        self.injectedCredential = injectedCredential
        self.problems = problems
        self.name = name
        self.registry = registry
        self.statPrefix = statPrefix
        self.labels = labels
        self.runtime = runtime
    }

    /// Makes a statistics scope below `statPrefix`.
    ///
    /// - Parameters:
    ///   - name: appended to the prefix; ends in a dot.
    ///   - family: the metrics of the scope. With a `label`, it says which part of the name remains beside that.
    public func scope(_ name: String, _ family: MetricFamily, label: MetricLabel? = nil) -> MetricScope {
        registry.scope(
            prefix: statPrefix + name, extractedPrefix: label == nil ? "http.\(name)" : nil,
            labels: (label.map { [$0] } ?? []) + labels, family: family)
    }
}

/// Mistakes that factories find while a snapshot is built. With any of them the snapshot is refused.
public final class FilterProblems {
    /// One text for each mistake.
    public private(set) var texts: [String] = []

    /// Makes an empty collection.
    public init() {}

    /// Adds a mistake.
    public func note(_ text: String) { texts.append(text) }
}

/// A filter of a chain as the snapshot holds it: its compiled configuration, and what all workers share.
public protocol HTTPFilterFactory: AnyObject, Sendable {
    /// Makes one worker's part. Runs on that worker.
    func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker

    /// Compiles the filter's settings at one level of a route table (table, virtual host, route or weighted cluster).
    /// Runs once a level, for all workers. Nil when `value` is of no use to this filter.
    func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)?
}

extension HTTPFilterFactory {
    /// Default: no settings.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? { nil }
}

/// The part of a filter that one worker uses: makes the filter of each stream object. Confined to its worker.
public struct HTTPFilterMaker {
    private let makeFilter: (_ name: String, _ stream: FilterStream) -> HTTPFilter
    private let combineLevels: ([any Sendable & AnyObject]) -> AnyObject?

    /// A worker's part.
    ///
    /// - Parameters:
    ///   - combine: see `combine`. Default: the most specific.
    ///   - make: makes the filter of a stream object, by the filter's name in its chain.
    public init(
        combine: @escaping ([any Sendable & AnyObject]) -> AnyObject? = { $0.first },
        make: @escaping (_ name: String, _ stream: FilterStream) -> HTTPFilter
    ) {
        combineLevels = combine
        makeFilter = make
    }

    /// Makes the filter of a stream object.
    public func make(named name: String, on stream: FilterStream) -> HTTPFilter { makeFilter(name, stream) }

    /// Combines the compiled settings of all levels of a route, the most specific first, to what
    /// `FilterStream.routeSettings` returns there. Runs once a worker and route.
    public func combine(_ levels: [any Sendable & AnyObject]) -> AnyObject? { combineLevels(levels) }
}

/// What filters may use of their worker. Confined to its thread.
open class FilterWorker {
    /// The worker's number, from 0.
    public let index: Int
    /// The worker's loop.
    public let loop: EventLoop

    /// Makes a worker's view for filters.
    public init(index: Int, loop: EventLoop) {
        self.index = index
        self.loop = loop
    }

    /// Makes an editor that adds and removes header fields. Default: one that does nothing.
    open func makeEditor(_ edits: HeaderEditsConfiguration) -> HeaderEditor { HeaderEditor() }

    /// Makes a client for requests of the filter's own to a cluster, one after another. Default: one that never
    /// answers.
    open func makeCall(toCluster name: String) -> FilterCall { FilterCall() }
}

/// Adds and removes fields of a stream's heads, as `HeaderEditsConfiguration` says.
open class HeaderEditor {
    /// Makes an editor.
    public init() {}

    /// Edits the request's head. Default: nothing.
    open func editRequest(of stream: FilterStream) {}

    /// Edits the response's head. Default: nothing.
    open func editResponse(of stream: FilterStream) {}
}
