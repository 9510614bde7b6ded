internal import Configuration
internal import EventLoops
internal import TLS
internal import Telemetry

/// Reads secrets again when their files change, and makes TLS contexts anew when the files that they are made from do.
/// Envoy reads certificates that are no secrets once. Confined to the main loop.
///
/// A change is acted on when the directory has been quiet for a moment, so that a certificate and its key, written one
/// after the other, are read together. A pair that does not fit keeps the old one, and is tried again at the next
/// change.
final class CertificateWatch: TimerOwner {
    /// One context, whatever its side.
    struct Subject {
        let place: String
        let directories: () -> [String]
        let reload: () throws(TLSProblem) -> Bool
        let countFailure: () -> Void
    }

    private let watcher: FileWatcher
    private let timer: LoopTimer
    private let log: Log
    private let subjects: [Subject]
    private let secrets: [SecretFile]
    private var watched: Set<String> = []

    /// The quiet that is waited for, in nanoseconds.
    private static let quiet: UInt64 = 50_000_000

    /// Watches the files of secrets and subjects; nil when there are none.
    init?(_ subjects: [Subject], secrets: [SecretFile], loop: EventLoop, log: Log) throws(SystemError) {
        if secrets.isEmpty && subjects.allSatisfy({ $0.directories().isEmpty }) { return nil }
        self.subjects = subjects
        self.secrets = secrets
        self.log = log
        watcher = try FileWatcher(on: loop)
        timer = LoopTimer(loop: loop)
        super.init()
        timer.owner = self
        for secret in secrets { if let problem = secret.problem { log.warning(.main, problem) } }
        watch()
    }

    /// Watches the directories that are not watched yet: a new secret may name other files.
    private func watch() {
        let files = secrets.map { $0.reference.watchedDirectory ?? FileWatcher.directory(of: $0.reference.path) }
        let all = Set(files + subjects.flatMap { $0.directories() })
        for directory in all.subtracting(watched).sorted() {
            watched.insert(directory)
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
        for secret in secrets where secret.reload() {
            if let problem = secret.problem {
                log.error(.main, "the old secret stays in use: \(problem)")
            } else {
                log.info(.main, "secret '\(secret.reference.name)' has changed")
            }
        }
        for subject in subjects {
            do {
                if try subject.reload() { log.info(.main, "\(subject.place): new certificates are in use") }
            } catch {
                subject.countFailure()
                log.error(.main, "the old certificates stay in use: \(error.text)")
            }
        }
        watch()
    }
}
