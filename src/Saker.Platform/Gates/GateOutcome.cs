namespace Saker.Platform.Gates;

/// <summary>What came of a gate.</summary>
public enum GateOutcome
{
    Passed,
    Failed,

    /// <summary>What it asks about could not be measured on these rows, or of this model. It counts as not passed.</summary>
    NotMeasurable,
}
