namespace Saker.Client;

/// <summary>What was done with outcomes; all of them are durable.</summary>
public sealed record OutcomeReceiptInfo
{
    /// <summary>Outcomes that came.</summary>
    public required int Received { get; init; }

    /// <summary>Those that were not known.</summary>
    public required int Added { get; init; }

    /// <summary>Those that were known with the same value; nothing was changed.</summary>
    public required int Repeated { get; init; }

    /// <summary>Those that were known with another value, which is in their history now.</summary>
    public required int Corrected { get; init; }

    /// <summary>Of all that came, those that are joined to a prediction.</summary>
    public required int Matched { get; init; }

    /// <summary>Of all that came, those whose request is known but whose row the log has no values of.</summary>
    public required int Unsampled { get; init; }

    /// <summary>Of all that came, those that wait for their prediction.</summary>
    public required int Unmatched { get; init; }
}
