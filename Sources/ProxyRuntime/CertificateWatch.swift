internal import EventLoops
internal import TLS
internal import Telemetry

/// Makes TLS contexts anew when the files that they are made from change. Envoy reads certificates that are no secrets
/// once. Confined to the main loop.
///
/// A change is acted on when the directory has been quiet for a moment, so that a certificate and its key, written one
/// after the other, are read together. A pair that does not fit keeps the old one, and is tried again at the next
/// change.
final class CertificateWatch: TimerOwner {
    /// One context with what is watched for it.
    private final class Subject {
        let context: any RenewableContext
        /// The watched directories, with what ends that.
        var watches: [String: Int] = [:]
        var isConcerned = false

        init(_ context: any RenewableContext) { self.context = context }
    }

    private let watcher: FileWatcher
    private let timer: LoopTimer
    private var quiet: QuietPeriod
    private let log: Log
    private var subjects: [ObjectIdentifier: Subject] = [:]

    /// Watches nothing yet.
    init(watcher: FileWatcher, loop: EventLoop, log: Log) {
        self.watcher = watcher
        self.log = log
        timer = LoopTimer(loop: loop)
        quiet = QuietPeriod(timer, quiet: 50_000_000)
        super.init()
        timer.owner = self
    }

    /// Watches the files of a context; again when another secret names other files.
    func follow(_ context: any RenewableContext) {
        let id = ObjectIdentifier(context)
        let subject = subjects[id] ?? Subject(context)
        subjects[id] = subject
        let wanted = Set(context.directories)
        for (directory, token) in subject.watches where !wanted.contains(directory) {
            watcher.unwatch(token)
            subject.watches[directory] = nil
        }
        for directory in wanted.subtracting(subject.watches.keys).sorted() {
            do {
                subject.watches[directory] = try watcher.watch(directory: directory) { [unowned self, weak subject] in
                    subject?.isConcerned = true
                    quiet.noteChange()
                }
            } catch {
                log.warning(.main, "certificates in \(directory) are not watched: \(error)")
            }
        }
    }

    /// Watches for it no more.
    func forget(_ context: any RenewableContext) {
        guard let subject = subjects.removeValue(forKey: ObjectIdentifier(context)) else { return }
        for token in subject.watches.values { watcher.unwatch(token) }
    }

    /// Watches nothing any more.
    func stop() {
        timer.cancel()
        for subject in subjects.values { for token in subject.watches.values { watcher.unwatch(token) } }
        subjects = [:]
    }

    override func timerFired(_ kind: UInt8) {
        for subject in subjects.values where subject.isConcerned {
            subject.isConcerned = false
            let context = subject.context
            do {
                if try context.reload() { log.info(.main, "\(context.place): new certificates are in use") }
            } catch {
                context.countFailure()
                log.error(.main, "the old certificates stay in use: \(error.text)")
            }
        }
    }
}
