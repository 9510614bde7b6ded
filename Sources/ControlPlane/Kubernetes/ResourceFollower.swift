internal import Configuration
internal import EventLoops
internal import Telemetry

/// Follows the objects of one kind, of all namespaces or of one: lists them, and then watches what changes. Confined to
/// its loop.
///
/// ```
///   list, page by page ─▶ watch from its version ─▶ ends ─▶ watch from the last version told
///     ▲   │ fails            │ 410, or what cannot be understood       │ fails
///     │   ▼                  ▼                                         ▼
///     └── pause ◀────────────┘                     pause ─▶ watch ◀────┘    a kind that is absent: a long one
/// ```
/// A page that is too much at once leads to a list by pages of half as many objects.
///
/// What was known stays until it is known better, also while nobody answers.
final class ResourceFollower: TimerOwner {
    /// What it does now.
    enum State: String {
        case listing
        case watching
        case pausing
        case absent
    }

    let kind: ClusterKind
    /// Nil means all.
    let namespace: String?
    private(set) var objects: [ObjectName: ClusterObject] = [:]
    /// Whether everything was known once.
    private(set) var isSynchronised = false
    private(set) var state = State.listing
    /// What went wrong last; empty means nothing.
    private(set) var problem = ""
    /// Hears that the API told something, be it that nothing is other.
    var told: () -> Void = {}
    private let client: KubernetesClient
    private let timer: LoopTimer
    private let metrics: MetricBlock
    private let log: Log
    private let changed: (_ isNews: Bool) -> Void
    private var call: KubernetesCall?
    /// The place in the kind's versions that is asked for.
    private var place = 0
    private var resourceVersion = ""
    /// Failures, and watches that were forgotten, since a watch told something last.
    private var failures: UInt64 = 0
    /// Versions that are not there, since one was.
    private var absentVersions = 0
    /// How often none was there although there were objects.
    private var absences = 0
    /// Whether its definition was not installed when it was last listed.
    private var isAbsent = false
    private var listed: [ObjectName: ClusterObject] = [:]
    /// Bytes of the pages so far, and how many of the last ones held nothing.
    private var listedBytes = 0
    private var emptyPages = 0
    /// Objects of a page that are asked for.
    private(set) var pageObjects = KubernetesLimit.pageObjects
    private var lines = WatchLines(longest: KubernetesLimit.line)
    /// Why a watch ends that was understood so far.
    private var watchEnd = WatchEnd.server
    private var watchedAt: UInt64 = 0

    /// What is known is given up only when its definition was missing so often.
    private static let mostAbsences = 3
    /// Watches that are refused in a row, after which all is listed again.
    private static let mostRefusals: UInt64 = 3

    private enum WatchEnd: Equatable {
        /// The server ends it, or the connection.
        case server
        case expired
        case failed(String)
        /// What came is no watch.
        case garbage(String)
    }

    private var timing: KubernetesTiming { client.options.timing }
    private var loop: EventLoop { client.loop }
    private var version: String { kind.versions[min(place, kind.versions.count - 1)] }

    /// - Parameter changed: hears when the state, or objects (`isNews`), are others than before.
    init(
        _ kind: ClusterKind, namespace: String?, client: KubernetesClient, metrics: MetricBlock, log: Log,
        changed: @escaping (Bool) -> Void
    ) {
        self.kind = kind
        self.namespace = namespace
        self.client = client
        self.metrics = metrics
        self.log = log
        self.changed = changed
        timer = LoopTimer(loop: client.loop)
        super.init()
        timer.owner = self
    }

    /// What it follows, for the operator.
    var name: String { kind.plural + (namespace.map { " of \($0)" } ?? "") }

    /// Begins.
    func start() { list() }

    /// Ends.
    func stop() {
        timer.cancel()
        call?.cancel()
        call = nil
    }

    override func timerFired(_ kind: UInt8) { if resourceVersion.isEmpty { list() } else { watch() } }

    private func send(
        _ query: String, limit: Int, timeout: UInt64, silence: UInt64, begun: (() -> Void)? = nil,
        received: (([UInt8]) -> Bool)? = nil,
        _ done: @escaping (KubernetesCall.End) -> Void
    ) {
        let path = kind.path(version: version, namespace: namespace)
        let selection = kind.selection(namespace: namespace)
        let call = KubernetesCall(
            loop: loop, timing: timing, limit: limit, timeout: timeout, silence: silence
        ) { [weak self] end in
            self?.call = nil
            done(end)
        }
        call.begun = begun
        call.received = received
        self.call = call
        client.send(.init(path: "\(path)?\(selection)\(query)"), call)
    }

    // MARK: - Lists

    private func list() {
        (resourceVersion, listed) = ("", [:])
        (listedBytes, emptyPages) = (0, 0)
        state = .listing
        ask(continuing: "")
    }

