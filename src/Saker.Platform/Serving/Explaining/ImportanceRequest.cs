namespace Saker.Platform.Serving.Explaining;

/// <summary>How the importance of columns is measured.</summary>
public sealed record ImportanceRequest
{
    /// <summary>The column with the answers: columns are shuffled, and what a score loses is measured. Null measures the mean size of attributions.</summary>
    public string? Target { get; init; }

    /// <summary>With a target, a score of the model's task; null takes ROC AUC, log loss or root mean squared error.</summary>
    public string? Score { get; init; }

    /// <summary>With a target, how often each column is shuffled; 2 to 1,000.</summary>
    public int Repeats { get; init; } = 10;

    /// <summary>Decides the shuffles.</summary>
    public long Seed { get; init; } = 1;
}
