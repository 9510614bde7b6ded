import Glibc
import Synchronization

/// A DNS server on port 53 of a loopback address of its own, and what makes a process use it.
///
/// A process gets it by a mount namespace in which `/etc/resolv.conf` names it.
final class NameServer: Sendable {
    /// What a name stands for.
    enum Answer: Sendable {
        /// These IPv4 addresses, for so many seconds.
        case addresses([String], timeToLive: UInt32 = 1)
        /// This response code, such as 2, the server's failure.
        case code(UInt8)
        /// Nothing is ever answered.
        case silence
    }

    private let descriptor: Int32
    private let address: String
    private let answers = Watched([String: Answer]())
    private let directory: TemporaryDirectory
    /// The `resolv.conf` of its users.
    let configuration: String

    /// Whether this machine lets tests have mount namespaces and port 53.
    static let isPossible: Bool = {
        guard let probe = try? NameServer(), let directory = try? TemporaryDirectory() else { return false }
        let process = try? ChildProcess(
            shell, wrap(probe.configuration, ["/bin/true"]), output: directory.file("o"), errors: directory.file("e"))
        return process?.ending(within: 60) == .exit(0)
    }()

    /// What starts a process behind `wrap`.
    static let shell = "/usr/bin/unshare"

    /// Arguments of `shell` that run a command with another `resolv.conf`.
    static func wrap(_ configuration: String, _ command: [String]) -> [String] {
        let script = "mount --bind \"$0\" /etc/resolv.conf && exec \"$@\""
        return ["-m", "/bin/sh", "-c", script, configuration] + command
    }

    /// Starts a server that knows no name.
    init() throws {
        directory = try TemporaryDirectory()
        var found: (Int32, String)?
        for _ in 0..<20 where found == nil {
            let (a, b, c) = (UInt8.random(in: 1...250), UInt8.random(in: 0...255), UInt8.random(in: 1...254))
            let number = Self.bound(0x7f00_0000 | UInt32(a) << 16 | UInt32(b) << 8 | UInt32(c))
            if number >= 0 { found = (number, "127.\(a).\(b).\(c)") }
        }
        guard let (descriptor, address) = found else {
            throw ChildProcess.StartError(description: "no address has its port 53 free for this process")
        }
        self.descriptor = descriptor
        self.address = address
        configuration = try directory.write(
            "nameserver \(address)\noptions timeout:1 attempts:1\n", to: "resolv.conf")
        let answers = self.answers
        // The thread ends with the socket, which `deinit` shuts down.
        detachThread { Self.serve(descriptor, answers) }
    }

    deinit {
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    /// Lets a name stand for something, from now on.
    func set(_ name: String, _ answer: Answer) { answers.change { $0[name] = answer } }

    /// Takes a name away: it does not exist any more.
    func remove(_ name: String) { answers.change { $0[name] = nil } }

    private static func bound(_ address: UInt32) -> Int32 {
        let descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var form = sockaddr_in()
        form.sin_family = sa_family_t(AF_INET)
        form.sin_port = UInt16(53).bigEndian
        form.sin_addr.s_addr = address.bigEndian
        let result = unsafe withUnsafePointer(to: &form) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        if result == 0 { return descriptor }
        close(descriptor)
        return -1
    }

    private static func serve(_ descriptor: Int32, _ answers: Watched<[String: Answer]>) {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            var peer = sockaddr_in()
            var length = socklen_t(MemoryLayout<sockaddr_in>.size)
            let count = unsafe withUnsafeMutablePointer(to: &peer) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    unsafe recvfrom(descriptor, &buffer, buffer.count, 0, $0, &length)
                }
            }
            if count <= 0 { break }
            guard let question = Question(Array(buffer.prefix(count))) else { continue }
            guard let reply = question.reply(answers.value[question.name]) else { continue }
            unsafe withUnsafePointer(to: &peer) { pointer in
                unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                    _ = unsafe sendto(descriptor, reply, reply.count, 0, $0, length)
                }
            }
        }
        close(descriptor)
    }

    /// One question of a client.
    private struct Question {
        let name: String
        private let type: UInt8
        private let bytes: [UInt8]
        private let end: Int

        init?(_ bytes: [UInt8]) {
            var labels: [String] = []
            var place = 12
            while place < bytes.count, bytes[place] != 0 {
                let next = place + 1 + Int(bytes[place])
                guard next < bytes.count else { return nil }
                labels.append(String(decoding: bytes[(place + 1)..<next], as: UTF8.self))
                place = next
            }
            guard place + 5 <= bytes.count else { return nil }
            name = labels.joined(separator: ".").lowercased()
            type = bytes[place + 2]
            end = place + 5
            self.bytes = bytes
        }

        /// The bytes of an answer; nil for silence.
        func reply(_ answer: Answer?) -> [UInt8]? {
            switch answer {
            case .silence?: return nil
            case nil: return header(code: 3, count: 0)
            case .code(let code)?: return header(code: code, count: 0)
            case .addresses(let addresses, let timeToLive)?:
                // Nobody here has an IPv6 address.
                let records = type == 1 ? addresses.map { record($0, timeToLive) } : []
                return header(code: 0, count: records.count) + records.flatMap(\.self)
            }
        }

        private func header(code: UInt8, count: Int) -> [UInt8] {
            let counts: [UInt8] = [0, 1, UInt8(count >> 8), UInt8(count & 0xff), 0, 0, 0, 0]
            return [bytes[0], bytes[1], 0x85, 0x80 | code] + counts + bytes[12..<end]
        }

        private func record(_ address: String, _ timeToLive: UInt32) -> [UInt8] {
            let time = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: timeToLive >> UInt32($0)) }
            return [0xc0, 12, 0, 1, 0, 1] + time + [0, 4] + address.split(separator: ".").map { UInt8($0) ?? 0 }
        }
    }
}
