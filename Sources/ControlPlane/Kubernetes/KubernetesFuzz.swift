internal import Configuration

/// Oracles for fuzzing the stream of a watch: no bytes may trap, lines do not depend on how they are split, and what
/// objects become can be read as mesh documents. Not for serving.
public enum KubernetesFuzz {
    /// Reads a watch. The first byte says of which kind, the second how long the pieces are.
    public static func run(_ bytes: [UInt8]) {
        guard bytes.count > 2 else { return }
        let kind = ClusterKind.allCases[Int(bytes[0]) % ClusterKind.allCases.count]
        let stream = bytes[2...]
        let size = Int(bytes[1]) + 1
        var (split, whole) = (WatchLines(longest: 4096), WatchLines(longest: 4096))
        var lines: [[UInt8]] = []
        var isTooLong = false
        do throws(WatchLines.TooLong) {
            var rest = stream
            while !rest.isEmpty {
                lines += try split.append(rest.prefix(size))
                rest = rest.dropFirst(size)
            }
        } catch { isTooLong = true }
        do throws(WatchLines.TooLong) {
            let all = try whole.append(stream)
            precondition(all == lines && !isTooLong, "lines depend on how they are split")
        } catch { precondition(isTooLong, "a line is too long in one piece alone") }
        follow(lines, kind)
        _ = KubernetesStatus.words(status: 500, body: Array(stream))
        _ = TokenReview.verdict(in: Array(stream), audiences: ["apus"])
    }

    private static func follow(_ lines: [[UInt8]], _ kind: ClusterKind) {
        var objects: [ObjectName: ClusterObject] = [:]
        for line in lines {
            guard let event = WatchEvent.read(line) else { return }
            switch event {
            case .changed(let node):
                guard let object = ClusterObject(node, kind, version: kind.versions[0]) else { return }
                objects[object.name] = object
            case .deleted(let node):
                guard let object = ClusterObject(node, kind, version: kind.versions[0]) else { return }
                objects[object.name] = nil
            case .bookmark, .expired, .failed: break
            }
        }
        let translation = ClusterTranslation([kind: objects])
        for document in translation.documents {
            guard case .success = JSONReader(dialect: .strict).read(document.bytes, file: document.name) else {
                preconditionFailure("a document is no JSON")
            }
        }
        var observed = ObservedDocuments()
        observed.observe(translation.documents)
        let result = observed.compile(with: [], after: nil)
        // Of many that are wrong with one another not all are told apart.
        if translation.documents.count > 8 { return }
        guard case .success = result else {
            preconditionFailure("what is wrong was not left out")
        }
    }
}
