internal import Buffers
internal import Configuration
internal import NetworkAddresses
internal import Synchronization
internal import Telemetry

/// Writes the secrets of connections to a file, in the format of NSS, for tools that look into recorded traffic.
///
/// Who has the file can read the traffic. One lock for all threads: nobody logs keys where speed counts.
final class KeyLog: @unchecked Sendable {  // Guard: the mutex.
    private let configuration: KeyLogConfiguration
    private let stream: Mutex<LogStream>

    init(_ configuration: KeyLogConfiguration, writer: LogWriter, _ place: String) throws(TLSProblem) {
        self.configuration = configuration
        switch writer.open(.file(configuration.path)) {
        case .success(let sink): stream = Mutex(LogStream(sink))
        case .failure(let error):
            throw TLSProblem(text: "\(place).key_log: '\(error.path)' cannot be opened: \(error.reason)")
        }
    }

    /// Whether the secrets of a connection between these addresses are wanted.
    func concerns(local: SocketAddress, remote: SocketAddress) -> Bool {
        Self.contains(configuration.localNetworks, local) && Self.contains(configuration.remoteNetworks, remote)
    }

    private static func contains(_ networks: [CIDRBlock], _ address: SocketAddress) -> Bool {
        if networks.isEmpty { return true }
        guard let ip = address.ipAddress else { return false }
        return networks.contains { $0.contains(ip) }
    }

    func write(_ line: String) {
        stream.withLock { stream in
            stream.buffer.append(line)
            stream.buffer.append("\n")
            stream.commitLine()
            stream.flush()
        }
    }
}
