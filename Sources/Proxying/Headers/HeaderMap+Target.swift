internal import Buffers
internal import Configuration
internal import HTTPSemantics

/// What the connection manager does to the path and the host of a request.
extension HeaderMap {
    /// What is to become of a request after its path was looked at.
    enum PathVerdict {
        case goesOn, isRefused, isRedirected
    }

    /// Brings field `index`, the `:path`, into the form that `settings` want.
    mutating func normalizePath(at index: Int, _ settings: PathSettings) -> PathVerdict {
        var verdict = PathVerdict.goesOn
        if settings.escapedSlashes != .keep && PathNormalization.hasEscapedSlash(pathWithoutQuery(at: index)) {
            _ = changePath(at: index) {
                PathNormalization.unescapingSlashes($0, to: &$1)
                return true
            }
            switch settings.escapedSlashes {
            case .keep, .forward: break
            case .reject: return .isRefused
            case .redirect: verdict = .isRedirected
            }
        }
        if settings.normalizes && !PathNormalization.isCanonical(pathWithoutQuery(at: index)) {
            if !changePath(at: index, PathNormalization.canonical) { return .isRefused }
        }
        if settings.mergesSlashes && PathNormalization.hasSlashRun(pathWithoutQuery(at: index)) {
            _ = changePath(at: index) {
                PathNormalization.mergingSlashes($0, to: &$1)
                return true
            }
        }
        return verdict
    }

    @_lifetime(borrow self)
    private borrowing func pathWithoutQuery(at index: Int) -> Span<UInt8> {
        let path = value(at: index)
        let query = Bytes.firstIndex(of: UInt8(ascii: "?"), in: path)
        return query < 0 ? path : path.extracting(0..<query)
    }

    /// Gives field `index` the path that `change` writes, with its query behind it; false when `change` fails.
    private mutating func changePath(at index: Int, _ change: (Span<UInt8>, inout ByteBuffer) -> Bool) -> Bool {
        var changed = ByteBuffer()
        guard change(pathWithoutQuery(at: index), &changed) else { return false }
        writeQuery(at: index, to: &changed)
        setValue(at: index, changed.readable)
        return true
    }

    private borrowing func writeQuery(at index: Int, to output: inout ByteBuffer) {
        let path = value(at: index)
        let query = Bytes.firstIndex(of: UInt8(ascii: "?"), in: path)
        if query >= 0 { output.append(path.extracting(query..<path.count)) }
    }

    /// Cuts off what `settings` do not want to see of field `index`, the `:authority`: a dot at the end of the name, a
    /// port. Returns the port that was cut off.
    mutating func normalizeHost(at index: Int, _ settings: HostSettings, listenerPort: UInt16) -> UInt32? {
        if settings.stripsDot { removeTrailingDot(at: index) }
        if settings.portStripping == .none { return nil }
        let (start, port) = portOfHost(at: index)
        guard let port else { return nil }
        if settings.portStripping == .matching && port != UInt32(listenerPort) { return nil }
        narrowValue(at: index, from: 0, count: start)
        return port
    }

    /// Puts a port behind the authority, unless it has one.
    mutating func restorePort(_ port: UInt32) {
        let index = firstIndex(of: .authority)
        guard index >= 0, !hasPort(at: index) else { return }
        extendValue(at: index, separator: "") {
            $0.append(UInt8(ascii: ":"))
            $0.append(decimal: UInt64(port))
        }
    }

    private borrowing func hasPort(at index: Int) -> Bool {
        let host = value(at: index)
        return Authority.portStart(host) < host.count
    }

    /// Where the port of the authority `index` begins, and its number; nil when there is none.
    private borrowing func portOfHost(at index: Int) -> (start: Int, port: UInt32?) {
        let host = value(at: index)
        let start = Authority.portStart(host)
        return (start, start < host.count ? Authority.port(host, from: start) : nil)
    }

    private mutating func removeTrailingDot(at index: Int) {
        let (dot, count) = lastDot(at: index)
        if dot < 0 { return }
        if dot == count &- 1 {
            narrowValue(at: index, from: 0, count: dot)
            return
        }
        var shorter = ByteBuffer()
        guard writeHost(at: index, without: dot, to: &shorter) else { return }
        setValue(at: index, shorter.readable)
    }

    /// Where the last dot of the authority `index` stands, or -1; and how long it is.
    private borrowing func lastDot(at index: Int) -> (dot: Int, count: Int) {
        let host = value(at: index)
        var dot = host.count &- 1
        while dot >= 0 && host[dot] != UInt8(ascii: ".") { dot &-= 1 }
        return (dot, host.count)
    }

    /// Writes the authority without a dot that stands before the port's colon; false when it does not.
    private borrowing func writeHost(at index: Int, without dot: Int, to output: inout ByteBuffer) -> Bool {
        let host = value(at: index)
        if host[dot &+ 1] != UInt8(ascii: ":") { return false }
        output.append(host.extracting(0..<dot))
        output.append(host.extracting((dot &+ 1)..<host.count))
        return true
    }
}

/// What a connection manager makes of paths.
struct PathSettings: Sendable {
    let normalizes: Bool
    let mergesSlashes: Bool
    let escapedSlashes: HTTPConnectionManagerConfiguration.EscapedSlashesAction

    init(_ configuration: HTTPConnectionManagerConfiguration) {
        normalizes = configuration.normalizePath
        mergesSlashes = configuration.mergeSlashes
        escapedSlashes = configuration.escapedSlashesAction
    }

    /// Whether paths are looked at at all.
    var isActive: Bool { normalizes || mergesSlashes || escapedSlashes != .keep }
}

/// What a connection manager makes of hosts.
struct HostSettings: Sendable {
    let portStripping: HTTPConnectionManagerConfiguration.HostPortStripping
    let stripsDot: Bool

    init(_ configuration: HTTPConnectionManagerConfiguration) {
        portStripping = configuration.hostPortStripping
        stripsDot = configuration.stripTrailingHostDot
    }

    /// Whether hosts are looked at at all.
    var isActive: Bool { portStripping != .none || stripsDot }
}
