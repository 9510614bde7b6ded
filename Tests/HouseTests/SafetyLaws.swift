/// Where unsafe code may stand, and what may stand nowhere.
enum SafetyLaws {
    /// Lines with unsafe code in a room that has none.
    static func unsafeLines(_ file: SourceFile, allowed: Set<String>) -> [String] {
        if allowed.contains(file.room) { return [] }
        return file.text.code.enumerated().compactMap { number, line in
            guard line.contains("nsafe") else { return nil }
            let isUnsafe = line.words.contains {
                $0 == "unsafe" || $0.hasPrefix("Unsafe") || $0.hasPrefix("withUnsafe") || $0.hasPrefix("unsafely")
            }
            return isUnsafe ? file.place(number) : nil
        }
    }

    /// Lines that switch the compiler's check of sharing off and name no guard there or on the line above.
    static func unguardedLines(_ file: SourceFile) -> [String] {
        let text = file.text
        return text.code.enumerated().compactMap { number, line in
            let isUnchecked = line.contains("@unchecked") && line.words.contains("Sendable")
            guard isUnchecked || line.contains("nonisolated(unsafe)") else { return nil }
            let above = number > 0 && text.code[number - 1].trimmed.isEmpty ? text.comments[number - 1] : ""
            let isGuarded = (text.comments[number] + " " + above).words.contains { ["Guard", "Guarded"].contains($0) }
            return isGuarded ? nil : file.place(number)
        }
    }

    /// Lines that stop the process on what they do not expect, or that promise work.
    static func forbiddenLines(_ file: SourceFile) -> [String] {
        let text = file.text
        return text.code.indices.compactMap { number in
            let code = text.code[number]
            if forbiddenCode.contains(where: code.contains) { return file.place(number) }
            let comment = text.comments[number]
            if comment.utf8.allSatisfy({ $0 == 0x20 }) { return nil }
            return comment.words.contains(where: forbiddenWords.contains) ? file.place(number) : nil
        }
    }

    /// Lines of tests that wait for time instead of for what they expect.
    static func sleepingLines(_ file: SourceFile) -> [String] {
        file.text.code.enumerated().compactMap { number, line in
            line.contains("leep(") && line.words.contains(where: sleeps.contains) ? file.place(number) : nil
        }
    }

    private static let sleeps: Set<String> = ["sleep", "usleep", "nanosleep"]

    private static let forbiddenCode = ["fatalError(", "try!", "as!"]
    /// In two halves, since what looks for them also looks here.
    static let forbiddenWords: Set<String> = ["TO" + "DO", "FIX" + "ME", "XX" + "X"]
}
