/// One flag of a subcommand.
struct Flag {
    /// What follows the flag.
    enum Kind: Equatable {
        /// Nothing.
        case toggle
        /// One value, as `--flag value` or `--flag=value`; the word for it in the help.
        case value(String)
        /// A flag of Envoy's for which there is nothing here; refused by name, with the reason.
        case refused(String)
    }

    /// `--long-name`.
    let name: String
    /// `-x`, or empty.
    let short: String
    let kind: Kind
    let help: String

    init(_ name: String, short: String = "", _ kind: Kind, _ help: String) {
        self.name = name
        self.short = short
        self.kind = kind
        self.help = help
    }
}
