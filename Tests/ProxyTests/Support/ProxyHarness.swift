import Glibc

/// A proxy process on ports of its own choice, ready to serve; ended with its last reference.
final class ProxyHarness: Sendable {
    /// Where the proxy keeps its files.
    let directory: TemporaryDirectory
    /// The process.
    let process: ChildProcess
    /// The port of the admin interface.
    let adminPort: UInt16
    private let listeners: [String: UInt16]

    /// Why a proxy did not come up.
    struct StartError: Error, CustomStringConvertible {
        var description: String
    }

    /// Starts a proxy on `configuration`, whose listeners and admin interface have port 0, and waits until it is ready.
    /// - Parameter resolver: the `resolv.conf` that it shall see.
    init(
        _ binary: ProxyBinary, configuration: JSON, directory: TemporaryDirectory, arguments: [String] = [],
        hotRestart: [String] = ["--disable-hot-restart"], path: String? = nil,
        resolver: String? = nil
    ) throws {
        guard let path = path ?? binary.path else { throw StartError(description: "\(binary) is not there") }
        self.directory = directory
        let file = try directory.write(configuration.text, to: "configuration.json")
        let addressFile = directory.file("admin-address")
        let errors = directory.file("errors.txt")
        let command =
            [path] + binary.arguments(configuration: file, adminAddressPath: addressFile, hotRestart: hotRestart)
            + arguments
        let whole = resolver.map { [NameServer.shell] + NameServer.wrap($0, command) } ?? command
        let process = try ChildProcess(
            whole[0], Array(whole.dropFirst()), output: directory.file("output.txt"), errors: errors)
        self.process = process
        func failure(_ what: String) -> StartError {
            StartError(description: "\(binary) \(what):\n\((readFile(errors) ?? []).text.suffix(4000))")
        }
        let deadline = Deadline(seconds: 60)
        var port: UInt16 = 0
        var ending: ChildProcess.Ending?
        let isReady = deadline.reached {
            ending = process.ending(within: 0)
            if ending != nil { return true }
            if port == 0 { port = Self.port(inFile: addressFile) }
            return port != 0 && AdminClient(port: port).get("/ready")?.status == 200
        }
        if let ending { throw failure("ended at once with \(ending)") }
        guard isReady else { throw failure("was not ready in time") }
        adminPort = port
        listeners = Self.listeners(AdminClient(port: port).get("/listeners")?.body.text ?? "")
    }

    /// The port of a listener, by its name. One that was not there at the start is looked for anew: an instance that
    /// takes over shares its admin socket with the one before, which may have answered then.
    func port(of listener: String) -> UInt16? {
        listeners[listener] ?? Self.listeners(admin.get("/listeners")?.body.text ?? "")[listener]
    }

    /// The admin interface.
    var admin: AdminClient { AdminClient(port: adminPort) }

    /// What the process has in memory, in KiB.
    var residentKiB: Int {
        let status = readFile("/proc/\(process.pid)/status")?.text ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") } ?? ""
        return Int(line.filter { $0.isNumber }) ?? 0
    }

    /// Everything the proxy wrote to standard error.
    var errors: String { (readFile(directory.file("errors.txt")) ?? []).text }

    /// Ends the process politely, then by force; how it ended, or nil when it had to be killed.
    @discardableResult
    func stop() -> ChildProcess.Ending? {
        for _ in 0..<2 {
            process.signal(SIGTERM)
            if let ending = process.ending(within: 30) { return ending }
        }
        process.signal(SIGKILL)
        _ = process.ending(within: 30)
        return nil
    }

    private static func port(inFile path: String) -> UInt16 {
        guard let text = readFile(path)?.text, let colon = text.lastIndex(of: ":") else { return 0 }
        return UInt16(text[text.index(after: colon)...].prefix { $0.isNumber }) ?? 0
    }

    private static func listeners(_ text: String) -> [String: UInt16] {
        var ports: [String: UInt16] = [:]
        for line in text.split(separator: "\n") {
            guard let separator = line.firstRange(of: "::"), let colon = line.lastIndex(of: ":") else { continue }
            // The first of several addresses.
            let name = String(line[..<separator.lowerBound])
            ports[name] = ports[name] ?? UInt16(line[line.index(after: colon)...])
        }
        return ports
    }
}

/// A client of the admin interface: one connection a request.
struct AdminClient: Sendable {
    let port: UInt16

    /// Asks with any method; nil when there is no whole answer.
    func ask(_ method: String, _ path: String) -> HTTPMessage? {
        guard let socket = Socket.connected(to: port) else { return nil }
        let deadline = Deadline(seconds: 60)
        let request = "\(method) \(path) HTTP/1.1\r\nhost: admin\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
        socket.send(ByteString(request), until: deadline)
        var reader = HTTPMessageReader()
        var hasEnded = false
        while true {
            if let answer = reader.take(answersHead: method == "HEAD", ended: hasEnded) { return answer }
            guard !hasEnded, case .bytes(let bytes) = socket.receive(until: deadline) else {
                if hasEnded || deadline.hasPassed { return nil }
                hasEnded = true
                continue
            }
            reader.append(bytes)
        }
    }

    func get(_ path: String) -> HTTPMessage? { ask("GET", path) }

    func post(_ path: String) -> HTTPMessage? { ask("POST", path) }

    /// The counters and gauges, by name.
    func statistics() -> [String: String] {
        var values: [String: String] = [:]
        for line in (get("/stats")?.body.text ?? "").split(separator: "\n") {
            guard let colon = line.firstRange(of: ": ") else { continue }
            values[String(line[..<colon.lowerBound])] = String(line[colon.upperBound...])
        }
        return values
    }
}
