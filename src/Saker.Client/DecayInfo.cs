namespace Saker.Client;

/// <summary>Whether a version did worse in a window than on its evaluation.</summary>
public sealed record DecayInfo
{
    public required string Score { get; init; }

    public required double Live { get; init; }

    public required double Evaluation { get; init; }

    /// <summary>How much worse, in the score's unit; below 0 where it is better.</summary>
    public required double Loss { get; init; }

    /// <summary>Lower end of the loss's 95% interval.</summary>
    public required double LossLow { get; init; }

    public required double LossHigh { get; init; }

    /// <summary>How likely such a loss is where there is none.</summary>
    public required double PValue { get; init; }

    public required double Alpha { get; init; }

    public required bool IsDecayed { get; init; }
}