    private func ask(continuing token: String) {
        let more = token.isEmpty ? "" : "&continue=\(Self.encoded(token))"
        send(
            "limit=\(pageObjects)\(more)", limit: KubernetesLimit.page, timeout: timing.page,
            silence: timing.page / 2
        ) { [weak self] end in self?.hasListed(end, isFirst: token.isEmpty) }
    }

    /// Percent-encodes all but letters, digits and hyphens.
    static func encoded(_ text: String) -> String {
        var result = ""
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"):
                result.unicodeScalars.append(Unicode.Scalar(byte))
            default: result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
            }
        }
        return result
    }

    private func hasListed(_ end: KubernetesCall.End, isFirst: Bool) {
        switch end {
        case .failure(let text): pause(text)
        case .tooMuch(let text): shrink(text)
        case .answer(200, let body): takePage(body)
        case .answer(404, _) where isFirst && !kind.isBuiltIn: tryOtherVersion()
        case .answer(403, _) where isFirst && kind.isUnimplemented: tryOtherVersion()
        case .answer(410, let body):
            // What a later page belongs to is no longer remembered.
            pause(KubernetesStatus.words(status: 410, body: body))
        case .answer(413, let body), .answer(504, let body):
            shrink(KubernetesStatus.words(status: end.status, body: body))
        case .answer(let status, let body): pause(KubernetesStatus.words(status: status, body: body))
        }
    }

    /// A page was too much at once: the list begins anew, since all its pages are to be asked for alike, with fewer
    /// objects a page. Nobody is asked more quickly than after any other failure.
    private func shrink(_ reason: String) {
        pageObjects = max(pageObjects / 2, KubernetesLimit.fewestPageObjects)
        pause("\(reason); pages of \(pageObjects) objects are asked for")
    }

    private func takePage(_ body: [UInt8]) {
        guard
            case .success(let document) = JSONReader(dialect: .strict, maximumBytes: KubernetesLimit.page).read(
                body, file: ""), let metadata = document.root["metadata"], metadata.kind == .object,
            document.root["kind"]?.string?.hasSuffix("List") == true
        else { return pause("what the API answers is no list") }
        let items = document.root["items"]?.elements ?? []
        emptyPages = items.isEmpty ? emptyPages + 1 : 0
        listedBytes += body.count
        for node in items {
            guard let object = ClusterObject(node, kind, version: version) else { continue }
            listed[object.name] = object
        }
        if listed.count > KubernetesLimit.objects {
            listed = [:]
            return pause("expected at most \(KubernetesLimit.objects) objects, found more")
        }
        if listedBytes > KubernetesLimit.list || emptyPages > KubernetesLimit.emptyPages {
            listed = [:]
            return pause(
                listedBytes > KubernetesLimit.list
                    ? "expected a list of at most \(KubernetesLimit.list) bytes, found more"
                    : "expected objects in a list, found \(emptyPages) pages without any")
        }
        if let token = metadata["continue"]?.string, !token.isEmpty { return ask(continuing: token) }
        guard let last = metadata["resourceVersion"]?.string, !last.isEmpty else {
            return pause("the list has no version")
        }
        metrics.increment(KubernetesMetric.lists)
        // Perhaps it was too much for that moment alone.
        pageObjects = min(pageObjects * 2, KubernetesLimit.pageObjects)
        isAbsent = false
        (absentVersions, absences) = (0, 0)
        recovered()
        told()
        resourceVersion = last
        replace(with: listed)
        listed = [:]
        watch()
    }

    private func replace(with new: [ObjectName: ClusterObject]) {
        let isNews = !isSynchronised || new != objects
        objects = new
        isSynchronised = true
        changed(isNews)
    }

    private func tryOtherVersion() {
        // The one that was there may have gone while another came.
        absentVersions += 1
        place = (place + 1) % kind.versions.count
        if absentVersions < kind.versions.count { return ask(continuing: "") }
        absentVersions = 0
        place = 0
        absences += 1
        if !objects.isEmpty, absences < Self.mostAbsences { return pause("their definition is not installed") }
        if !isAbsent {
            isAbsent = true
            let reason =
                "their definition is not installed" + (kind.isUnimplemented ? ", or they may not be listed" : "")
            log.info(.config, "kubernetes: \(name) are not there: \(reason)")
        }
        recovered()
        state = .absent
        replace(with: [:])
        timer.arm(after: Self.jittered(timing.absence))
    }

    // MARK: - Watches

    private func watch() {
        state = .watching
        lines = WatchLines(longest: KubernetesLimit.line)
        watchEnd = .server
        watchedAt = loop.now
        metrics.increment(KubernetesMetric.watches)
        let seconds = UInt64.random(in: timing.watch...timing.watch + timing.watch / 2)
        send(
            "watch=1&allowWatchBookmarks=true&resourceVersion=\(Self.encoded(resourceVersion))"
                + "&timeoutSeconds=\(seconds)", limit: KubernetesLimit.answer,
            timeout: (seconds + 15) &* 1_000_000_000, silence: timing.silence,
            begun: { [weak self] in self?.recovered() }, received: { [weak self] in self?.take($0) ?? false }
        ) { [weak self] end in self?.hasWatched(end) }
    }

    /// Whether the watch goes on.
    private func take(_ bytes: [UInt8]) -> Bool {
        let all: [[UInt8]]
        do throws(WatchLines.TooLong) { all = try lines.append(bytes) } catch {
            watchEnd = .garbage("a line of a watch is longer than \(KubernetesLimit.line) bytes")
            return false
        }
        var isNews = false
        defer { if isNews { changed(true) } }
        for line in all {
            guard let event = WatchEvent.read(line) else {
                watchEnd = .garbage("what a watch tells is no event: \(Self.beginning(of: line))")
                return false
            }
            switch event {
            case .expired:
                watchEnd = .expired
                return false
            case .failed(let text):
                watchEnd = .failed(text)
                return false
            case .bookmark(let version):
                metrics.increment(KubernetesMetric.bookmarks)
                resourceVersion = version
            case .changed(let node), .deleted(let node):
                guard let object = ClusterObject(node, kind, version: version),
                    let last = node["metadata"]?["resourceVersion"]?.string, !last.isEmpty
                else {
                    watchEnd = .garbage("what a watch tells of has no name and version")
                    return false
                }
                metrics.increment(KubernetesMetric.events)
                resourceVersion = last
                if case .deleted = event {
                    if objects.removeValue(forKey: object.name) != nil { isNews = true }
                } else if objects[object.name] != object {
                    guard objects.count < KubernetesLimit.objects || objects[object.name] != nil else {
                        watchEnd = .garbage("expected at most \(KubernetesLimit.objects) objects, found more")
                        return false
                    }
                    objects[object.name] = object
                    isNews = true
                }
            }
            failures = 0
            told()
        }
        return true
    }

    private static func beginning(of line: [UInt8]) -> String {
        String(decoding: line.prefix(80), as: UTF8.self).oneLine
    }

    private func hasWatched(_ end: KubernetesCall.End) {
        switch (watchEnd, end) {
        case (.expired, _), (_, .answer(410, _)): relist("")
        case (.garbage(let text), _): relist(text)
        case (.failed(let text), _): refused(text)
        case (.server, .answer(200, _)):
            recovered()
            if loop.now &- watchedAt >= timing.shortestPause { failures = 0 }
            // One that ends at once is not begun anew at once.
            if loop.now &- watchedAt >= timing.shortestPause { watch() } else { rest(timing.shortestPause) }
        case (.server, .answer(404, let body)): relist(KubernetesStatus.words(status: 404, body: body))
        case (.server, .answer(let status, let body)): refused(KubernetesStatus.words(status: status, body: body))
        case (.server, .failure(let text)), (.server, .tooMuch(let text)): pause(text)
        }
    }

    /// A watch is not let go on. Perhaps its version is one that the API does not know, as after a restored backup.
    private func refused(_ text: String) {
        if failures < Self.mostRefusals { pause(text) } else { relist(text) }
    }

    /// Everything is asked for again: at once for the first time, later after a pause, since whoever forgets at once
    /// is not helped by more lists.
    private func relist(_ reason: String) {
        metrics.increment(KubernetesMetric.relists)
        log.info(.config, "kubernetes: \(name) are listed again" + (reason.isEmpty ? "" : ": \(reason)"))
        resourceVersion = ""
        if !reason.isEmpty { return pause(reason) }
        if failures > 0 { return pause("what is watched is forgotten again and again") }
        failures = 1
        list()
    }

    // MARK: - Failures

    private func recovered() {
        if problem.isEmpty { return }
        problem = ""
        log.info(.config, "kubernetes: \(name) are followed again")
        changed(false)
    }

    private func pause(_ reason: String) {
        metrics.increment(KubernetesMetric.errors)
        if reason != problem { log.warning(.config, "kubernetes: \(name) are not followed: \(reason)") }
        problem = reason
        let pause = timing.shortestPause << min(failures, 16)
        failures += 1
        rest(min(pause, timing.longestPause))
        changed(false)
    }

    private func rest(_ pause: UInt64) {
        state = .pausing
        timer.arm(after: Self.jittered(pause))
    }

    /// From half of a pause to one and a half.
    private static func jittered(_ pause: UInt64) -> UInt64 { pause / 2 &+ UInt64.random(in: 0...pause) }
}
