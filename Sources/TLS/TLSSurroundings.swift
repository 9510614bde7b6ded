internal import Configuration
public import Telemetry

/// What the contexts of one proxy share: the secrets of sources, and the writer of key logs.
public struct TLSSurroundings {
    private let secrets = SecretTable()
    private let logWriter: LogWriter

    /// Nothing is asked for yet.
    public init(logWriter: LogWriter) { self.logWriter = logWriter }

    /// Opens what a context needs from outside; blocks. `place` is what complaints begin with.
    func prepare(
        _ configuration: CommonTLSConfiguration, _ place: String
    ) throws(TLSProblem) -> (secrets: [SuppliedSecret], keyLog: KeyLog?) {
        let supplied = configuration.secrets.map { secrets.secret($0.reference) }
        guard let keyLog = configuration.keyLog else { return (supplied, nil) }
        return (supplied, try KeyLog(keyLog, writer: logWriter, "\(place).common_tls_context"))
    }
}
