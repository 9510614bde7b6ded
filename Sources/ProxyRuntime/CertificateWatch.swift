internal import EventLoops
internal import TLS
internal import Telemetry

/// Makes TLS contexts anew when the files that they are made from change; Envoy reads such files once. Confined to the
/// main loop.
///
/// A change is acted on when the directory has been quiet for a moment, so that a certificate and its key, written one
/// after the other, are read together. A pair that does not fit keeps the old one, and is tried again at the next
/// change.
final class CertificateWatch: TimerOwner {
    /// One context, whatever its side.
    struct Subject {
        let place: String
        let files: [String]
        let reload: () throws(TLSProblem) -> Bool
        let countFailure: () -> Void
    }

    private let watcher: FileWatcher
    private let timer: LoopTimer
    private let log: Log
    private let subjects: [Subject]

    /// The quiet that is waited for, in nanoseconds.
    private static let quiet: UInt64 = 50_000_000

    /// Watches the files of the subjects; nil when there are none.
    init?(_ subjects: [Subject], loop: EventLoop, log: Log) throws(SystemError) {
        let subjects = subjects.filter { !$0.files.isEmpty }
        if subjects.isEmpty { return nil }
        self.subjects = subjects
        self.log = log
        watcher = try FileWatcher(on: loop)
        timer = LoopTimer(loop: loop)
        super.init()
        timer.owner = self
        for directory in Set(subjects.flatMap(\.files).map { FileWatcher.directory(of: $0) }).sorted() {
            do {
                try watcher.watch(directory: directory) { [unowned self] in timer.arm(after: Self.quiet) }
            } catch {
                log.warning(.main, "certificates in \(directory) are not watched: \(error)")
            }
        }
    }

    /// Stops watching.
    func stop() {
        timer.cancel()
        watcher.close()
    }

    override func timerFired(_ kind: UInt8) {
        for subject in subjects {
            do {
                if try subject.reload() { log.info(.main, "\(subject.place): new certificates are in use") }
            } catch {
                subject.countFailure()
                log.error(.main, "the old certificates stay in use: \(error.text)")
            }
        }
    }
}
