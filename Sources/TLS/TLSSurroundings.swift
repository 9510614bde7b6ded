internal import Configuration
public import Telemetry

/// What the contexts of one configuration share: the secrets in files, and the writer of key logs.
public struct TLSSurroundings {
    /// The secrets that contexts have asked for.
    public private(set) var secrets: SecretFiles
    private let logWriter: LogWriter

    /// Nothing is asked for yet.
    public init(registry: MetricRegistry, logWriter: LogWriter) {
        secrets = SecretFiles(registry: registry)
        self.logWriter = logWriter
    }

    /// Opens what a context needs from outside; blocks. `place` is what complaints begin with.
    mutating func prepare(
        _ configuration: CommonTLSConfiguration, _ place: String
    ) throws(TLSProblem) -> (secrets: [SecretFile], keyLog: KeyLog?) {
        let files = try secrets.files(configuration.secrets, place)
        guard let keyLog = configuration.keyLog else { return (files, nil) }
        return (files, try KeyLog(keyLog, writer: logWriter, "\(place).common_tls_context"))
    }
}
