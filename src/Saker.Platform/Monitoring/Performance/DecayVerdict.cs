namespace Saker.Platform.Monitoring.Performance;

/// <summary>Whether a version does worse in a window than on the rows it was evaluated on.</summary>
public sealed record DecayVerdict
{
    /// <summary>The public name of the score that is judged.</summary>
    public required string Score { get; init; }

    /// <summary>Of the window.</summary>
    public required double Live { get; init; }

    /// <summary>Of the evaluation.</summary>
    public required double Reference { get; init; }

    /// <summary>How much worse the window is, in the score's unit; below 0 where it is better.</summary>
    public required double Loss { get; init; }

    /// <summary>The lower end of the loss's 95% interval.</summary>
    public required double LossLow { get; init; }

    /// <summary>The upper end of the loss's 95% interval.</summary>
    public required double LossHigh { get; init; }

    /// <summary>How likely such a loss, or a larger one, is where there is none (one-sided).</summary>
    public required double PValue { get; init; }

    /// <summary>Below it, a loss that is large enough counts as decay: a share of the setting, half of what the look before had.</summary>
    public required double Alpha { get; init; }

    /// <summary>How often the window was judged so far: each time that its outcomes had doubled.</summary>
    public int Look { get; init; } = 1;

    /// <summary>Outcomes of the window when it was judged.</summary>
    public long PairCount { get; init; }

    public required bool IsDecayed { get; init; }
}
