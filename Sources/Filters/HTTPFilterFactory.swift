public import Configuration
public import EventLoops
public import RuntimeValues
public import Telemetry

/// What a filter of a chain is made of when a snapshot is built.
public struct FilterContext {
    /// The filter's name in its chain.
    public let name: String
    /// Where scopes come from.
    public let registry: MetricRegistry
    /// What stands before the names of the filter's statistics, such as `http.ingress.`.
    public let statPrefix: String
    /// The labels that are taken out of that prefix.
    public let labels: [MetricLabel]
    /// The values that keys of the runtime change.
    public let runtime: LiveRuntime
    /// What is wrong with files and such that the configuration names.
    public let problems: FilterProblems
    /// Finds a credential for requests that comes from a source: it is empty until it has come.
    public let injectedCredential: (SecretReference) -> InjectedCredential

    /// A context.
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

    /// A scope below the prefix; `name` ends in a dot. With a label of its own, the family knows what of the name
    /// remains beside that.
    public func scope(_ name: String, _ family: MetricFamily, label: MetricLabel? = nil) -> MetricScope {
        registry.scope(
            prefix: statPrefix + name, extractedPrefix: label == nil ? "http.\(name)" : nil,
            labels: (label.map { [$0] } ?? []) + labels, family: family)
    }
}

/// What filters find wrong while a snapshot is built, which does not come to be then.
public final class FilterProblems {
    /// One a line.
    public private(set) var texts: [String] = []

    /// None.
    public init() {}

    /// Notes one.
    public func note(_ text: String) { texts.append(text) }
}

/// A filter of a chain as the snapshot holds it: its configuration, compiled, and what all workers share.
public protocol HTTPFilterFactory: AnyObject, Sendable {
    /// Makes the part that a worker uses.
    func makeMaker(on worker: FilterWorker) -> HTTPFilterMaker

    /// Compiles what one level of a route table tells the filter; nil: nothing. Runs once a level, for all workers.
    func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)?
}

extension HTTPFilterFactory {
    /// Nothing.
    public func compile(_ value: any HTTPFilterValue) -> (any Sendable & AnyObject)? { nil }
}

/// The part of a filter that one worker uses: makes the filter of each stream object. Confined to its worker.
open class HTTPFilterMaker {
    /// Makes the part.
    public init() {}

    /// Makes the filter of a stream object. Default: one that does nothing.
    open func make(named name: String, on stream: FilterStream) -> HTTPFilter {
        HTTPFilter(stream: stream, name: name, interests: [])
    }

    /// What filters get as their settings under a route: what the factory compiled of each level, the most specific
    /// first. Runs once a worker and route. Default: the most specific.
    open func combine(_ levels: [any Sendable & AnyObject]) -> AnyObject? { levels.first }
}

/// What the filters of one worker may use of it. Confined to its thread.
open class FilterWorker {
    /// The worker's number, from 0.
    public let index: Int
    /// The worker's loop.
    public let loop: EventLoop

    /// A worker.
    public init(index: Int, loop: EventLoop) {
        self.index = index
        self.loop = loop
    }

    /// Makes what adds fields to heads and removes them. Default: what does nothing.
    open func makeEditor(_ edits: HeaderEditsConfiguration) -> HeaderEditor { HeaderEditor() }

    /// Makes a call to a cluster, for one request after another. Default: one that gets no answer.
    open func makeCall(toCluster name: String) -> FilterCall { FilterCall() }
}

/// Adds fields to a stream's heads and removes them, as a filter is told.
open class HeaderEditor {
    /// Makes an editor.
    public init() {}

    /// Edits the request's head. Default: nothing.
    open func editRequest(of stream: FilterStream) {}

    /// Edits the response's head. Default: nothing.
    open func editResponse(of stream: FilterStream) {}
}
