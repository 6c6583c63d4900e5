namespace Saker.Learning.Explanation.Lime;

/// <summary>How a model is looked at around one row.</summary>
public sealed record LimeOptions
{
    /// <summary>Rows that the model is asked about.</summary>
    public int SampleCount { get; init; } = 5_000;

    /// <summary>A row that differs in d columns counts exp(-d / width²); null for a width of 0.75 times the root of the number of columns.</summary>
    public double? KernelWidth { get; init; }

    /// <summary>The ridge penalty of the linear function.</summary>
    public double Penalty { get; init; } = 1;

    /// <summary>The same seed gives the same explanation.</summary>
    public long Seed { get; init; } = 1;
}
