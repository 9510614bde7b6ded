internal import Buffers
internal import Configuration
internal import HTTPSemantics
internal import NetworkAddresses
internal import RuntimeValues
internal import Upstreams

/// Where a route's requests are copied to, as one worker does it.
final class Mirror {
    private unowned let worker: ProxyWorker
    private let cluster: WorkerCluster?
    /// The field that names the cluster; empty means it is `cluster`.
    private let field: [UInt8]
    private let share: RuntimeShare
    private let keepsHost: Bool
    private let host: [UInt8]

    init(_ configuration: MirrorConfiguration, worker: ProxyWorker) {
        self.worker = worker
        switch configuration.target {
        case .cluster(let name):
            cluster = worker.cluster(named: name)
            field = []
        case .field(let name):
            cluster = nil
            field = Array(name.utf8)
        }
        share = worker.runtime.share(configuration.share)
        keepsHost = configuration.keepsHost
        host = Array(configuration.hostRewrite.utf8)
    }

    /// A copy of a request, whose head is as it leaves; nil when this one is not copied.
    func copy(_ head: borrowing RequestHead) -> MirroredRequest? {
        guard share.includes(worker.random.next()), let cluster = cluster ?? named(head.headers) else { return nil }
        let copy = worker.takeMirrored()
        copy.prepare(head, for: cluster)
        if !host.isEmpty {
            copy.head.headers.set(.authority, host)
        } else if !keepsHost {
            copy.head.headers.markShadow()
        }
        copy.head.headers.set(.xEnvoyInternal, "true")
        copy.head.headers.appendForwarded(worker.localAddressText.bytes)
        return copy
    }

    private func named(_ headers: borrowing HeaderMap) -> WorkerCluster? {
        let name = field
        let index = headers.index(named: name.span)
        guard index >= 0 else { return nil }
        return worker.cluster(named: String(decoding: headers.valueBytes(at: index), as: UTF8.self))
    }
}

extension RequestHead {
    /// Takes over another head.
    mutating func copy(_ other: borrowing RequestHead) {
        reset()
        (method, version, scheme, tunnel) = (other.method, other.version, other.scheme, other.tunnel)
        headers.append(contentsOf: other.headers)
    }
}

extension HeaderMap {
    /// Marks the host as that of a copy: `a:80` becomes `a-shadow:80`.
    fileprivate mutating func markShadow() {
        let index = firstIndex(of: .authority)
        guard index >= 0 else { return }
        var host = ByteBuffer()
        appendShadow(of: index, to: &host)
        setValue(at: index, host.readable)
    }

    private borrowing func appendShadow(of index: Int, to host: inout ByteBuffer) {
        let old = value(at: index)
        let port = Authority.portStart(old)
        host.append(old.extracting(0..<port))
        host.append("-shadow")
        host.append(old.extracting(port..<old.count))
    }
}
