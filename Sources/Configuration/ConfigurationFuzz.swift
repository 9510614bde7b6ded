internal import Synchronization

/// The entry for fuzzing: any bytes, through the whole reader.
public enum ConfigurationFuzz {
    private static let readers = Mutex((ConfigurationReader(), ConfigurationReader(allowUnknownFields: true)))

    /// Reads `bytes` as a bootstrap file and renders what comes out. What the bytes add up to decides whether they are
    /// read strictly, with unknown fields allowed, or merged over themselves, so that one run costs one reading.
    /// Nothing that the bytes say may trap; the result is only there so that no work is optimised away.
    @discardableResult
    public static func run(_ bytes: [UInt8]) -> Int {
        readers.withLock { readers in
            let outcome =
                switch bytes.reduce(0, &+) & 3 {
                case 0: readers.1.bootstrap(bytes, file: "fuzz.json")
                case 1: readers.0.bootstrap([.init(file: "a", bytes: bytes), .init(file: "b", bytes: bytes)])
                default: readers.0.bootstrap(bytes, file: "fuzz.json")
                }
            var size = ConfigurationComplaint.json(outcome.complaints).utf8.count
            for complaint in outcome.complaints { size &+= complaint.text.utf8.count }
            return size
        }
    }
}
