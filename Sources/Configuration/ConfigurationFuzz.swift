internal import Synchronization

/// The entry for fuzzing: any bytes, through the whole reader.
public enum ConfigurationFuzz {
    private static let readers = Mutex((ConfigurationReader(), ConfigurationReader(allowUnknownFields: true)))

    /// Reads `bytes` as a bootstrap file, strictly and with unknown fields allowed, and renders what comes out. Nothing
    /// that the bytes say may trap; the result is only there so that no work is optimised away.
    @discardableResult
    public static func run(_ bytes: [UInt8]) -> Int {
        readers.withLock { readers in
            let strict = readers.0.bootstrap(bytes, file: "fuzz.json")
            let lax = readers.1.bootstrap(bytes, file: "fuzz.json")
            let merged = readers.0.bootstrap([
                ConfigurationReader.Source(file: "first.json", bytes: bytes),
                ConfigurationReader.Source(file: "second.json", bytes: bytes),
            ])
            var size = ConfigurationComplaint.json(strict.complaints).utf8.count
            for complaint in lax.complaints + merged.complaints { size &+= complaint.text.utf8.count }
            return size
        }
    }
}
