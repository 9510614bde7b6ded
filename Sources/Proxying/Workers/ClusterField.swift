internal import Buffers
internal import HTTPSemantics
internal import Upstreams

/// The field that names a route's cluster (`cluster_header`), and the route's form for each cluster that was named so
/// far. There are no more forms than clusters: who names another gets the form that leads nowhere.
final class ClusterField {
    private struct Form {
        let name: [UInt8]
        let route: WorkerRoute
    }

    private let field: HeaderReference
    /// Open addressing with linear probing; the count is a power of two, at least half of them empty.
    private var forms: [Form?] = Array(repeating: nil, count: 8)
    private var count = 0
    private var nowhere: WorkerRoute?

    init(_ name: String) { field = HeaderReference(name) }

    /// The form for the cluster that a request names. As in Envoy, the first of several fields counts.
    func route(for head: borrowing RequestHead, of route: WorkerRoute, worker: ProxyWorker) -> WorkerRoute {
        if field.id == .scheme {
            let text = head.scheme.text
            return form(of: text.span, route, worker)
        }
        let index = head.headers.firstIndex(of: field)
        return index >= 0 ? form(of: head.headers.value(at: index), route, worker) : leadingNowhere(route, worker)
    }

    private func form(of name: Span<UInt8>, _ route: WorkerRoute, _ worker: ProxyWorker) -> WorkerRoute {
        var place = Self.place(of: name, among: forms.count)
        while let form = forms[place] {
            if Bytes.equal(form.name.span, name) { return form.route }
            place = (place &+ 1) & (forms.count &- 1)
        }
        var bytes: [UInt8] = []
        for index in name.indices { bytes.append(name[index]) }
        guard let cluster = worker.cluster(named: String(decoding: bytes, as: UTF8.self)) else {
            return leadingNowhere(route, worker)
        }
        let form = WorkerRoute(
            route.rule, worker: worker, statistics: route.statistics, overrides: route.overrides,
            namedCluster: cluster)
        insert(Form(name: bytes, route: form))
        return form
    }

    private func leadingNowhere(_ route: WorkerRoute, _ worker: ProxyWorker) -> WorkerRoute {
        if let nowhere { return nowhere }
        let form = WorkerRoute(
            route.rule, worker: worker, statistics: route.statistics, overrides: route.overrides)
        nowhere = form
        return form
    }

    private func insert(_ form: Form) {
        count += 1
        if count * 2 > forms.count {
            let old = forms
            forms = Array(repeating: nil, count: old.count * 2)
            for case let form? in old { put(form) }
        }
        put(form)
    }

    private func put(_ form: Form) {
        var place = Self.place(of: form.name.span, among: forms.count)
        while forms[place] != nil { place = (place &+ 1) & (forms.count &- 1) }
        forms[place] = form
    }

    private static func place(of name: Span<UInt8>, among count: Int) -> Int {
        Int(truncatingIfNeeded: Bytes.hashIgnoringCase(name, seed: 0)) & (count &- 1)
    }
}
