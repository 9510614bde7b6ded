public import RuntimeValues

extension LiveRuntime {
    /// Begins with the layers of a configuration.
    public convenience init(_ layers: RuntimeConfiguration) { self.init(keys: Set(layers.keys), layers.lookUp) }

    /// Takes the layers of a configuration.
    public func publish(_ layers: RuntimeConfiguration) { publish(keys: Set(layers.keys), layers.lookUp) }

    /// A share; `configuration` says what it is while nothing stands at its key.
    public func share(_ configuration: RuntimeFractionConfiguration) -> RuntimeShare {
        RuntimeShare(
            numerator: configuration.share.numerator, denominator: configuration.share.denominator,
            value: configuration.key.isEmpty ? nil : value(at: configuration.key))
    }

    /// A flag; `configuration` says what it is while nothing stands at its key.
    public func flag(_ configuration: RuntimeFlagConfiguration) -> RuntimeFlag {
        RuntimeFlag(configuration.isOn, value: configuration.key.isEmpty ? nil : value(at: configuration.key))
    }

    /// A number; `configuration` says what it is while nothing stands at its key.
    public func decimal(_ configuration: RuntimeDecimalConfiguration) -> RuntimeDecimal {
        RuntimeDecimal(configuration.number, value: configuration.key.isEmpty ? nil : value(at: configuration.key))
    }
}

extension RuntimeConfiguration {
    fileprivate var lookUp: LiveRuntime.LookUp {
        { [self] key in
            let share = share(key)
            return RuntimeEntry(
                numerator: share?.numerator ?? 0, denominator: share?.denominator ?? 0, number: integer(key),
                decimal: decimal(key), flag: flag(key))
        }
    }
}
